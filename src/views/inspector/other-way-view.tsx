import type { ReceiptAnswer } from '../../worker/api';
import {
  commonDifferences,
  deltaShare,
  deltaText,
  otherWaySentence,
  ownDifferences,
  type Difference,
} from './difference';
import { requestName } from './request-name';

interface OtherWayProps {
  name: string;
  before: ReceiptAnswer;
  /** Null while it is worked out for the first time. */
  after: ReceiptAnswer | null;
  stale: boolean;
}

/** What the other choice would have changed, for the request and for everybody. */
export function OtherWayView({ name, before, after, stale }: OtherWayProps) {
  if (!after) return <p className="hint other-way">Running it the other way …</p>;
  return (
    <div className="other-way" data-stale={stale} aria-busy={stale}>
      <p role="status">{otherWaySentence(name, before, after)}</p>
      <DifferenceTable
        caption={`Request ${requestName(before.receipt.request)}`}
        rows={ownDifferences(before.receipt, after.receipt)}
      />
      <DifferenceTable caption="Everybody" rows={commonDifferences(before.report, after.report)} />
      <p className="hint">Everything else here, events and receipt too, is of the choice as it was made.</p>
    </div>
  );
}

function DifferenceTable({ caption, rows }: { caption: string; rows: readonly Difference[] }) {
  const text = (value: number | null, print: (value: number) => string) =>
    value === null ? 'unknown' : print(value);
  return (
    <table className="inspector-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Number</span>
          </th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
          <th scope="col">Δ</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            <td>{text(row.before, row.print)}</td>
            <td>{text(row.after, row.print)}</td>
            <td>
              {deltaText(row)}
              <small>{deltaShare(row)}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
