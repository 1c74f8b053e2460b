import { factor, percent } from '../../units/format';
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

/** Less than this share of a token's time explains nothing. */
const MUCH = 0.2;

/**
 * Why dots of the time per output token lie above their lines, where they do and the run tells. The closed form takes prompts
 * as spread evenly over time; in a run an answer that is short beside the prompts behind it stands still meanwhile.
 */
export function whyAboveLine(
  curves: readonly SideCurve[],
  at: number,
  reports: Pick<ShownReports, 'a' | 'b'>,
): string | null {
  const shares = curves.flatMap((curve) => {
    const report = curve.side === 'A' ? reports.a : reports.b;
    const stall = (report?.tpot_parts_s?.stall ?? 0) / (report?.tpot_s?.mean ?? NaN);
    return (timesLine(curve, at) ?? 0) > 1 && stall >= MUCH ? [`${percent(stall)} on ${curve.side}`] : [];
  });
  if (shares.length === 0) return null;
  return (
    `Dots above their lines: of a token’s time in the run, prompts of others are ${shares.join(' and ')}, which hold up ` +
    'some answers for long; the lines spread them evenly.'
  );
}
