import { Suspense } from 'react';
import type { SideReport } from '../../engine/result';
import { count, counted } from '../../units/format';
import { useScenario } from '../use-stores';
import { PriceNotes } from '../charts/price-notes';
import { AgreementLine } from '../validation/agreement-line';
import { Derivation } from './derivation';
import { METRIC_CARDS } from './metric-cards';
import { METRICS, type Metric, type MetricId } from './metrics';

/** Why a number is what it is: meaning, formula in words, the numbers behind it, how it was found, what is unknown. */
export function NumberCard(props: { id: MetricId; side: 'A' | 'B'; report: SideReport }) {
  const { id, side, report } = props;
  const metric = METRICS.find((one) => one.id === id)!;
  const card = METRIC_CARDS[id];
  const own = useScenario((state) => state.scenario.custom);
  const value = metric.value(report);
  const parts = value === null ? [] : card.parts(report, own);
  return (
    <div className="number-card">
      <p>{card.what}</p>
      <p className="formula">= {card.formula}</p>
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
      {id === 'cost' && <PriceNotes of={side} />}
      <p>{method(report, metric)}</p>
      <Suspense fallback={null}>
        <AgreementLine id={id} report={report} />
      </Suspense>
      <Suspense fallback={null}>
        <Derivation id={id} side={side === 'A' ? 'a' : 'b'} report={report} />
      </Suspense>
      <p>Not modelled: {card.notModelled}</p>
      {metric.id === 'chips' && report.pools.map((pool) => <p key={pool.name}>{pool.reason}</p>)}
      {report.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

function whyUnknown(side: 'A' | 'B', report: SideReport): string {
  if (!report.feasible) return `Unknown, because ${side} cannot run this scenario; the reason is above.`;
  if (report.saturated) return `No steady value: requests reach ${side} faster than it finishes them.`;
  return 'Unknown: a number it needs is not known.';
}

function method(report: SideReport, metric: Metric): string {
  if (report.method === 'closed_form') {
    return 'Closed form: means from queueing formulas, shown until the simulation of this scenario is done.';
  }
  const lost = report.rejected > 0 ? `, ${count(report.rejected)} rejected` : '';
  const moved = report.preemptions > 0 ? `, ${count(report.preemptions)} preempted` : '';
  const run = `Simulated: ${count(report.completed)} of ${counted(report.requests, 'request')} finished${lost}${moved}.`;
  return `${run} ${span(report, metric)}`.trim();
}

/** What part of the run a number is of. */
function span(report: SideReport, metric: Metric): string {
  if (metric.id === 'energy' || metric.id === 'cost') {
    if (report.steady === null) return 'The whole run counts, filling up and running empty included.';
    if (report.saturated) return 'While it was full: all but the first and the last tenth of its answers.';
    const from = report.warmup_requests > 0 ? 'From the end of warm-up' : 'From the first arrival';
    const whole = metric.value({ ...report, ...report.whole_run });
    const beside =
      whole === null ? '' : `; with filling up and running empty it would be ${metric.print(whole)}`;
    return `${from} to the last arrival${beside}.`;
  }
  const latency = metric.paired !== undefined;
  return latency && report.warmup_requests > 0
    ? `The first ${count(report.warmup_requests)} are left out of the mean as warm-up.`
    : '';
}
