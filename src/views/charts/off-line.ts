import { factor, percent } from '../../units/format';
import type { SideCurve } from './curve-data';
import { curveValue } from './curve-value';

/** Closer than this a dot lies on its line, as far as one reads a chart. */
const FROM = 1.5;

/** How many times its line a simulated mean is, where it does not lie on it; null there, and without a line. */
export function timesLine(curve: SideCurve, at: number): number | null {
  const times = (curve.point?.mean ?? NaN) / curveValue(curve.x, curve.y, at);
  return times >= FROM || times <= 1 / FROM ? times : null;
}

/** What stands beside such a dot: "3.0× its line", or "33% of its line". */
export function offLine(curve: SideCurve, at: number): string | null {
  const times = timesLine(curve, at);
  if (times === null) return null;
  return times > 1 ? `${factor(times)} its line` : `${percent(times)} of its line`;
}
