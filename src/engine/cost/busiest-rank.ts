import type { Tokens } from '../../units/units';

/**
 * Experts that stay whole on the ranks they are spread over: a step waits for the rank with the most to do. Which experts
 * a step reaches, and which rank has them, is chance, so the busiest of R is above the mean by so many standard
 * deviations as the largest of R normal draws. No constant here was fitted.
 */

/** Expected maximum of 1, 2, 4 … 128 standard normal draws. */
const MAXIMUM = [0, 0.5642, 1.0294, 1.4236, 1.766, 2.0697, 2.3437, 2.5942];

export function expectedMaximum(ranks: number): number {
  let at = 0;
  let whole = 1;
  while (2 * whole <= ranks && at < MAXIMUM.length - 1) {
    whole *= 2;
    at++;
  }
  const here = MAXIMUM[at]!;
  const next = MAXIMUM[at + 1] ?? here;
  return here + (next - here) * Math.min(1, ranks / whole - 1);
}

/**
 * Experts that the busiest rank reads, times the ranks: as if so many distinct ones were hit. `hit` of all experts are
 * dealt to the ranks by chance (hypergeometric); when all are hit, every rank has as many.
 */
export function busiestHit(hit: number, experts: number, ranks: number): number {
  if (ranks <= 1 || experts <= 1) return hit;
  const spread = (hit * (1 - 1 / ranks) * Math.max(0, experts - hit)) / (experts - 1);
  return Math.min(experts, hit * ranks, hit + expectedMaximum(ranks) * Math.sqrt(ranks * spread));
}

/**
 * Routed tokens of the busiest rank over the mean. Expert i gets T·π_i of T tokens, give or take the chance of every
 * single choice; `squares` is Σπ², `perToken` is Σπ.
 */
export function busiestLoad(
  tokens: Tokens,
  experts: number,
  perToken: number,
  squares: number,
  ranks: number,
): number {
  if (ranks <= 1 || experts <= 1 || !(tokens > 0)) return 1;
  const uneven = squares - (perToken * perToken) / experts + (perToken - squares) / tokens;
  const spread = (experts * (1 - 1 / ranks) * Math.max(0, uneven)) / (ranks * (experts - 1));
  return Math.min(ranks, 1 + (expectedMaximum(ranks) * ranks * Math.sqrt(spread)) / perToken);
}
