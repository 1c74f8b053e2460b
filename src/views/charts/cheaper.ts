import type { Axis } from '../axes';
import { crossovers } from './curve-value';
import type { SideCurve } from './curve-data';

/** Which side is cheaper where, as one sentence; empty when there are no two prices to compare. */
export function cheaperSentence(curves: readonly SideCurve[], axis: Axis): string {
  const [a, b] = curves;
  if (!a || !b) return '';
  const points = crossovers(a.x, a.y, b.y);
  const [first] = points;
  if (!first) {
    const lower = lowerThroughout(a.y, b.y);
    return lower ? `${lower} is cheaper wherever both can run this.` : '';
  }
  const more = points.slice(1).map(({ x, lowerBefore }) => `${lowerBefore} up to ${axis.say(x)}`);
  const last = points.at(-1)!.lowerBefore === 'A' ? 'B' : 'A';
  return `${[`${first.lowerBefore} is cheaper up to ${axis.say(first.x)}`, ...more].join(', then ')}, then ${last}.`;
}

/** The lower of two curves that do not cross; null where they share no x, or coincide. */
function lowerThroughout(a: ArrayLike<number>, b: ArrayLike<number>): 'A' | 'B' | null {
  for (let i = 0; i < a.length; i++) {
    const lead = Math.log(a[i]! / b[i]!);
    if (Math.abs(lead) > 1e-9) return lead < 0 ? 'A' : 'B';
  }
  return null;
}
