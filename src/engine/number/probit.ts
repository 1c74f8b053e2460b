import { ln } from './portable';

/**
 * Inverse of the standard normal distribution function by Acklam's rational approximation (relative error below
 * 1.2e-9): a ratio of polynomials in (p − ½)² around the centre, one in √(−2 ln p) in the tails.
 */

const CENTRE_TOP = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
  2.506628277459239,
] as const;
const CENTRE_BOTTOM = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1,
] as const;
const TAIL_TOP = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
] as const;
const TAIL_BOTTOM = [
  0, 0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1,
] as const;
const TAIL_BELOW = 0.02425;

type Six = readonly [number, number, number, number, number, number];

function horner(c: Six, x: number): number {
  return ((((c[0] * x + c[1]) * x + c[2]) * x + c[3]) * x + c[4]) * x + c[5];
}

/** z with P(Z ≤ z) = p for 0 < p < 1; ∓Infinity at 0 and 1, NaN outside. */
export function probit(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  if (p < TAIL_BELOW) return lowerTail(p);
  if (p > 1 - TAIL_BELOW) return -lowerTail(1 - p);
  const q = p - 0.5;
  const r = q * q;
  return (horner(CENTRE_TOP, r) * q) / horner(CENTRE_BOTTOM, r);
}

function lowerTail(p: number): number {
  const q = Math.sqrt(-2 * ln(p));
  return horner(TAIL_TOP, q) / horner(TAIL_BOTTOM, q);
}
