import { chipById } from '../data/catalog';
import type { Sourced } from '../data/sourced';
import type { UsDollars } from '../units/units';
import { poolNames } from '../engine/pool-names';
import { DEFAULT_SCENARIO, poolsInForce } from './defaults';
import { resolve } from './resolve';
import type { Scenario, SideScenario } from './scenario';

/** All that the prices of a side's chips follow from, beside the side itself. */
export type PricedBy = Pick<Scenario, 'custom' | 'kwh' | 'pue'>;

/** What one chip of a pool costs in an hour, and who says so. */
export interface PoolPrice {
  /** The pool as reports call it, and the chip. */
  pool: string;
  chip: string;
  /** With electricity; null: not known. */
  usdPerHour: UsDollars | null;
  /** Of it, what is paid for electricity on top. */
  electricity: UsDollars;
  from: PriceSource;
}

export type PriceSource =
  /** The scenario's own price of this side's chips. */
  | { kind: 'side' }
  /** A figure of a chip that a reader described. */
  | { kind: 'figure' }
  /** The catalogue's, of a chip that a reader described as like it where `like` names it. */
  | { kind: 'catalogue'; like: string | null; record: Sourced<UsDollars> }
  /** The chip's price is known and its power is not, so neither is its electricity. */
  | { kind: 'no power' };

/** What the engine is told that the chips of a side cost, pool by pool; null where the side cannot be run at all. */
export function poolPrices(side: SideScenario, by: PricedBy): PoolPrice[] | null {
  const pools = poolsOf(side, by);
  const without = by.kwh === 0 ? pools : poolsOf(side, { ...by, kwh: 0 });
  if (pools === null || without === null) return null;
  const names = poolNames(pools);
  return pools.map(({ chip }, i): PoolPrice => {
    const { usdPerHour } = chip;
    const before = without[i]!.chip.usdPerHour;
    const paid = side.price !== null && !isMore(side, i);
    const from: PriceSource =
      before !== null && usdPerHour === null
        ? { kind: 'no power' }
        : paid
          ? { kind: 'side' }
          : sourceOf(chip.id, by);
    const electricity = usdPerHour === null || before === null ? 0 : usdPerHour - before;
    return { pool: names[i]!, chip: chip.name, usdPerHour, electricity, from };
  });
}

/** A pool, its chip, and what that costs without a price of the side's own; null: not known. */
interface UsualPrice extends Pick<PoolPrice, 'pool' | 'chip'> {
  usual: UsDollars | null;
}

/**
 * The pools that each price of a side is for: the first price is for its first pool, the last one for all others. Null
 * where it cannot be run at all.
 */
export function priceSlots(side: SideScenario, custom: PricedBy['custom']): UsualPrice[][] | null {
  // Electricity on top is not part of what the side's own price replaces.
  const pools = poolsOf({ ...side, price: null }, { custom, kwh: 0, pue: null });
  if (pools === null) return null;
  const names = poolNames(pools);
  const [first, ...others] = pools
    .map(({ chip }, i) => ({ pool: names[i]!, chip: chip.name, usual: chip.usdPerHour }))
    .filter((_, i) => !isMore(side, i));
  return others.length === 0 ? [[first!]] : [[first!], others];
}

/** Pools of `more` cost what the catalogue says, whatever the side pays for the others. */
function isMore(side: SideScenario, index: number): boolean {
  const serving = poolsInForce(side).prefill === null ? 1 : 2;
  return index >= serving && index < serving + side.more.length;
}

/** Everything else about the scenario is left at what is usual: no price depends on it. */
function poolsOf(side: SideScenario, by: PricedBy) {
  const { a } = resolve({ ...DEFAULT_SCENARIO, ...by, a: side, b: null });
  return a.kind === 'ready' ? a.input.cluster.pools : null;
}

function sourceOf(id: string, { custom }: PricedBy): PriceSource {
  const chip = custom.chips.find((one) => one.id === id);
  if (chip && chip.figures.usdPerHour !== undefined) return { kind: 'figure' };
  const record = chipById(chip?.like ?? id);
  if (!record) throw new Error(`${id} is no chip of the catalogue and was resolved`);
  return {
    kind: 'catalogue',
    like: chip ? record.name : null,
    record: record.engine.usdPerHour,
  };
}
