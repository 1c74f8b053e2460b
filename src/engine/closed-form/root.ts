/** Root of a decreasing function on [low, high] by false position with the Illinois correction. */

const MAX_STEPS = 40;

/**
 * x with f(x) = 0, to a relative 1e-10, where f(low) ≥ 0. Returns `high` when f is still positive there.
 */
export function decreasingRoot(f: (x: number) => number, low: number, high: number): number {
  let a = low;
  let b = high;
  let fa = f(a);
  if (fa <= 0) return a;
  let fb = f(b);
  if (fb >= 0) return b;
  let x = a;
  for (let i = 0; i < MAX_STEPS; i++) {
    x = (a * fb - b * fa) / (fb - fa);
    const fx = f(x);
    if (Math.abs(fx) <= 1e-10 * x) break;
    if (fx > 0) {
      a = x;
      fa = fx;
      fb /= 2;
    } else {
      b = x;
      fb = fx;
      fa /= 2;
    }
  }
  return x;
}
