import { useShallow } from 'zustand/react/shallow';
import { useRun, useScenario } from '../use-stores';
import { shownReports, type ShownReports } from './shown-reports';

/** The same object until something else is to be shown, so that an estimate that nobody sees draws nothing anew. */
export function useShownReports(): ShownReports {
  const withB = useScenario((state) => state.scenario.b !== null);
  return useRun(useShallow((state) => shownReports(state, state.status !== 'done' && state.late, withB)));
}
