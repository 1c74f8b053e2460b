import type { SideReport } from '../../engine/result';
import { count } from '../../units/format';
import type { Metric } from './metrics';

/** Why a number is what it is: meaning, formula in words, the numbers behind it, how it was found, what is unknown. */
export function NumberCard(props: { metric: Metric; side: 'A' | 'B'; report: SideReport }) {
  const { metric, side, report } = props;
  const value = metric.value(report);
  const parts = value === null ? [] : metric.parts(report);
  return (
    <div className="number-card">
      <p>{metric.what}</p>
      <p className="formula">= {metric.formula}</p>
      {value === null && <p className="hint-strong">{whyUnknown(side, report)}</p>}
      {parts.length > 0 && (
        <dl>
          {parts.map((part) => (
            <div key={part.label}>
              <dt>{part.label}</dt>
              <dd>{part.text}</dd>
            </div>
          ))}
        </dl>
      )}
      <p>{method(report, metric.id)}</p>
      {metric.id === 'chips' && report.pools.map((pool) => <p key={pool.role}>{pool.reason}</p>)}
      {report.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

function whyUnknown(side: 'A' | 'B', report: SideReport): string {
  if (!report.feasible) return `Unknown, because ${side} cannot run this scenario. ${report.reason ?? ''}`;
  if (report.saturated) return `No steady value: requests reach ${side} faster than it finishes them.`;
  return 'Unknown: a number it needs is not published.';
}

function method(report: SideReport, metric: string): string {
  if (report.method === 'closed_form') {
    return 'Closed form: means from queueing formulas, shown until the simulation of this scenario is done.';
  }
  const lost = report.rejected > 0 ? `, ${count(report.rejected)} rejected` : '';
  const moved = report.preemptions > 0 ? `, ${count(report.preemptions)} preempted` : '';
  const run = `Simulated: ${count(report.completed)} of ${count(report.requests)} requests finished${lost}${moved}.`;
  return `${run} ${span(report, metric)}`.trim();
}

/** What part of the run a number is of: the charts' lines are a steady state and may differ from it. */
function span(report: SideReport, metric: string): string {
  if (metric === 'energy' || metric === 'cost') {
    return 'The whole run counts, filling up and running empty included; the lines of the charts are a steady state, so they differ a little.';
  }
  const latency = metric === 'ttft' || metric === 'tpot' || metric === 'speed';
  return latency && report.warmup_requests > 0
    ? `The first ${count(report.warmup_requests)} are left out of the mean as warm-up.`
    : '';
}
