import { useState } from 'react';
import type { SideReport } from '../../engine/result';
import type { Receipt } from '../../engine/sim/receipt';
import { seconds } from '../../units/format';
import { meanText, segmentEntries, segmentTitle, tierName, totalEntries, type Entry } from './receipt-words';
import { segmentsOf } from './segments';
import { Swatch, tierFill } from './textures';

/** More are folded away: a request that was preempted again and again has many. */
const MOST = 6;

/** Where every token ran: the segments of a request, each with its place, time and bill, and the totals. */
export function ReceiptView({ receipt, report }: { receipt: Receipt; report: SideReport }) {
  const { pools } = report;
  const [all, setAll] = useState(false);
  const segments = segmentsOf(receipt.lines);
  if (segments.length === 0) return null;
  const shown = all ? segments : segments.slice(0, MOST);
  return (
    <section className="receipt" aria-label="Receipt">
      <h3>Receipt</h3>
      <p className="hint">Times count from its arrival at {seconds(receipt.arrivalSeconds)} of the run.</p>
      <ol>
        {shown.map((segment) => {
          const [phase, span] = segmentTitle(segment, receipt);
          return (
            <li key={`${String(segment.first.pass)}-${String(segment.firstToken)}-${segment.first.phase}`}>
              <h4>
                <Swatch fill={tierFill(segment.first.tier)} />
                <span>
                  {phase} <small>{tierName(segment.first)}</small>
                </span>
                <span className="receipt-span">{span}</span>
              </h4>
              <Entries entries={segmentEntries(segment, receipt, pools)} />
            </li>
          );
        })}
      </ol>
      {shown.length < segments.length && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          Show all {segments.length} segments
        </button>
      )}
      <div className="receipt-total">
        <h4>Total</h4>
        <Entries entries={totalEntries(receipt.lines)} />
      </div>
      <p className="hint">
        Its share of the steps that it was in: answers share a step equally, whatever their contexts. Idle
        chips, nodes and cooling are nobody’s, and not in it.
        {meanText(receipt, report)}
      </p>
    </section>
  );
}

function Entries({ entries }: { entries: readonly Entry[] }) {
  return (
    <dl className="entries">
      {entries.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
