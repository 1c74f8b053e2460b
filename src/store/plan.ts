import type { StoreApi } from 'zustand/vanilla';
import type { SideReport } from '../engine/result';
import {
  plan,
  USUAL_EFFORT,
  type PlanOptions,
  type FoundClusters,
  type PlanWorld,
} from '../scenario/plan/plan';
import type { Goal } from '../scenario/plan/search';
import { resolve } from '../scenario/resolve';
import type { Scenario } from '../scenario/scenario';
import type { EngineClient } from '../worker/client';
import { ASIDE_REQUESTS, createAside } from './aside';
import type { RunState } from './run-store';

/** Which clusters keep a promise, and for how much. */
export interface ClusterSearch {
  /** Rejects with the signal's reason when it is given up. */
  find: (question: PlanQuestion, onProgress: PlanProgress, signal: AbortSignal) => Promise<FoundClusters>;
}

export interface PlanQuestion {
  /** The workload; its clusters do not count, but for the KV memory of A. */
  base: Scenario;
  goal: Goal;
  percentile: PlanOptions['percentile'];
  /** Clusters of this chip alone; null: of any. */
  chip: string | null;
}

export type PlanProgress = NonNullable<PlanWorld['onProgress']>;

/** Milliseconds of sizing between two looks at what else the page has to do. */
const SLICE_MS = 8;

export function createClusterSearch(parts: {
  runStore: StoreApi<RunState>;
  client: Pick<EngineClient, 'run'>;
}): ClusterSearch {
  const runAside = createAside(parts);
  const simulate = async (scenario: Scenario, signal: AbortSignal): Promise<SideReport> => {
    const { a } = resolve(scenario);
    if (a.kind === 'impossible') throw new Error(a.reason);
    return runAside(a.input, ASIDE_REQUESTS, signal);
  };

  return {
    find({ base, goal, percentile, chip }, onProgress, signal) {
      let sliceEnd = performance.now() + SLICE_MS;
      const pause = async (): Promise<void> => {
        signal.throwIfAborted();
        if (performance.now() < sliceEnd) return;
        await new Promise((resume) => setTimeout(resume, 0));
        sliceEnd = performance.now() + SLICE_MS;
      };
      return plan(
        base,
        goal,
        { ...USUAL_EFFORT, percentile, chip },
        { simulate: (scenario) => simulate(scenario, signal), onProgress, pause },
      );
    },
  };
}
