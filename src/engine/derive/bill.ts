import type { PoolPlan } from '../layout/pool-plan';
import { sumOf } from './parts';
import { derived, given, type Quantity } from './quantity';

/** What a token costs, given how many there are a second. */
export interface Bill {
  chips: Quantity;
  /** Null where a chip's power, or its price, is not known. */
  energy: Quantity | null;
  cost: Quantity | null;
}

/** `rate` is output tokens a second under the symbol X; `power` watts under the symbol P. */
export function bill(pools: readonly PoolPlan[], rate: Quantity, power: Quantity | null): Bill {
  const counts = countsOf(pools);
  const served = rate.value > 0;
  const hourly = price(pools, counts);
  return {
    chips: chipsOf(pools),
    energy:
      power === null || !served ? null : derived('E', 'Energy per output token', 'J', 'P ÷ X', [power, rate]),
    cost:
      hourly === null || !served
        ? null
        : derived('c', 'Dollars per million output tokens', 'usd', 'C ÷ (X × 3600) × 1000000', [
            hourly,
            rate,
          ]),
  };
}

function countsOf(pools: readonly PoolPlan[]): Quantity[] {
  return pools.map(({ input }, i) =>
    given(`n_${String(i + 1)}`, `Chips of pool ${String(i + 1)}, ${input.chip.name}`, 'count', input.chips, {
      kind: 'asked',
    }),
  );
}

export function chipsOf(pools: readonly PoolPlan[]): Quantity {
  const counts = countsOf(pools);
  return derived('n', 'Chips', 'count', sumOf(counts), counts);
}

function price(pools: readonly PoolPlan[], counts: Quantity[]): Quantity | null {
  const prices = pools.flatMap(({ input: { chip } }, i) =>
    chip.usdPerHour === null
      ? []
      : [
          given(`p_${String(i + 1)}`, `Price of one ${chip.name}`, 'usd/h', chip.usdPerHour, {
            kind: 'chip',
            chip: chip.id,
            fact: 'usdPerHour',
          }),
        ],
  );
  if (prices.length < pools.length) return null;
  const formula = prices.map(({ symbol }, i) => `${counts[i]!.symbol} × ${symbol}`).join(' + ');
  return derived(
    'C',
    'Price of all chips',
    'usd/h',
    formula,
    counts.flatMap((count, i) => [count, prices[i]!]),
  );
}
