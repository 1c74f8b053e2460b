import { bisectRight } from 'd3-array';

/** A curve's value between its samples, straight on log-log paper. NaN outside, or next to a hole. */
export function curveValue(x: ArrayLike<number>, y: ArrayLike<number>, at: number): number {
  const last = x.length - 1;
  if (last < 0 || at < x[0]! || at > x[last]!) return NaN;
  const right = Math.min(last, bisectRight(x, at));
  const left = Math.max(0, right - 1);
  const [x0, x1, y0, y1] = [x[left]!, x[right]!, y[left]!, y[right]!];
  if (at === x0) return positive(y0);
  if (at === x1) return positive(y1);
  const share = Math.log(at / x0) / Math.log(x1 / x0);
  return Math.exp(Math.log(positive(y0)) * (1 - share) + Math.log(positive(y1)) * share);
}

function positive(value: number): number {
  return value > 0 ? value : NaN;
}

export interface Crossover {
  x: number;
  y: number;
  /** Which curve is the lower one up to here. */
  lowerBefore: 'A' | 'B';
}

/** Where two curves change places. Samples where either has no value end a run: no crossing is made up. */
export function crossovers(x: ArrayLike<number>, a: ArrayLike<number>, b: ArrayLike<number>): Crossover[] {
  const found: Crossover[] = [];
  let before = NaN;
  let beforeIndex = -1;
  for (let i = 0; i < x.length; i++) {
    const lead = Math.log(positive(a[i]!)) - Math.log(positive(b[i]!));
    if (Number.isNaN(lead)) {
      before = NaN;
      continue;
    }
    // Touching without changing places is not a crossover, and curves that coincide have none.
    if (Math.abs(lead) < 1e-9) continue;
    if (before * lead < 0) {
      const share = before / (before - lead);
      const at = Math.exp(Math.log(x[beforeIndex]!) * (1 - share) + Math.log(x[i]!) * share);
      const y = curveValue(x, a, at);
      if (Number.isFinite(y)) found.push({ x: at, y, lowerBefore: before < 0 ? 'A' : 'B' });
    }
    before = lead;
    beforeIndex = i;
  }
  return found;
}
