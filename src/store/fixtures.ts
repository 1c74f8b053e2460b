import type { EngineInput } from '../engine/input';
import type { SideOutcome, SideReport } from '../engine/result';
import { createAdvice, type Advice } from './advice';

/** Whether a store's `idle()` is resolved by now; `flush` lets pending work of a test's clock happen. */
export async function isIdle(
  store: { getState: () => { idle: () => Promise<void> } },
  flush: () => Promise<unknown>,
): Promise<boolean> {
  let idle = false;
  void store
    .getState()
    .idle()
    .then(() => (idle = true));
  await flush();
  return idle;
}

type Parts = Parameters<typeof createAdvice>[0];

/** Advice of a page at rest without a trace, with the engine itself in place of its worker. */
export function adviceAtHand(
  estimate: (input: EngineInput) => SideReport,
  simulate: (input: EngineInput) => SideOutcome,
): Advice {
  const state = { trace: null, status: 'done', failure: null, idle: () => Promise.resolve() };
  return createAdvice({
    runStore: { getState: () => state } as unknown as Parts['runStore'],
    client: {
      estimate: (a) => Promise.resolve({ a: estimate(a as EngineInput), b: null }),
      run: ({ run, a }) =>
        Promise.resolve({ kind: 'done', outcome: { run, a: simulate(a as EngineInput), b: null } }),
    },
  });
}
