import type { Fraction, TokensPerSecond, UsDollars } from '../units/units';
import type { PoolInput } from './input';

/** Dollars. Idle chips are paid like busy ones. model.md §7.3. */

const SECONDS_PER_HOUR = 3600;
const HOURS_PER_YEAR = 8760;
const TOKENS_PER_PRICE = 1e6;

/** Hourly price of all chips of a cluster; null when one chip's price is unknown. */
export function usdPerHour(pools: readonly PoolInput[]): UsDollars | null {
  let sum = 0;
  for (const { chip, chips } of pools) {
    if (chip.usdPerHour === null) return null;
    sum += chip.usdPerHour * chips;
  }
  return sum;
}

/** Dollars per million tokens at a rate of tokens; null when the price is unknown or nothing is produced. */
export function usdPerMillionTokens(hourly: UsDollars | null, tokens: TokensPerSecond): UsDollars | null {
  if (hourly === null || !(tokens > 0)) return null;
  return (hourly / (tokens * SECONDS_PER_HOUR)) * TOKENS_PER_PRICE;
}

export interface Purchase {
  price: UsDollars;
  /** Server and network per accelerator, as a share of its price. */
  serverShare: Fraction;
  years: number;
  /** Share of all hours the machine is used, and so pays for itself. */
  utilisation: Fraction;
}

/** Capital cost of one accelerator per used hour, power left out. */
export function capitalUsdPerHour(p: Purchase): UsDollars {
  return (p.price * (1 + p.serverShare)) / (p.years * HOURS_PER_YEAR * p.utilisation);
}
