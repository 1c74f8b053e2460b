/** Secants that are tried: a g without jumps needs three to six. */
const SECANTS = 12;
const HALVINGS = 30;

/**
 * x with g(x) = x, to `tolerance` of itself, for a g that is above the diagonal at `low` and crosses it once. Returns
 * `high` when g is still above it there. By secants through the last two points, and by false position with the Illinois
 * correction where one leaves the bracket. Where g jumps over the diagonal, the place behind the jump is found by halving.
 */
export function fixedPoint(g: (x: number) => number, low: number, high: number, tolerance = 1e-11): number {
  let a = low;
  let fa = g(a) - a;
  if (fa <= 0) return a;
  let b = high;
  let fb = NaN;
  let last = a;
  let fLast = fa;
  let x = a + fa;
  for (let i = 0; i < SECANTS; i++) {
    if (!(x > a && x < b)) {
      if (fb !== fb) {
        fb = g(b) - b;
        if (fb >= 0) return b;
      }
      x = (a * fb - b * fa) / (fb - fa);
    }
    const fx = g(x) - x;
    if (Math.abs(fx) <= tolerance * x) return x;
    if (fx > 0) {
      a = x;
      fa = fx;
      fb /= 2;
    } else {
      b = x;
      fb = fx;
      fa /= 2;
    }
    const next = x - (fx * (x - last)) / (fx - fLast);
    last = x;
    fLast = fx;
    x = next;
  }
  for (let i = 0; i < HALVINGS && b - a > tolerance * b; i++) {
    const middle = (a + b) / 2;
    if (g(middle) > middle) a = middle;
    else b = middle;
  }
  return b;
}
