import { expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../scenario/defaults';
import type { CurveJob, JobInput } from '../worker/api';
import { rehearse } from './rehearsal';

function rehearsing({ runMs = 10 } = {}) {
  const jobs: CurveJob[] = [];
  const runs: [JobInput, JobInput | null][] = [];
  const shared: JobInput[] = [];
  const idle: (() => void)[] = [];
  let changed: () => void = () => undefined;
  let resting: () => void = () => undefined;
  let scenario = DEFAULT_SCENARIO;
  let time = 0;
  rehearse({
    scenario: () => scenario,
    client: {
      closedFormNow(job) {
        jobs.push(job);
        return null;
      },
      rehearse(a, b) {
        runs.push([a, b]);
        time += runMs;
        return Promise.resolve();
      },
      share: (b) => shared.push(b),
    },
    whenIdle: (act) => idle.push(act),
    now: () => time,
    onChange(act) {
      changed = act;
      return () => (changed = () => undefined);
    },
    later(act) {
      resting = act;
      return () => (resting = () => undefined);
    },
  });
  return {
    jobs,
    runs,
    shared,
    rest() {
      const act = resting;
      resting = () => undefined;
      act();
    },
    async next(times = 1) {
      for (let i = 0; i < times; i++) {
        idle.shift()?.();
        await Promise.resolve().then(() => undefined);
      }
    },
    change() {
      scenario = { ...scenario, ctx: scenario.ctx + 1 };
      changed();
    },
  };
}

const rateOf = ({ workload }: JobInput) => (workload.kind === 'synthetic' ? workload.requestsPerSecond : NaN);

test('one curve and one run each time the page is idle, none like the one before, and those on screen last', async () => {
  const { jobs, runs, shared, next, change, rest } = rehearsing();
  expect(jobs).toHaveLength(0);
  await next();
  expect(jobs).toHaveLength(1);
  await next(100);
  const rates = jobs.map(({ a }) => rateOf(a));
  expect(rates.length).toBeGreaterThan(5);
  expect(new Set(rates).size).toBe(rates.length);
  expect(rates.at(-1)).toBe(DEFAULT_SCENARIO.rps);
  expect(runs.map(([a]) => rateOf(a))).toEqual(rates);
  expect(runs.every(([, b]) => b !== null)).toBe(true);
  // A page that nobody touches needs no second engine.
  rest();
  expect(shared).toHaveLength(0);
  change();
  rest();
  expect(shared).toHaveLength(1);
  change();
  rest();
  expect(shared).toHaveLength(1);
});

test('ends when the scenario changes', async () => {
  const { jobs, runs, shared, next, change, rest } = rehearsing();
  await next();
  change();
  expect(shared).toHaveLength(0);
  await next(100);
  expect(jobs).toHaveLength(1);
  expect(runs).toHaveLength(1);
  // B's engine waits until the scenario rests.
  change();
  expect(shared).toHaveLength(0);
  rest();
  expect(shared).toHaveLength(1);
});

test('a run that takes long is not rehearsed again; its curves are', async () => {
  const { jobs, runs, next } = rehearsing({ runMs: 2000 });
  await next(100);
  expect(runs).toHaveLength(1);
  expect(jobs.length).toBeGreaterThan(5);
});
