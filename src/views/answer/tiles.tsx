import { Suspense, useState } from 'react';
import type { Difference, SideReport } from '../../engine/result';
import type { About } from '../../scenario/presets';
import { UNKNOWN } from '../../units/format';
import { LaterNumberCard } from '../later';
import type { SideNames } from '../side-names';
import { Word } from '../term';
import { canCompare, METRICS, type Metric } from './metrics';
import { amount, relate, withinNoise } from './relation';
import type { ShownReports } from './shown-reports';

type Side = 'A' | 'B';
type Opened = { metric: string; side: Side } | null;

/** The numbers of A, of B, and B against A. A value is a button: it opens to its reason below its row. */
export function Tiles(props: {
  reports: ShownReports;
  names: SideNames;
  /** What a step of a story asks for: its row is marked. */
  about: About | null;
}) {
  const { reports, names, about } = props;
  const [opened, setOpened] = useState<Opened>(null);
  const withB = reports.b !== undefined;
  const full = [reports.a, reports.b].some((report) => report?.feasible && report.saturated);
  return (
    <table
      className="tiles"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpened(null);
      }}
    >
      {full && (
        <caption className="hint">
          Overloaded: latencies are of this run alone, energy and cost of a full cluster.
        </caption>
      )}
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Number</span>
          </th>
          <th scope="col">
            A<small>{names.a.name}</small>
          </th>
          {withB && (
            <th scope="col">
              B<small>{names.b?.name}</small>
            </th>
          )}
          {withB && (
            <th scope="col">
              Δ<small>B to A</small>
            </th>
          )}
        </tr>
      </thead>
      {METRICS.map((metric) => {
        const open = opened?.metric === metric.id ? opened.side : null;
        const toggle = (side: Side) => setOpened(open === side ? null : { metric: metric.id, side });
        return (
          <tbody key={metric.id} data-metric={metric.id}>
            <tr
              aria-current={
                metric.id === (about === 'jitter' || about === 'stall' ? 'tpot' : about) || undefined
              }
            >
              <th scope="row">
                {metric.term ? <Word word={metric.term}>{metric.label}</Word> : metric.label}
                <small>{metric.caption}</small>
              </th>
              <Value metric={metric} side="A" report={reports.a} open={open} onToggle={toggle} />
              {withB && (
                <Value metric={metric} side="B" report={reports.b ?? null} open={open} onToggle={toggle} />
              )}
              {withB && (
                <Delta metric={metric} a={reports.a} b={reports.b ?? null} paired={reports.difference} />
              )}
            </tr>
            {open && <Reason metric={metric} side={open} report={open === 'A' ? reports.a : reports.b} />}
          </tbody>
        );
      })}
    </table>
  );
}

interface ValueProps {
  metric: Metric;
  side: Side;
  report: SideReport | null;
  open: Side | null;
  onToggle: (side: Side) => void;
}

function Value({ metric, side, report, open, onToggle }: ValueProps) {
  const value = report && metric.value(report);
  const text = value === null ? UNKNOWN : metric.print(value);
  const soFar = value !== null && metric.growsWithOverload && report?.saturated === true;
  return (
    <td>
      <button
        type="button"
        className="tile-value"
        aria-expanded={open === side}
        aria-label={`${metric.label} of ${side}: ${value === null ? 'unknown' : text}. Why?`}
        disabled={!report}
        onClick={() => onToggle(side)}
      >
        {text}
        {soFar && <small>so far</small>}
      </button>
    </td>
  );
}

/** For a question mark. */
const CHANCE = 'Perhaps by chance: the run is short.';

function Delta(props: {
  metric: Metric;
  a: SideReport | null;
  b: SideReport | null;
  paired: Difference | null;
}) {
  const { metric, a, b, paired } = props;
  if (!canCompare(metric, a, b)) return <td className="delta">{UNKNOWN}</td>;
  const relation = metric.relation?.(a, b) ?? relate(a && metric.value(a), b && metric.value(b));
  if (!relation) return <td className="delta">{UNKNOWN}</td>;
  if (relation.kind === 'same') {
    const same = a && b && metric.same?.(a, b);
    return (
      <td className="delta" title={same?.why}>
        same {same && <small>{same.word}</small>}
        {same && <span className="visually-hidden">{same.why}</span>}
      </td>
    );
  }
  const word = relation.kind === 'more' ? metric.more : metric.less;
  const unsure = metric.paired !== undefined && withinNoise(paired?.[metric.paired]);
  return (
    <td className={unsure ? 'delta unsure' : 'delta'} title={unsure ? CHANCE : undefined}>
      {amount(relation.times)} <small>{unsure ? `${word}?` : word}</small>
      {unsure && <span className="visually-hidden">{CHANCE}</span>}
    </td>
  );
}

function Reason(props: { metric: Metric; side: Side; report: SideReport | null | undefined }) {
  const { metric, side, report } = props;
  if (!report) return null;
  return (
    <tr className="reason">
      <td colSpan={4}>
        <Suspense fallback={<div className="number-card" />}>
          <LaterNumberCard id={metric.id} side={side} report={report} />
        </Suspense>
      </td>
    </tr>
  );
}
