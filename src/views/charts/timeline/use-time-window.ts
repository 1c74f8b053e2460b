import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Snapshot } from '../../../engine/result';
import { useStores } from '../../use-stores';
import { inside, nextPage, revealing, type TimeWindow } from './time-window';
import type { TimelineSide, TimelineView } from './timeline-layout';

/** So many requests can be told apart at once. */
const COMFORTABLE = 22;

/** What is in sight: all batches of the run, or as many requests as can be read, from `start` on. */
function usualWindow(snapshots: readonly Snapshot[], view: TimelineView, start: number): TimeWindow {
  const duration = Math.max(...snapshots.map((snapshot) => snapshot.durationSeconds));
  if (view === 'batches') return { from: 0, to: duration };
  let length = duration;
  for (const { requests, durationSeconds } of snapshots) {
    let inCluster = 0;
    for (let id = 0; id < requests.count; id++) {
      const stay = requests.end[id]! - requests.arrival[id]!;
      if (stay > 0) inCluster += stay;
    }
    const perSecond = requests.count / durationSeconds;
    const stay = inCluster / Math.max(1, requests.count);
    // In a window of this length: those who are there already, and those who come.
    const toCome = COMFORTABLE - stay * perSecond;
    length = Math.min(length, Math.max(stay * 1.5, toCome / perSecond));
  }
  const from = start - length * 0.05;
  return inside({ from, to: from + length }, duration);
}

/** The window in sight and how it moves: by hand, with the playhead, and to the request that is looked into. */
export function useTimeWindow(sides: readonly TimelineSide[], view: TimelineView) {
  const { clock, inspection, view: viewStore } = useStores();
  const [own, setOwn] = useState<{ view: TimelineView; window: TimeWindow } | null>(null);
  const [start, setStart] = useState(() => clock.now());
  const snapshots = useMemo(() => sides.flatMap(({ snapshot }) => snapshot ?? []), [sides]);
  const duration = snapshots.reduce((most, snapshot) => Math.max(most, snapshot.durationSeconds), 0);

  const window = useMemo(() => {
    if (duration <= 0) return null;
    return own?.view === view ? inside(own.window, duration) : usualWindow(snapshots, view, start);
  }, [own, view, duration, snapshots, start]);
  const newest = useRef(window);
  useEffect(() => {
    newest.current = window;
  }, [window]);

  const show = useCallback((next: TimeWindow) => setOwn({ view, window: next }), [view]);
  const showAll = useCallback(() => show({ from: 0, to: duration }), [show, duration]);
  /** Back to what nobody chose, around the present. */
  const reset = useCallback(() => {
    setStart(clock.now());
    setOwn(null);
  }, [clock]);

  const chosen = own?.view === view;
  useEffect(() => {
    let before = clock.now();
    return clock.subscribe(() => {
      const now = clock.now();
      const shown = newest.current;
      const within = (time: number) => shown !== null && time >= shown.from && time <= shown.to;
      const passed = within(before) && shown !== null && now > shown.to;
      before = now;
      if (shown === null || within(now)) return;
      // What nobody chose goes with the playhead; what somebody did only turns its page while time runs.
      if (!chosen && view === 'requests') setStart(now);
      else if (passed && viewStore.getState().playing) show(nextPage(shown, now, duration));
    });
  }, [clock, viewStore, show, duration, chosen, view]);

  useEffect(
    () =>
      inspection.subscribe(({ selected }, { selected: old }) => {
        const shown = newest.current;
        if (selected === old || !selected || !shown) return;
        const snapshot = sides.find(({ side }) => side === selected.side)?.snapshot;
        const { arrival, end } = snapshot?.requests ?? {};
        const span = { from: arrival?.[selected.request] ?? NaN, to: end?.[selected.request] ?? NaN };
        const overlaps = span.from <= shown.to && span.to >= shown.from;
        if (span.to > span.from && !overlaps) show(revealing(shown, span, duration));
      }),
    [inspection, sides, show, duration],
  );

  return { window, duration, show, showAll, reset };
}
