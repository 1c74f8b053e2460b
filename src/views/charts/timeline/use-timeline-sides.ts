import { useMemo } from 'react';
import type { SideOutcome } from '../../../engine/result';
import { useSideNames } from '../../use-side-names';
import { useRun } from '../../use-stores';
import type { TimelineSide } from './timeline-layout';

/** Both sides of the newest run, or why there is none. */
export function useTimelineSides(): readonly TimelineSide[] {
  const { a, b } = useSideNames();
  const outcome = useRun((state) => state.outcome);
  return useMemo(() => {
    const first = sideOf('a', a.name, outcome?.a);
    return b === null ? [first] : [first, sideOf('b', b.name, outcome?.b)];
  }, [a, b, outcome]);
}

function sideOf(side: 'a' | 'b', name: string, outcome: SideOutcome | null | undefined): TimelineSide {
  const letter = side === 'a' ? 'A' : 'B';
  const empty = outcome?.snapshot && !(outcome.snapshot.durationSeconds > 0);
  const snapshot = empty ? null : (outcome?.snapshot ?? null);
  const note = outcome
    ? (outcome.report.reason ?? (snapshot ? null : 'Nothing ran.'))
    : 'The timeline comes with the first simulated run.';
  return { side, letter, name, snapshot, note };
}
