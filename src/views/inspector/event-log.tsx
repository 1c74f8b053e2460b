import { useMemo, useState } from 'react';
import type { SideReport, Snapshot } from '../../engine/result';
import type { Receipt } from '../../engine/sim/receipt';
import { count, seconds } from '../../units/format';
import type { Seconds } from '../../units/units';
import { requestEvents } from './request-events';

/** More are folded away: a long prompt is computed in many pieces. */
const MOST = 14;

interface LogProps {
  receipt: Receipt;
  pools: SideReport['pools'];
  snapshot: Snapshot | null;
  /** Brings the flow to a moment of the run. */
  onSeek: (time: Seconds) => void;
}

/** What happened to a request, in order; each entry brings the flow to its moment. */
export function EventLog({ receipt, pools, snapshot, onSeek }: LogProps) {
  const [all, setAll] = useState(false);
  const events = useMemo(() => requestEvents(receipt, pools, snapshot), [receipt, pools, snapshot]);
  const shown = all || events.length <= MOST ? events : [...events.slice(0, MOST - 3), ...events.slice(-3)];
  const left = events.length - shown.length;
  return (
    <section className="event-log" aria-label="Event log">
      <h3>
        Events <small>a click brings the flow there</small>
      </h3>
      <ol>
        {shown.map(({ time, what, detail }, i) => (
          <li key={i}>
            <button type="button" onClick={() => onSeek(time)}>
              <span className="event-time">+{seconds(Math.max(0, time - receipt.arrivalSeconds))}</span>
              <span>
                {what} <small>{detail}</small>
              </span>
            </button>
            {left > 0 && i === MOST - 4 && (
              <button type="button" className="event-more" onClick={() => setAll(true)}>
                … {count(left)} more
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
