import { useEffect, useRef } from 'react';
import { chooseStart } from '../../flow/pace';
import { planRows } from '../../flow/spotlight';
import { useStores } from '../../use-stores';
import type { TimelineSide } from './timeline-layout';

/** Rows in which the flow usually shows answers side by side. */
const ROWS = 2;

/**
 * With no flow beside the timeline nobody else tells the clock how long the run is, and where to begin: at the moment at
 * which the flow would, when caches are warm. A longer run of the same begins where it does, unless somebody went elsewhere.
 */
export function useClockAlone(alone: boolean, sides: readonly TimelineSide[], duration: number): void {
  const { clock } = useStores();
  const begun = useRef<number | null>(null);
  useEffect(() => {
    if (!alone || duration <= 0) return;
    const snapshots = sides.map(({ snapshot }) => snapshot);
    const start = chooseStart(snapshots, planRows(snapshots, ROWS));
    const isUntouched = clock.now() === begun.current;
    const isFirst = clock.setRun(duration, start);
    if (!isFirst && !isUntouched) return;
    clock.seek(start);
    begun.current = clock.now();
  }, [alone, sides, duration, clock]);
}
