import type { SideReport } from '../../engine/result';
import { Word } from '../term';
import {
  finishedText,
  goodputText,
  keptText,
  LATENCY_ROWS,
  promiseRows,
  rejectedText,
  type PromiseRow,
} from './promises';
import type { ShownReports } from './shown-reports';

/** Who kept what was promised: shares and goodput, then the latencies of each class. */
export function PromisesView({ reports: { a, b } }: { reports: ShownReports }) {
  const withB = b !== undefined;
  const rows = promiseRows(a, b ?? null);
  return (
    <div className="answer-part">
      <table className="answer-table">
        <caption>
          Requests that kept every promised latency, and their <Word word="goodput">goodput</Word>
        </caption>
        <Head withB={withB} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.label}
                <small>{row.promised}</small>
              </th>
              <Kept row={row.a} />
              {withB && <Kept row={row.b} />}
            </tr>
          ))}
          <tr>
            <th scope="row">
              Finished, kept or not
              <small>in the time that goodput is measured in, whose arrivals are a sample of the load</small>
            </th>
            <td>{finishedText(a)}</td>
            {withB && <td>{finishedText(b)}</td>}
          </tr>
        </tbody>
      </table>
      {rows.map((row) => (
        <details key={row.id}>
          <summary>Latencies: {row.label}</summary>
          <Latencies row={row} withB={withB} />
        </details>
      ))}
      <Caveat side="A" report={a} />
      <Caveat side="B" report={b ?? null} />
    </div>
  );
}

function Head({ withB }: { withB: boolean }) {
  return (
    <thead>
      <tr>
        <td />
        <th scope="col">A</th>
        {withB && <th scope="col">B</th>}
      </tr>
    </thead>
  );
}

function Kept({ row }: { row: PromiseRow['a'] }) {
  return (
    <td>
      <b>{keptText(row)}</b>
      <small>{goodputText(row)}</small>
    </td>
  );
}

function Latencies({ row: { label, a, b }, withB }: { row: PromiseRow; withB: boolean }) {
  return (
    <table className="answer-table">
      <caption className="visually-hidden">Latencies: {label}</caption>
      <Head withB={withB} />
      <tbody>
        {LATENCY_ROWS.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            <td>{row.text(a)}</td>
            {withB && <td>{row.text(b)}</td>}
          </tr>
        ))}
        <tr>
          <th scope="row">Turned away</th>
          <td>{rejectedText(a)}</td>
          {withB && <td>{rejectedText(b)}</td>}
        </tr>
      </tbody>
    </table>
  );
}

/** When the shares are not what they seem. */
function Caveat({ side, report }: { side: string; report: SideReport | null }) {
  if (!report?.feasible) return report && <p className="hint">{side} does not run.</p>;
  if (report.method === 'closed_form')
    return (
      <p className="hint">{side}: the closed form knows means alone; shares come with the simulation.</p>
    );
  if (!report.saturated) return null;
  return (
    <p className="hint">
      {side} is overloaded: its shares are of this run, and fall for as long as the load lasts; its goodput is
      of the time in which it was full.
    </p>
  );
}
