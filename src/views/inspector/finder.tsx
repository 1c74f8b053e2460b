import { useState } from 'react';
import { sameRequest } from '../same-request';
import { Segmented } from '../segmented';
import { useInspection, useRun, useScenario, useStores } from '../use-stores';
import { findSlowest, type Slowness } from './find-slowest';
import { OrdinalRow } from './ordinal-row';

type SideId = 'a' | 'b';

const SIDES = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
] as const;

const PERCENTILES = ['p50', 'p90', 'p99'] as const;

/** Ways to a request besides a click in the flow: the slowest, those at three percentiles, neighbours, a number. */
export function Finder() {
  const { clock, inspection } = useStores();
  const selected = useInspection((state) => state.selected);
  const outcome = useRun((state) => state.outcome);
  const withB = useScenario((state) => state.scenario.b !== null);
  const [preferred, setPreferred] = useState<SideId>('a');
  const side = selected?.side ?? (withB ? preferred : 'a');
  const snapshot = outcome?.[side]?.snapshot ?? null;
  const waterfall = outcome?.[side]?.report.waterfall ?? null;
  const letter = side.toUpperCase();

  const select = (request: number | null | undefined, reveal = true) => {
    if (request == null) return;
    inspection.getState().select({ side, request }, reveal);
    // And the flow shows it as it comes.
    const arrival = snapshot?.requests.arrival[request];
    if (arrival !== undefined) clock.seek(arrival);
  };
  const find = (by: Slowness) => select(snapshot && findSlowest(snapshot, by));
  const changeSide = (next: SideId) => {
    setPreferred(next);
    if (!selected) return;
    const there = outcome?.[next]?.snapshot;
    // The same request on the other side is the comparison that the race is about.
    const request = snapshot && there ? sameRequest(snapshot, there, selected.request) : selected.request;
    if (request !== null) inspection.getState().select({ side: next, request }, false);
  };

  return (
    <div className="finder">
      <div className="finder-row">
        {withB && <Segmented label="Side" value={side} options={SIDES} onChange={changeSide} />}
        <button type="button" className="button" disabled={!snapshot} onClick={() => find('e2e')}>
          Find the slowest request
        </button>
        <button type="button" className="button" disabled={!snapshot} onClick={() => find('ttft')}>
          Slowest first token
        </button>
        {PERCENTILES.map((p) => (
          <button
            key={p}
            type="button"
            className="button"
            disabled={!waterfall}
            aria-label={`Request at ${p} of ${letter}`}
            title={`The request at ${p} of end-to-end time`}
            onClick={() => select(waterfall?.[p].request)}
          >
            {p}
          </button>
        ))}
      </div>
      <OrdinalRow
        what="Request"
        things="requests of this run"
        at={selected?.request ?? null}
        of={snapshot?.requests.count ?? 0}
        onPick={(request) => select(request, false)}
      />
    </div>
  );
}
