import type { Seconds } from '../../units/units';

/**
 * Arithmetic of a run of decode steps whose time grows linearly: t_j = first + slope·j, j = 0, 1, … Every end of
 * a step is `anchor + elapsed(k)`, never a running sum, so that jumping over steps and walking them give the
 * same bits (model.md §9.3).
 */

/** No sequence runs this many steps. */
const MAX_STEPS = 1e9;

/** Seconds that the first k steps take. */
export function elapsed(first: Seconds, slope: Seconds, k: number): Seconds {
  return k * first + slope * ((k * (k - 1)) / 2);
}

/**
 * Smallest k in [least, most] with anchor + elapsed(k) ≥ time; `most` when none is. The quadratic's root is a
 * guess; the same expression that times the steps decides.
 */
export function stepsUntil(
  anchor: Seconds,
  first: Seconds,
  slope: Seconds,
  time: Seconds,
  least: number,
  most: number,
): number {
  const wanted = time - anchor;
  if (wanted <= 0) return least;
  const half = slope / 2;
  const p = first - half;
  const root = half > 0 ? (-p + Math.sqrt(p * p + 4 * half * wanted)) / (2 * half) : wanted / first;
  let k = Math.min(most, Math.max(least, Math.floor(root)));
  while (k > least && anchor + elapsed(first, slope, k - 1) >= time) k--;
  while (k < most && anchor + elapsed(first, slope, k) < time) k++;
  return k;
}

/** First j > 0 at which line (a, s) lies strictly above line (first, slope); Infinity when it never does. */
export function overtakes(first: number, slope: number, a: number, s: number): number {
  if (s <= slope) return Infinity;
  const j = Math.max(1, Math.floor((first - a) / (s - slope)));
  // Beyond any answer's length, and where j + 1 would no longer be another number.
  if (j > MAX_STEPS) return Infinity;
  // The guess can be one off either way.
  for (let k = Math.max(1, j - 1); k <= j + 2; k++) {
    if (a + s * k > first + slope * k) return k;
  }
  return j + 3;
}

/** Σ over j < k of min(a0 + a1·j, b0 + b1·j), exactly, by splitting where the lines cross. */
export function sumOfMin(a0: number, a1: number, b0: number, b1: number, k: number): number {
  const line = (c0: number, c1: number, from: number, to: number): number =>
    (to - from) * c0 + c1 * ((to * (to - 1) - from * (from - 1)) / 2);
  const startsWithA = a0 <= b0;
  const low0 = startsWithA ? a0 : b0;
  const low1 = startsWithA ? a1 : b1;
  const high0 = startsWithA ? b0 : a0;
  const high1 = startsWithA ? b1 : a1;
  if (low1 <= high1) return line(low0, low1, 0, k);
  const cross = Math.min(k, Math.max(0, Math.ceil((high0 - low0) / (low1 - high1))));
  return line(low0, low1, 0, cross) + line(high0, high1, cross, k);
}
