import { useEffect, useState } from 'react';
import type { Scenario } from '../../scenario/scenario';
import { useRun, useScenario } from '../use-stores';

/** Longer than between two moves of a drag, shorter than anybody waits for help. */
const REST_MS = 150;

/**
 * What a search found last, and whether that was for the scenario as it is now; null before the first. It starts once the scenario has been answered
 * and rested, so that a drag never waits for it, and is given up when the scenario changes. The search must stay the
 * same function for the same question.
 */
export function useAtRest<T>(
  search: (scenario: Scenario, signal: AbortSignal) => Promise<T>,
): { found: T; current: boolean } | null {
  const scenario = useScenario((state) => state.scenario);
  const settled = useRun((state) => state.status === 'done');
  const [answer, setAnswer] = useState<{ scenario: Scenario; found: T } | null>(null);
  useEffect(() => {
    if (!settled) return undefined;
    const given = new AbortController();
    const timer = setTimeout(() => {
      search(scenario, given.signal).then(
        (found) => {
          if (!given.signal.aborted) setAnswer({ scenario, found });
        },
        // A worker that dies meanwhile says so itself.
        () => undefined,
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [search, scenario, settled]);
  return answer && { found: answer.found, current: answer.scenario === scenario };
}
