import type { SideReport } from '../../engine/result';
import { counted, percent } from '../../units/format';
import type { ShownReports } from '../answer/shown-reports';
import { plusMinus } from '../answer/sure-words';
import { MUCH, shareOfTpot } from '../tpot-share';
import type { SideCurve } from './curve-data';
import { curveValue } from './curve-value';
import { timesLine } from './off-line';
import { TRUSTED_LOAD } from './stretches';

/** What a chart shows, as far as a run can tell why its dot is not on its line. */
export type OffLineOf = 'ttft' | 'tpot' | 'e2e' | 'energy' | 'cost';

/**
 * What a line and a dot are, and what of the run is known to part them; that nothing is, where nothing is. Null where no dot
 * is off its line.
 */
export function offLineWords(
  of: OffLineOf,
  curves: readonly SideCurve[],
  at: number,
  reports: Pick<ShownReports, 'a' | 'b'>,
): string | null {
  const off = curves.flatMap((curve) => {
    const report = curve.side === 'A' ? reports.a : reports.b;
    const times = timesLine(curve, at);
    return times === null || !report
      ? []
      : [{ side: curve.side, report, why: why(of, curve, at, times, report) }];
  });
  const [first, second] = off;
  if (!first) return null;
  const whys =
    second && second.why !== first.why
      ? off.map((one) => `on ${one.side} ${one.why}`).join('; ')
      : `on ${off.map(({ side }) => side).join(' and ')} ${first.why}`;
  return `Off a line: a dot is of this run of ${counted(first.report.requests, 'request')}, a line the steady state that the closed form expects; ${whys}.`;
}

function why(of: OffLineOf, curve: SideCurve, at: number, times: number, report: SideReport): string {
  const load = curveValue(curve.x, curve.load, at);
  const known = [
    ...(times > 1 ? lifts(of, report) : []),
    ...chance(of, curve, at, report),
    ...(load > TRUSTED_LOAD ? [`at ${percent(load)} load the line only points the way`] : []),
    ...((of === 'energy' || of === 'cost') && report.steady === null
      ? ['the dot counts filling up and running empty']
      : []),
  ];
  return known.length === 0 ? 'no part that the run counts explains the gap' : known.join(', and ');
}

/**
 * What lifts a run's times above the line. The closed form takes prompts as spread evenly over time, and a place in the
 * decode pool as free; in a run an answer that is short beside them stands still meanwhile.
 */
function lifts(of: OffLineOf, report: SideReport): string[] {
  const { ttft_s, ttft_parts_s } = report;
  const rows: readonly [share: number, words: string][] =
    of === 'tpot'
      ? [
          [shareOfTpot(report, 'stall'), 'prompts of others, which the line spreads evenly over all answers'],
          [
            shareOfTpot(report, 'room', 'transfer'),
            'waiting for room in the decode pool and moving KV there, which the line takes as free',
          ],
        ]
      : of === 'ttft' && ttft_s && ttft_parts_s
        ? [[ttft_parts_s.queue / ttft_s.mean, 'waiting in the queue']]
        : [];
  return rows.flatMap(([share, words]) =>
    share >= MUCH ? [`${percent(share)} of the dot is ${words}`] : [],
  );
}

/** A gap within the 95 % confidence interval of the mean may be chance. */
function chance(of: OffLineOf, curve: SideCurve, at: number, report: SideReport): string[] {
  const half = of === 'ttft' ? report.ttft_ci95_s : of === 'tpot' ? report.tpot_ci95_s : null;
  const mean = curve.point?.mean ?? NaN;
  if (half === null || !(Math.abs(mean - curveValue(curve.x, curve.y, at)) <= half)) return [];
  return [`the run’s mean is ${plusMinus(mean, half)}, so it may be chance`];
}
