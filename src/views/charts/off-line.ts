import { factor, percent } from '../../units/format';
import type { SideReport } from '../../engine/result';
import type { ShownReports } from '../answer/shown-reports';
import type { SideCurve } from './curve-data';
import { curveValue } from './curve-value';

/** Closer than this a dot lies on its line, as far as one reads a chart. */
const FROM = 1.5;

/** How many times its line a simulated mean is, where it does not lie on it; null there, and without a line. */
function timesLine(curve: SideCurve, at: number): number | null {
  const times = (curve.point?.mean ?? NaN) / curveValue(curve.x, curve.y, at);
  return times >= FROM || times <= 1 / FROM ? times : null;
}

/** What stands beside such a dot: "3.0× its line", or "33% of its line". */
export function offLine(curve: SideCurve, at: number): string | null {
  const times = timesLine(curve, at);
  if (times === null) return null;
  return times > 1 ? `${factor(times)} its line` : `${percent(times)} of its line`;
}

/** Less than this share of a token’s time explains nothing. */
const MUCH = 0.2;

type TokenParts = NonNullable<SideReport['tpot_parts_s']>;

/**
 * What lifts a run's time per output token above its line. The closed form takes prompts as spread evenly over time, and a
 * place in the decode pool as free; in a run an answer that is short beside them stands still meanwhile.
 */
const LIFTS: readonly (readonly [part: keyof TokenParts, named: string, lines: string])[] = [
  ['stall', 'prompts of others', 'spread them evenly'],
  ['transfer', 'waiting for room in the decode pool and moving KV there', 'know no such wait'],
];

/** Why dots of the time per output token lie above their lines, where they do and the run tells. */
export function whyAboveLine(
  curves: readonly SideCurve[],
  at: number,
  reports: Pick<ShownReports, 'a' | 'b'>,
): string | null {
  const above = curves.filter((curve) => (timesLine(curve, at) ?? 0) > 1);
  const why = LIFTS.flatMap(([part, named, lines]) => {
    const shares = above.flatMap(({ side }) => {
      const report = side === 'A' ? reports.a : reports.b;
      const share = (report?.tpot_parts_s?.[part] ?? 0) / (report?.tpot_s?.mean ?? NaN);
      return share >= MUCH ? [`${percent(share)} on ${side}`] : [];
    });
    if (shares.length === 0) return [];
    return [`${named} are ${shares.join(' and ')}, which hold up some answers for long; the lines ${lines}`];
  });
  return why.length === 0 ? null : `Dots above their lines: of a token’s time in the run, ${why.join('; ')}.`;
}
