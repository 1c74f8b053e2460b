import { useEffect, useRef } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { Snapshot } from '../../engine/result';
import type { ViewState } from '../../store/view-store';
import type { Clock } from '../clock';
import { chooseSpeed, chooseStart, speedStillFits, streamingRows } from './pace';
import type { Spotlight } from './spotlight';

/** A run this many times longer than a first one, and soon after it, is the whole of which that was the beginning. */
const WHOLE = 1.5;
const SOON_MS = 3000;

/**
 * Fits clock and speed to a new run. Time is kept where the new run has something to show at it. Speed is chosen
 * for the first run, and later only when the text would crawl or blur, and never after a person has chosen one.
 */
export function usePace(
  sides: readonly (Snapshot | null)[],
  spotlights: readonly Spotlight[],
  clock: Clock,
  viewStore: StoreApi<ViewState>,
): void {
  const chosen = useRef<number | null>(null);
  const fitted = useRef<readonly (Snapshot | null)[] | null>(null);
  /** When a first run began on screen, and how long it was. */
  const first = useRef({ at: -Infinity, duration: 0 });
  useEffect(() => {
    const snapshots = sides.flatMap((side) => side ?? []);
    const rows = spotlights[0]?.slots.length ?? 0;
    // Another size changes the rows but is no new run.
    if (snapshots.length === 0 || rows === 0 || fitted.current === sides) return;
    fitted.current = sides;
    const start = chooseStart(sides, spotlights);
    const duration = Math.max(...snapshots.map((snapshot) => snapshot.durationSeconds));
    // The first requests of many were answered before all of them: the visit begins where the whole does.
    const isSoon = performance.now() - first.current.at < SOON_MS;
    const whole = isSoon && duration > WHOLE * first.current.duration;
    const arrival = Math.min(...snapshots.map(({ requests }) => requests.arrival[0] ?? 0));
    if (clock.setRun(duration, start, arrival)) first.current = { at: performance.now(), duration };
    if (whole || streamingRows(sides, spotlights, clock.now()) === 0) clock.seek(start);
    const { clusterSecondsPerSecond: speed, set } = viewStore.getState();
    const byHand = chosen.current !== null && chosen.current !== speed;
    if (byHand || (chosen.current !== null && speedStillFits(speed, snapshots))) return;
    chosen.current = chooseSpeed(snapshots);
    set({ clusterSecondsPerSecond: chosen.current });
  }, [sides, spotlights, clock, viewStore]);
}
