import { useState } from 'react';
import { csvOf, type Row } from '../../../share/export/curve-table';
import { download } from '../../../share/export/download';
import { count, seconds, trimmed } from '../../../units/format';
import { useStores } from '../../use-stores';
import { busyRows } from './busy-rows';
import { rowName } from './draw-batches';
import { bordersOf, emptyBorders, requestsIn, SPAN_NAMES, SPANS } from './request-spans';
import type { TimelineSide, TimelineView } from './timeline-layout';
import { timeText } from './time-ticks';
import type { TimeWindow } from './time-window';

interface TableProps {
  sides: readonly TimelineSide[];
  view: TimelineView;
  window: TimeWindow;
}

/** More rows are in the CSV. */
const MOST = 100;

/** What is in sight as a table, and all of it as a file; requests and instances count there as in the ledger. */
export function TimelineTable({ sides, view, window }: TableProps) {
  const [open, setOpen] = useState(false);
  const save = () => {
    const rows = view === 'requests' ? requestRecords(sides, window) : batchRecords(sides, window);
    download(`tokenyard-timeline-${view}.csv`, new Blob([csvOf(rows)], { type: 'text/csv' }));
  };
  return (
    <details className="table-twin" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {open && (
        <>
          <div className="table-scroll" tabIndex={0} role="group" aria-label="Timeline, table">
            {view === 'requests' ? <Requests {...{ sides, window }} /> : <Batches {...{ sides, window }} />}
          </div>
          <button type="button" className="button" onClick={save}>
            Save what is in sight as CSV
          </button>
        </>
      )}
    </details>
  );
}

function Requests({ sides, window }: Omit<TableProps, 'view'>) {
  const { clock, inspection } = useStores();
  const shown = sides.map((side) => ({
    ...side,
    ids: side.snapshot ? requestsIn(side.snapshot, window) : new Int32Array(),
  }));
  const borders = emptyBorders();
  const all = shown.reduce((sum, { ids }) => sum + ids.length, 0);
  const each = Math.floor(MOST / Math.max(1, shown.length));
  const left = all - shown.reduce((sum, { ids }) => sum + Math.min(each, ids.length), 0);
  return (
    <table>
      <caption>
        Requests from {timeText(window.from, window)} to {timeText(window.to, window)}
        {left > 0 && `; the first ${count(each)} of each side, ${count(left)} more are in the CSV`}
      </caption>
      <thead>
        <tr>
          <th scope="col">Request</th>
          <th scope="col">Arrival</th>
          {SPANS.map((kind) => (
            <th key={kind} scope="col">
              {SPAN_NAMES[kind]}
            </th>
          ))}
          <th scope="col">stalled</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {shown.flatMap(({ letter, side, snapshot, ids }) =>
          Array.from(ids.subarray(0, each), (id) => {
            if (!snapshot) return null;
            bordersOf(snapshot.requests, id, snapshot.durationSeconds, borders);
            const arrival = borders[0]!;
            return (
              <tr key={`${letter}${String(id)}`}>
                <th scope="row">
                  {letter} #{count(id + 1)}
                </th>
                <td>{timeText(arrival, window)}</td>
                {SPANS.map((kind, k) => (
                  <td key={kind}>{seconds(borders[k + 1]! - borders[k]!)}</td>
                ))}
                <td>{seconds(snapshot.requests.stallSeconds[id]!)}</td>
                <td>
                  <button
                    type="button"
                    className="button-small"
                    onClick={() => {
                      clock.seek(arrival);
                      inspection.getState().select({ side, request: id });
                    }}
                  >
                    Inspect{' '}
                    <span className="visually-hidden">
                      {letter} #{id + 1}
                    </span>
                  </button>
                </td>
              </tr>
            );
          }),
        )}
      </tbody>
    </table>
  );
}

function Batches({ sides, window }: Omit<TableProps, 'view'>) {
  const rows = batchMeans(sides, window);
  return (
    <table>
      <caption>
        Requests at once from {timeText(window.from, window)} to {timeText(window.to, window)}, on average
      </caption>
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col">prompts</th>
          <th scope="col">answers</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, MOST).map(({ letter, chip, name, prompts, decodes }) => (
          <tr key={`${letter}${chip}${name}`}>
            <th scope="row">
              {letter} {chip}, {name}
            </th>
            <td>{prompts === null ? '' : trimmed(prompts)}</td>
            <td>{decodes === null ? '' : trimmed(decodes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Every instance by itself, whatever the picture has room for. */
function batchMeans(sides: readonly TimelineSide[], window: TimeWindow) {
  return sides.flatMap(({ letter, snapshot }) =>
    (snapshot ? busyRows(snapshot, window, 1, () => Infinity) : []).map((row) => {
      const pool = snapshot!.pools[row.pool]!;
      return {
        letter,
        role: pool.role,
        chip: pool.chipName,
        name: rowName(pool, row, false),
        prompts: row.prompts?.[0] ?? null,
        decodes: row.decodes?.[0] ?? null,
      };
    }),
  );
}

function batchRecords(sides: readonly TimelineSide[], window: TimeWindow): Row[] {
  return batchMeans(sides, window).map(({ letter, role, chip, name, prompts, decodes }) => ({
    side: letter.toLowerCase(),
    pool: role,
    chip,
    row: name,
    from_s: window.from,
    to_s: window.to,
    prompts_mean: prompts,
    decodes_mean: decodes,
  }));
}

function requestRecords(sides: readonly TimelineSide[], window: TimeWindow): Row[] {
  return sides.flatMap(({ letter, snapshot }) => {
    if (!snapshot) return [];
    const { requests } = snapshot;
    const known = (value = NaN) => (Number.isFinite(value) ? value : null);
    return Array.from(requestsIn(snapshot, window), (id) => ({
      side: letter.toLowerCase(),
      request: id,
      arrival_s: requests.arrival[id]!,
      prefill_start_s: known(requests.prefillStart[id]),
      first_token_s: known(requests.firstToken[id]),
      decode_room_s: known(requests.roomAt?.[id]),
      decode_ready_s: known(requests.decodeReady[id]),
      decode_start_s: known(requests.decodeStart[id]),
      end_s: known(requests.end[id]),
      stall_s: requests.stallSeconds[id]!,
      prompt_tokens: requests.promptTokens[id]!,
      output_tokens: requests.outputTokens[id]!,
      prefill_instance: requests.prefillInstance[id]!,
      decode_instance: requests.decodeInstance[id]!,
    }));
  });
}
