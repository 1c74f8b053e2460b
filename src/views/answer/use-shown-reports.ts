import { useEffect, useMemo, useState } from 'react';
import type { RunOutcome } from '../../worker/api';
import { useRun, useScenario, useStores } from '../use-stores';
import { shownReports, type ShownReports } from './shown-reports';

/** While a slider moves, a new simulated answer arrives nearly every frame; one that is this late is a long run. */
const LATE_MS = 250;

export function useShownReports(): ShownReports {
  const outcome = useRun((state) => state.outcome);
  const estimate = useRun((state) => state.estimate);
  const settled = useRun((state) => state.status === 'done');
  const withB = useScenario((state) => state.scenario.b !== null);
  const late = useLateOutcome();
  const stale = !settled && outcome !== null && outcome === late;
  return useMemo(() => shownReports({ outcome, estimate }, stale, withB), [outcome, estimate, stale, withB]);
}

/** The outcome that was on screen when the question last changed, once it has stayed there too long. */
function useLateOutcome(): RunOutcome | null {
  const { run } = useStores();
  const scenario = useScenario((state) => state.scenario);
  const trace = useRun((state) => state.trace);
  const [late, setLate] = useState<RunOutcome | null>(null);
  useEffect(() => {
    const shown = run.getState().outcome;
    const timer = setTimeout(() => setLate(shown), LATE_MS);
    return () => clearTimeout(timer);
  }, [run, scenario, trace]);
  return late;
}
