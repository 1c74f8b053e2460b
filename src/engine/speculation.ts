import type { Fraction, Seconds } from '../units/units';
import { pow } from './number/portable';

/** Speculative decoding with independent acceptance (Leviathan et al., arXiv 2211.17192). model.md §3.5. */

/** Tokens a round of `drafted` tokens yields on average: (1 − a^(γ+1)) / (1 − a), γ + 1 at a = 1. */
export function speculativeTokens(acceptance: Fraction, drafted: number): number {
  return acceptance === 1 ? drafted + 1 : (1 - pow(acceptance, drafted + 1)) / (1 - acceptance);
}

/** Seconds per token when drafting one takes `draft` and verifying a round takes `verify`. */
export function speculativeTpot(
  acceptance: Fraction,
  drafted: number,
  draft: Seconds,
  verify: Seconds,
): Seconds {
  return (drafted * draft + verify) / speculativeTokens(acceptance, drafted);
}
