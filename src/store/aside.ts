import type { StoreApi } from 'zustand/vanilla';
import type { EngineInput } from '../engine/input';
import type { SideReport } from '../engine/result';
import type { EngineClient } from '../worker/client';
import { firstRequests } from './job';
import { isUnderWay, type RunState } from './run-store';

/** Requests of each run: ten beyond a 99th percentile, few enough for a hundred runs. */
export const ASIDE_REQUESTS = 1000;

/** One side's run that the page does not show. Rejects with the signal's reason when it is given up. */
export type RunAside = (input: EngineInput, signal?: AbortSignal) => Promise<SideReport>;

/** The worker runs one thing at a time, and what the page shows goes first: whoever was put off asks again. */
export function createAside(parts: {
  runStore: StoreApi<RunState>;
  client: Pick<EngineClient, 'run'>;
}): RunAside {
  const { runStore, client } = parts;
  return async (input, signal) => {
    for (;;) {
      await runStore.getState().idle();
      signal?.throwIfAborted();
      const now = runStore.getState();
      if (now.failure !== null) throw new Error(now.failure);
      if (isUnderWay(now)) continue;
      const a = firstRequests(input, ASIDE_REQUESTS);
      const result = await client.run({ run: 0, a, b: null, aside: true }, () => undefined);
      signal?.throwIfAborted();
      if (result.kind === 'done') return result.outcome.a.report;
      if (result.kind === 'failed') throw new Error(result.message);
    }
  };
}
