import { useMemo } from 'react';
import type { RunState } from '../../store/run-store';
import { useRun, useScenario } from '../use-stores';
import { shownReports, type ShownReports } from './shown-reports';

/** The same object until something else is to be shown, so that an estimate that nobody sees draws nothing anew. */
export function useShownReports(): ShownReports {
  const withB = useScenario((state) => state.scenario.b !== null);
  const shown = (state: RunState) => shownReports(state, state.status !== 'done' && state.late, withB);
  const a = useRun((state) => shown(state).a);
  const b = useRun((state) => shown(state).b);
  const difference = useRun((state) => shown(state).difference);
  return useMemo(() => ({ a, b, difference }), [a, b, difference]);
}
