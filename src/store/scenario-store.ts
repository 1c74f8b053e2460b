import { createStore, type StoreApi } from 'zustand/vanilla';
import { encode } from '../scenario/codec';
import { DEFAULT_B, DEFAULT_SCENARIO, sideOf } from '../scenario/defaults';
import { patchScenario, patchSide } from '../scenario/patch';
import type { Problem, Scenario, SideScenario } from '../scenario/scenario';

/** What is asked. Shared by link; every change is a new object, so history can hold them. */
export interface ScenarioState {
  scenario: Scenario;
  /** Parts of the last link, file or message that could not be used; shown until dismissed. */
  problems: Problem[];
  /** Changes some fields by the rules of `scenario/patch.ts`: a size drops the model, a workload brings its lengths. */
  set: (patch: Partial<Scenario>) => void;
  /** Another architecture starts from its own pools. Asking for a hidden B shows it. */
  setSide: (side: 'a' | 'b', patch: Partial<SideScenario>) => void;
  /** Replaces everything: a link was opened, a preset chosen. */
  replace: (scenario: Scenario, problems: Problem[]) => void;
  report: (problems: Problem[]) => void;
  dismissProblems: () => void;
}

export function createScenarioStore(initial: Scenario = DEFAULT_SCENARIO): StoreApi<ScenarioState> {
  return createStore((setState, getState) => {
    /** The same scenario stays the same object, so that nobody recomputes it. */
    const change = (next: Scenario, rest: Partial<ScenarioState> = {}) => {
      const { scenario } = getState();
      setState({ ...rest, scenario: encode(next) === encode(scenario) ? scenario : next });
    };
    return {
      scenario: patchScenario(initial, {}),
      problems: [],
      set: (patch) => change(patchScenario(getState().scenario, patch)),
      setSide(id, patch) {
        const { scenario } = getState();
        const side = scenario[id] ?? sideOf(patch.architecture ?? DEFAULT_B);
        change(patchScenario(scenario, { [id]: patchSide(side, patch) }));
      },
      replace: (scenario, problems) => change(patchScenario(scenario, {}), { problems }),
      report: (problems) => setState((state) => ({ problems: [...state.problems, ...problems] })),
      dismissProblems: () => setState({ problems: [] }),
    };
  });
}
