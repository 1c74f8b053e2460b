import type { Fraction, Seconds, Tokens, TokensPerSecond } from '../units/units';
import { recomputing } from './cost/recompute';
import type { PoolPlan } from './layout/pool-plan';
import type { TokenPrices } from './result';
import { takesArrivals } from './roles';

/** What chips are paid for, by kind of token. */
export interface Priced {
  pools: readonly PoolPlan[];
  /** What a pool's chips did; asked about pools that serve both phases. */
  did: (pool: number) => ChipSeconds;
  promptRate: TokensPerSecond;
  outputRate: TokensPerSecond;
  /** Of the prompt tokens, those that were found and not computed; null where no KV is kept. */
  found: Fraction | null;
  /** Of a request. */
  promptMean: Tokens;
}

export interface ChipSeconds {
  busyChipSeconds: Seconds;
  promptChipSeconds: Seconds;
  sharedChipSeconds: Seconds;
}

/** Share of prompts in what chips did for either; what they did for both at once counts for each. */
function promptShare({ busyChipSeconds, promptChipSeconds, sharedChipSeconds }: ChipSeconds): Fraction {
  const spent = busyChipSeconds + sharedChipSeconds;
  return spent > 0 ? promptChipSeconds / spent : 0;
}

const HOUR: Seconds = 3600;
const MILLION = 1e6;

/**
 * Dollars by kind of token, such that rates times prices are what all chips cost: a pool that only computes prompts is
 * paid for by them, one that only decodes by output, and one that does both by the time that either took, idle time
 * in proportion. A token that was found costs what it adds to a prompt behind it: being read by every later one.
 */
export function tokenPrices(p: Priced): TokenPrices | null {
  let [prompts, answers] = [0, 0];
  for (const [i, { input }] of p.pools.entries()) {
    if (input.chip.usdPerHour === null) return null;
    const usd = (input.chip.usdPerHour * input.chips) / HOUR;
    const share = input.role === 'prefill' ? 1 : input.role === 'mixed' ? promptShare(p.did(i)) : 0;
    prompts += usd * share;
    answers += usd * (1 - share);
  }
  if (!(p.promptRate > 0) || !(p.outputRate > 0)) return null;
  const hit = p.found ?? 0;
  const weight = hit > 0 && hit < 1 ? weightOfFound(p, hit) : null;
  const input = prompts / (p.promptRate * (1 - hit + hit * (weight ?? 1)));
  return {
    input: MILLION * input,
    cached_input: weight === null ? null : MILLION * input * weight,
    output: (MILLION * answers) / p.outputRate,
  };
}

/** Time that a token before a mean prompt's own adds, over the time of one of those. */
function weightOfFound({ pools, promptMean }: Priced, hit: Fraction): number {
  const entry = pools.find(({ input }) => takesArrivals(input.role))!;
  const seconds = recomputing(entry.cost);
  const [cached, own] = [hit * promptMean, (1 - hit) * promptMean];
  const alone = seconds(own, 0);
  return (seconds(own, cached) - alone) / cached / (alone / own);
}
