import { expect, test } from 'vitest';
import { Runner } from '../engine/sim/runner';
import type { EngineInput } from '../engine/input';
import { ALL_PARTS } from '../engine/sim/all-parts';
import { DEFAULT_SCENARIO } from '../scenario/defaults';
import type { EngineClient } from '../worker/client';
import { createClusterSearch, type PlanQuestion } from './plan';

type Parts = Parameters<typeof createClusterSearch>[0];

/** The page's run store at rest. */
const runStore = {
  getState: () => ({ idle: () => Promise.resolve(), status: 'done', failure: null }),
} as unknown as Parts['runStore'];

/** The engine itself in place of its worker; `put off` answers first, as when the page's own run came in between. */
function engine(putOff = 0): Pick<EngineClient, 'run'> {
  let left = putOff;
  return {
    run: ({ run, a }) => {
      if (left-- > 0) return Promise.resolve({ kind: 'cancelled', run });
      const runner = new Runner(a as EngineInput, ALL_PARTS);
      while (!runner.advance());
      return Promise.resolve({ kind: 'done', outcome: { run, a: runner.outcome(), b: null } });
    },
  };
}

const question: PlanQuestion = {
  base: { ...DEFAULT_SCENARIO, requests: 60 },
  goal: { ttftSeconds: 2, tpotSeconds: 0.05, usdPerHour: 60 },
  percentile: 'p90',
  chip: null,
};
const never = new AbortController().signal;

test('clusters that keep the promise, with progress in both phases', async () => {
  const phases = new Set<string>();
  const { options } = await createClusterSearch({ runStore, client: engine() }).find(
    question,
    (phase, done) => {
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThanOrEqual(1);
      phases.add(phase);
    },
    never,
  );
  expect([...phases]).toEqual(['sizing', 'simulating']);
  const kept = options.filter(({ meets }) => meets);
  expect(kept.length).toBeGreaterThan(0);
  for (const { report } of kept) {
    expect(report.ttft_s!.p90).toBeLessThanOrEqual(2);
    expect(report.usd_per_hour).toBeLessThanOrEqual(60);
  }
});

test('a run that the page put off is asked for again, with the same answer', async () => {
  const plain = await createClusterSearch({ runStore, client: engine() }).find(
    question,
    () => undefined,
    never,
  );
  const late = await createClusterSearch({ runStore, client: engine(3) }).find(
    question,
    () => undefined,
    never,
  );
  expect(late.options.map(({ report }) => report.hash)).toEqual(
    plain.options.map(({ report }) => report.hash),
  );
});

test('ends when it is given up', async () => {
  const controller = new AbortController();
  const found = createClusterSearch({ runStore, client: engine() }).find(
    question,
    () => controller.abort(new Error('enough')),
    controller.signal,
  );
  await expect(found).rejects.toThrow('enough');
});

test('clusters are judged by as many requests as settle, and keep them when they are used', async () => {
  const base = { ...DEFAULT_SCENARIO, requests: 60, rps: 20 };
  const { options } = await createClusterSearch({ runStore, client: engine() }).find(
    { ...question, base, goal: { ...question.goal, usdPerHour: 500 }, chip: 'b200-sxm' },
    () => undefined,
    never,
  );
  expect(options.length).toBeGreaterThan(0);
  for (const { scenario, report } of options) {
    expect(report.requests).toBeGreaterThan(1000);
    expect(report.requests_to_settle).toBeNull();
    expect(scenario.requests).toBe(report.requests);
  }
});
