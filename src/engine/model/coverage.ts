import type { Tokens } from '../../units/units';
import { expm1, ln, pow } from '../number/portable';

/** Expected number of distinct experts that a batch of tokens reaches: the weights a mixture layer must read. */

/**
 * ln(1 − k/E), the coefficient of `expertsHit`; −Infinity when every token uses every expert.
 */
export function lnMissed(experts: number, perToken: number): number {
  return perToken >= experts ? -Infinity : ln(1 - perToken / experts);
}

/** E·(1 − (1 − k/E)^T), from `lnMissed`: uniform routing, k of E without replacement. */
export function expertsHit(experts: number, lnMissedOne: number, tokens: Tokens): number {
  return tokens > 0 ? -experts * expm1(tokens * lnMissedOne) : 0;
}

/** The same in one call. */
export function coverage(experts: number, perToken: number, tokens: Tokens): number {
  return expertsHit(experts, lnMissed(experts, perToken), tokens);
}

/**
 * Skewed routing: expert i is among a token's k with probability π_i ∝ i^−exponent, scaled to Σπ = k and capped
 * at 1 (what the cap takes is spread over the rest). Σ 1 − (1 − π_i)^T. `experts` must be an integer.
 */
export function coverageSkewed(experts: number, perToken: number, tokens: Tokens, exponent: number): number {
  if (exponent === 0) return coverage(experts, perToken, tokens);
  let hit = 0;
  for (const inclusion of inclusionProbabilities(experts, perToken, exponent))
    hit += inclusion >= 1 ? (tokens > 0 ? 1 : 0) : -expm1(tokens * ln(1 - inclusion));
  return hit;
}

/** Probability that a token chooses expert i, for each expert; they sum to `perToken`. */
export function inclusionProbabilities(experts: number, perToken: number, exponent: number): Float64Array {
  const inclusion = Float64Array.from({ length: experts }, (_, i) => pow(i + 1, -exponent));
  let sum = 0;
  for (const weight of inclusion) sum += weight;
  for (let i = 0; i < experts; i++) inclusion[i] = (perToken * (inclusion[i] ?? 0)) / sum;
  // Each round caps at least one more expert, so `experts` rounds are enough.
  for (let round = 0; round < experts; round++) {
    let over = 0;
    let free = 0;
    for (const p of inclusion) {
      if (p > 1) over += p - 1;
      if (p < 1) free += p;
    }
    if (over < 1e-12) break;
    const grow = free > 0 ? 1 + over / free : 1;
    for (let i = 0; i < experts; i++) {
      const p = inclusion[i] ?? 0;
      inclusion[i] = p >= 1 ? 1 : p * grow;
    }
  }
  return inclusion;
}
