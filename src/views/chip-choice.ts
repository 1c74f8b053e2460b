import { chipById, chipInput, CHIPS } from '../data/catalog';
import type { ChipRecord } from '../data/chip-record';
import type { ArchitectureId } from '../engine/input';
import { chipInputOf, NOTHING_OWN, type Custom } from '../scenario/custom';
import type { PoolChoice } from '../scenario/scenario';

/** Which chips a pool offers, in groups. A link may still name any other; the engine says what it makes of it. */
export interface ChipGroup {
  label: string;
  chips: Pick<ChipRecord, 'id' | 'name'>[];
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
  sram: ['decode'],
};

export function kindOfPool(architecture: ArchitectureId, pool: 'prefill' | 'decode'): ChipRecord['kind'] {
  return SRAM_POOLS[architecture]?.includes(pool) ? 'sram' : 'gpu';
}

export function chipsFor(
  architecture: ArchitectureId,
  pool: 'prefill' | 'decode',
  now: string,
  own: Custom = NOTHING_OWN,
): ChipGroup[] {
  const kind = kindOfPool(architecture, pool);
  return groups(
    (chip) => chip.kind === kind && (architecture === 'edge') === (chip.class === 'edge'),
    now,
    own,
  );
}

/** The chips of a pool that no architecture prescribes: of one kind, or of any. */
export function chipsOfKind(kind: ChipRecord['kind'] | 'any', now: string, own: Custom): ChipGroup[] {
  return groups((chip) => kind === 'any' || chip.kind === kind, now, own);
}

function groups(takes: (chip: ChipRecord) => boolean, now: string, own: Custom): ChipGroup[] {
  const fits = (chip: ChipRecord) => takes(chip) && offered(chip);
  const yours = own.chips.filter(({ id, like }) => {
    const base = chipById(like);
    return id === now || (base !== undefined && takes(base));
  });
  const known = GROUPS.map(([label, classes]) => ({
    label,
    chips: CHIPS.filter((chip) => classes.includes(chip.class) && (fits(chip) || chip.id === now)),
  }));
  return [{ label: 'Yours', chips: yours }, ...known].filter((group) => group.chips.length > 0);
}

/** Not for comparison only, and known well enough to be simulated. */
function offered(chip: ChipRecord): boolean {
  return !chip.validationOnly && chipInput(chip).ok;
}

export function cautionOf(id: string): string | null {
  return chipById(id)?.caution ?? null;
}

/**
 * How many of another chip to begin with. What an SRAM pool holds is what counts, so it gets as much memory as
 * before: 576 LPUs become 4 wafers, not 576. Other pools keep their number.
 */
export function countAfterChange(
  { chip, count }: PoolChoice,
  next: string,
  own = NOTHING_OWN,
  /** What the scenario had of its own before, where a chip of it changes. */
  ownBefore = own,
): number {
  const before = chipInputOf(chip, ownBefore);
  const after = chipInputOf(next, own);
  if (!before?.ok || !after?.ok || before.chip.kind !== 'sram' || after.chip.kind !== 'sram') return count;
  return Math.max(1, Math.ceil((count * before.chip.memory.bytes) / after.chip.memory.bytes));
}
