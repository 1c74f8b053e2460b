import { Suspense, useState } from 'react';
import type { SideReport } from '../../engine/result';
import type { About } from '../../scenario/presets';
import { UNKNOWN } from '../../units/format';
import { LaterOpenedCard } from '../later';
import type { SideNames } from '../side-names';
import { Word } from '../term';
import { METRICS, relationOf, type Column, type Metric } from './metrics';
import { amount, blurred, withinNoise } from './relation';
import type { ShownReports } from './shown-reports';

type Opened = { metric: string; column: Column } | null;

/** The numbers of A, of B, and B against A. Each is a button: it opens to its reason below its row. */
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
        const open = opened?.metric === metric.id ? opened.column : null;
        const toggle = (column: Column) => setOpened(open === column ? null : { metric: metric.id, column });
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
              {withB && <Delta metric={metric} reports={reports} open={open} onToggle={toggle} />}
            </tr>
            {open && (open === 'A' || withB) && (
              <tr className="reason">
                <td colSpan={withB ? 4 : 2}>
                  <Suspense fallback={<div className="number-card" />}>
                    <LaterOpenedCard id={metric.id} column={open} reports={reports} />
                  </Suspense>
                </td>
              </tr>
            )}
          </tbody>
        );
      })}
    </table>
  );
}

interface Opens {
  metric: Metric;
  open: Column | null;
  onToggle: (column: Column) => void;
}

function Value(props: Opens & { side: 'A' | 'B'; report: SideReport | null }) {
  const { metric, side, report, open, onToggle } = props;
  const value = report && metric.value(report);
  const text = value === null ? UNKNOWN : metric.print(value);
  const soFar = value !== null && metric.growsWithOverload && report?.saturated === true;
  const beside = soFar ? 'so far' : (report && metric.beside?.(report)) || null;
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
        {beside && <small>{beside}</small>}
      </button>
    </td>
  );
}

/** For a question mark. */
const CHANCE = 'Perhaps by chance.';

function Delta({ metric, reports, open, onToggle }: Opens & { reports: ShownReports }) {
  const { a, b = null, difference } = reports;
  const relation = relationOf(metric, a, b);
  if (!relation) return <td className="delta">{UNKNOWN}</td>;
  const differs = relation.kind !== 'same';
  const same = differs ? null : metric.same?.(a!, b!);
  const paired = metric.paired && difference?.[metric.paired];
  const unsure = differs ? withinNoise(paired) : blurred(paired, a?.[metric.paired!]?.mean);
  const text = differs ? amount(relation.times) : 'same';
  const word = differs ? metric[relation.kind] : same?.word;
  const why = unsure ? CHANCE : same?.why;
  return (
    <td className={unsure ? 'delta unsure' : 'delta'}>
      <button
        type="button"
        className="tile-value"
        aria-expanded={open === 'Δ'}
        aria-label={`${metric.label}, B against A: ${text} ${word ?? ''}. ${why ?? ''} Why?`}
        title={why}
        onClick={() => onToggle('Δ')}
      >
        {text}
        {unsure && !word && '?'}
        {word && <small>{unsure ? `${word}?` : word}</small>}
      </button>
    </td>
  );
}
