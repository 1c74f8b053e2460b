import type { StoreApi } from 'zustand/vanilla';
import type { EngineInput } from '../engine/input';
import type { SideReport } from '../engine/result';
import { moreRequests } from '../scenario/plan/more-requests';
import type { JobInput } from '../worker/api';
import type { EngineClient } from '../worker/client';
import { firstRequests, withRequests } from './job';
import { isUnderWay, type RunState } from './run-store';

/** Requests of each run of a search: ten beyond a 99th percentile, few enough for a hundred runs. */
export const ASIDE_REQUESTS = 1000;

/**
 * One side's run that the page does not show: of its first `most` requests, or of more than it has where so many are too
 * few to settle. Rejects with the signal's reason when it is given up.
 */
export type RunAside = (input: EngineInput, most: number, signal?: AbortSignal) => Promise<SideReport>;

/** By engine: resolves when nobody who asked before is waited for, by whichever search. */
const turns = new WeakMap<object, Promise<unknown>>();

/**
 * A newer run ends the one under way: two searches that do not take turns would end each other's again and again. One
 * that is given up leaves its turn at once, and the next ends what it left behind.
 */
function inTurn<T>(client: object, signal: AbortSignal | undefined, act: () => Promise<T>): Promise<T> {
  const before = turns.get(client) ?? Promise.resolve();
  const own = unlessGivenUp(before.then(act), signal);
  turns.set(
    client,
    before.then(() => own.catch(() => undefined)),
  );
  return own;
}

function unlessGivenUp<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** The worker runs one thing at a time, and what the page shows goes first: whoever was put off asks again. */
export function createAside(parts: {
  runStore: StoreApi<RunState>;
  client: Pick<EngineClient, 'run'>;
}): RunAside {
  const { runStore, client } = parts;
  const once = async (a: JobInput, signal: AbortSignal | undefined): Promise<SideReport> => {
    for (;;) {
      await runStore.getState().idle();
      signal?.throwIfAborted();
      const now = runStore.getState();
      if (now.failure !== null) throw new Error(now.failure);
      if (isUnderWay(now)) continue;
      const result = await client.run({ run: 0, a, b: null, aside: true }, () => undefined);
      signal?.throwIfAborted();
      if (result.kind === 'done') return result.outcome.a.report;
      if (result.kind === 'failed') throw new Error(result.message);
    }
  };
  const asked: RunAside = async (input, most, signal) => {
    const report = await once(firstRequests(input, most), signal);
    const more = moreRequests(input, report);
    return more === null ? report : once(withRequests(input, more), signal);
  };
  return (input, most, signal) => inTurn(client, signal, () => asked(input, most, signal));
}
