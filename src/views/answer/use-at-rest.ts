import { useEffect, useState } from 'react';
import { encodeQuestion } from '../../scenario/codec';
import type { Scenario } from '../../scenario/scenario';
import type { RunState } from '../../store/run-store';
import { useRun, useScenario, useStores } from '../use-stores';

/** Longer than between two moves of a drag, shorter than anybody waits for help. */
const REST_MS = 150;

interface Answer<T> {
  question: string;
  trace: RunState['trace'];
  found: T;
}

/**
 * What a search found last, and whether that was for the question and trace of now; null before the first. It starts
 * once the question has been answered and rested, so that a drag never waits for it, and is given up when the question
 * changes; how the page shows a scenario is no part of that. The search must stay the same function for the same question.
 */
export function useAtRest<T>(
  search: (scenario: Scenario, signal: AbortSignal) => Promise<T>,
): { found: T; current: boolean } | null {
  const { scenario: store } = useStores();
  const question = useScenario((state) => encodeQuestion(state.scenario));
  const trace = useRun((state) => state.trace);
  const settled = useRun((state) => state.status === 'done');
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  useEffect(() => {
    if (!settled) return undefined;
    const given = new AbortController();
    const timer = setTimeout(() => {
      search(store.getState().scenario, given.signal).then(
        (found) => {
          if (!given.signal.aborted) setAnswer({ question, trace, found });
        },
        // A worker that dies meanwhile says so itself.
        () => undefined,
      );
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  }, [search, store, question, trace, settled]);
  return answer && { found: answer.found, current: answer.question === question && answer.trace === trace };
}
