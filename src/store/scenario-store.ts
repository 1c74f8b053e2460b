import type { Problem, Scenario, SideScenario } from '../scenario/scenario';

/** What is asked. Shared by link; every change is a new object, so history can hold them. */
export interface ScenarioState {
  scenario: Scenario;
  /** Parts of the last link, file or message that could not be used; shown until dismissed. */
  problems: Problem[];
  set: (patch: Partial<Scenario>) => void;
  setSide: (side: 'a' | 'b', patch: Partial<SideScenario>) => void;
  /** Replaces everything: a link was opened, a preset chosen. */
  replace: (scenario: Scenario, problems: Problem[]) => void;
  report: (problems: Problem[]) => void;
  dismissProblems: () => void;
}
