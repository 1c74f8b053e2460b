import type { Difference, SideReport } from '../../engine/result';
import type { RunState } from '../../store/run-store';

/** What the Answer shows at this moment. */
export interface ShownReports {
  a: SideReport | null;
  /** Undefined: the scenario has no side B. */
  b: SideReport | null | undefined;
  /** B minus A on the same requests; null where the simulation does not know it, or is not what is shown. */
  difference: Difference | null;
}

/**
 * The newest simulated answer. `stale`: it answers a scenario of a while ago; then the closed form of the scenario
 * as it is now says more.
 */
export function shownReports(
  run: Pick<RunState, 'outcome' | 'estimate'>,
  stale: boolean,
  withB: boolean,
): ShownReports {
  const simulated = run.outcome && { a: run.outcome.a.report, b: run.outcome.b?.report ?? null };
  const shown = stale ? (run.estimate ?? simulated) : (simulated ?? run.estimate);
  const difference = shown !== null && shown === simulated ? (run.outcome?.difference ?? null) : null;
  return {
    a: shown?.a ?? null,
    b: withB ? (shown?.b ?? null) : undefined,
    difference: withB ? difference : null,
  };
}
