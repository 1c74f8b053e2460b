/** What people call the parts of a report. */

const PART_NAMES: Record<string, string> = {
  flop: 'Arithmetic',
  chip: 'Chips, beside memory and arithmetic',
  idle: 'Idle chips',
  link: 'Links',
  flash: 'Flash reads and writes',
  network: 'Network storage, reads and writes',
  node: 'Nodes around the chips',
  cooling: 'Cooling and power supply',
};

/** What surrounds the chips: the Answer's joules do not count it. */
export const AROUND_CHIPS: ReadonlySet<string> = new Set(['node', 'cooling']);

/** Memory tiers are called what they are: HBM, SRAM. */
export function energyPartName(key: string): string {
  return PART_NAMES[key] ?? `${key.toUpperCase()} reads and writes`;
}

const POOL_NAMES: Record<string, string> = {
  mixed: 'Both phases',
  prefill: 'Prefill',
  decode: 'Decode',
  attention: 'Attention',
  ffn: 'FFN',
  draft: 'Draft',
};

export function poolName(name: string): string {
  // Several pools of a role are numbered.
  const [role = '', number] = name.split(' ');
  const text = POOL_NAMES[role] ?? role;
  return number === undefined ? text : `${text} ${number}`;
}
