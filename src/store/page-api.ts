import type { StoreApi } from 'zustand/vanilla';
import type { SideReport } from '../engine/result';
import { fromJson, toJson, type ScenarioJson } from '../scenario/json';
import type { Problem } from '../scenario/scenario';
import type { InspectionState } from './inspection-state';
import type { RunState } from './run-store';
import type { ScenarioState } from './scenario-store';

/** `window.tokenyard`: what other programs may ask of the page. Its names stay. */
export interface PageApi {
  version: string;
  /** The page answers; numbers may still be under way. */
  ready: Promise<void>;
  /** Resolves when what is on screen is the final answer to the current scenario. */
  idle: () => Promise<void>;
  scenario: () => ScenarioJson;
  /**
   * Changes the keys that are given. Returns the scenario as it then is, in the form that `scenario` has; with
   * `problems` where something could not be used, or is computed otherwise than asked, which the page shows too.
   */
  set: (partial: unknown) => ScenarioJson & { problems?: Problem[] };
  /** Reports of the last finished run; of the closed form before the first; null before that. */
  result: () => { a: SideReport | null; b: SideReport | null };
}

export function createPageApi(parts: {
  version: string;
  ready: Promise<void>;
  scenarioStore: StoreApi<ScenarioState>;
  runStore: StoreApi<RunState>;
  inspectionStore: StoreApi<InspectionState>;
  /** Resolves once the screen shows what the stores hold. */
  painted: () => Promise<void>;
}): PageApi {
  const { version, ready, scenarioStore, runStore, inspectionStore, painted } = parts;
  return {
    version,
    ready,
    async idle() {
      // A link that was just changed reaches the store with the next event.
      await new Promise((next) => setTimeout(next, 0));
      await runStore.getState().idle();
      await inspectionStore.getState().idle();
      await painted();
    },
    scenario: () => toJson(scenarioStore.getState().scenario),
    set(partial) {
      const { scenario, replace } = scenarioStore.getState();
      const read = fromJson(partial, scenario);
      replace(read.scenario, read.problems);
      const problems = [...read.problems, ...runStore.getState().warnings];
      return { ...toJson(read.scenario), ...(problems[0] && { problems }) };
    },
    result() {
      const { outcome, estimate } = runStore.getState();
      const a = outcome?.a.report ?? estimate?.a ?? null;
      const b = outcome ? outcome.b?.report : estimate?.b;
      // A copy: what a caller does to it must not reach the page.
      return structuredClone({ a, b: b ?? null });
    },
  };
}

/** Two frames: React commits in the first, and the canvas has drawn by the second. A hidden page draws none. */
export function nextPaint(): Promise<void> {
  if (document.visibilityState === 'hidden') return Promise.resolve();
  return new Promise((done) => {
    const late = setTimeout(done, 200);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        clearTimeout(late);
        done();
      }),
    );
  });
}
