import { chipById, chipInput, CHIPS } from '../data/catalog';
import type { ChipRecord } from '../data/chip-record';
import type { ArchitectureId } from '../engine/input';
import type { PoolChoice } from '../scenario/scenario';

/** Which chips a pool offers, in groups. A link may still name any other; the engine says what it makes of it. */
export interface ChipGroup {
  label: string;
  chips: ChipRecord[];
}

const GROUPS: readonly [label: string, classes: readonly ChipRecord['class'][]][] = [
  ['GPUs', ['gpu-hbm', 'gpu-gddr']],
  ['TPUs and the like', ['tpu']],
  ['SRAM chips', ['lpu-sram', 'dataflow']],
  ['Wafers', ['wafer-sram']],
  ['Edge devices', ['edge']],
];

const SRAM_POOLS: Partial<Record<ArchitectureId, readonly ('prefill' | 'decode')[]>> = {
  'gpu-sram': ['decode'],
  afd: ['decode'],
  sram: ['decode'],
};

export function chipsFor(architecture: ArchitectureId, pool: 'prefill' | 'decode', now: string): ChipGroup[] {
  const kind = SRAM_POOLS[architecture]?.includes(pool) ? 'sram' : 'gpu';
  const fits = (chip: ChipRecord) =>
    chip.kind === kind && (architecture === 'edge') === (chip.class === 'edge') && offered(chip);
  return GROUPS.map(([label, classes]) => ({
    label,
    chips: CHIPS.filter((chip) => classes.includes(chip.class) && (fits(chip) || chip.id === now)),
  })).filter((group) => group.chips.length > 0);
}

/** Not for comparison only, and known well enough to be simulated. */
function offered(chip: ChipRecord): boolean {
  return !chip.validationOnly && chipInput(chip).ok;
}

export function chipName(id: string): string {
  return chipById(id)?.name ?? id;
}

export function cautionOf(id: string): string | null {
  return chipById(id)?.caution ?? null;
}

/**
 * How many of another chip to begin with. What an SRAM pool holds is what counts, so it gets as much memory as
 * before: 576 LPUs become 4 wafers, not 576. Other pools keep their number.
 */
export function countAfterChange({ chip, count }: PoolChoice, next: string): number {
  const before = chipById(chip);
  const after = chipById(next);
  if (before?.kind !== 'sram' || after?.kind !== 'sram') return count;
  const [old, now] = [before.engine.memory.bytes.value, after.engine.memory.bytes.value];
  return old === null || now === null ? count : Math.max(1, Math.ceil((count * old) / now));
}
