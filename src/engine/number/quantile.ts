import type { Fraction } from '../../units/units';

/** Sample quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan). */

/** Quantile p of values in ascending order; NaN when there are none. */
export function quantileOfSorted(sorted: ArrayLike<number>, p: Fraction): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  const position = (n - 1) * p;
  const below = Math.floor(position);
  const low = sorted[below] ?? NaN;
  const high = sorted[below + 1] ?? low;
  return low + (position - below) * (high - low);
}

/** Quantile p of values in any order; the argument is left as it is. */
export function quantile(values: ArrayLike<number>, p: Fraction): number {
  return quantileOfSorted(Float64Array.from(values).sort(), p);
}
