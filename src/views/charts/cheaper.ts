import type { Axis } from '../axes';
import { sensible } from './crossing-labels';
import { crossovers } from './curve-value';
import type { SideLine } from './curve-data';

/**
 * Which side is cheaper where, as one sentence; empty when there are no two prices to compare. Both sides answer the
 * same requests, so against most axes prices change places only where one side cannot go on.
 */
export function cheaperSentence(curves: readonly SideLine[], axis: Axis): string {
  const [a, b] = curves;
  if (!a || !b) return '';
  const both = Array.from(a.x.keys()).filter((i) => a.y[i]! > 0 && b.y[i]! > 0);
  const [start, end] = [both[0], both.at(-1)];
  if (start === undefined || end === undefined) return '';
  const beyond = onlyOneBeyond(a, b, end, axis);
  const points = crossovers(a.x, a.y, b.y);
  const [first] = points;
  if (!first) {
    const lower = lowerThroughout(a.y, b.y);
    if (!lower) return '';
    if (!beyond) return `${lower} is cheaper wherever both can run this.`;
    return `${lower} is cheaper up to ${axis.say(sensible(border(a.x, end)))}; ${beyond}.`;
  }
  const more = points.slice(1).map(({ x, lowerBefore }) => `${lowerBefore} up to ${axis.say(sensible(x))}`);
  const last = points.at(-1)!.lowerBefore === 'A' ? 'B' : 'A';
  const stretches = [`${first.lowerBefore} is cheaper up to ${axis.say(sensible(first.x))}`, ...more];
  return `${stretches.join(', then ')}, then ${last}${beyond ? `; ${beyond}` : ''}.`;
}

/** Who goes on alone after the last sample that both reach, and how far; null when nobody does. */
function onlyOneBeyond(a: SideLine, b: SideLine, end: number, axis: Axis): string | null {
  const alone = [a, b].find((curve) => curve.y[end + 1]! > 0);
  if (!alone) return null;
  let last = end + 1;
  while (alone.y[last + 1]! > 0) last++;
  const isToTheEnd = last === alone.x.length - 1;
  return isToTheEnd
    ? `beyond, only ${alone.side} can`
    : `from there to ${axis.say(sensible(border(alone.x, last)))} only ${alone.side} can`;
}

/** Halfway, on a logarithmic axis, between a sample that works and the next, which does not. */
function border(x: ArrayLike<number>, last: number): number {
  return Math.sqrt(x[last]! * (x[last + 1] ?? x[last]!));
}

/** The lower of two curves that do not cross; null where they share no x, or coincide. */
function lowerThroughout(a: ArrayLike<number>, b: ArrayLike<number>): 'A' | 'B' | null {
  for (let i = 0; i < a.length; i++) {
    const lead = Math.log(a[i]! / b[i]!);
    if (Math.abs(lead) > 1e-9) return lead < 0 ? 'A' : 'B';
  }
  return null;
}
