import { expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../scenario/defaults';
import type { CurveJob } from '../worker/api';
import { rehearse } from './rehearsal';

function rehearsing() {
  const jobs: CurveJob[] = [];
  const idle: (() => void)[] = [];
  let scenario = DEFAULT_SCENARIO;
  rehearse({
    scenario: () => scenario,
    client: {
      closedFormNow(job) {
        jobs.push(job);
        return null;
      },
    },
    whenIdle: (act) => idle.push(act),
  });
  return {
    jobs,
    next: () => idle.shift()?.(),
    change: () => (scenario = { ...scenario, ctx: 1024 }),
  };
}

const rateOf = ({ a }: CurveJob) => (a.workload.kind === 'synthetic' ? a.workload.requestsPerSecond : NaN);

test('one curve each time the page is idle, none like the one before, and those on screen last', () => {
  const { jobs, next } = rehearsing();
  expect(jobs).toHaveLength(0);
  next();
  expect(jobs).toHaveLength(1);
  for (let times = 0; times < 100; times++) next();
  const rates = jobs.map(rateOf);
  expect(new Set(rates).size).toBe(rates.length);
  expect(rates.at(-1)).toBe(DEFAULT_SCENARIO.rps);
});

test('ends when the scenario changes', () => {
  const { jobs, next, change } = rehearsing();
  next();
  change();
  for (let times = 0; times < 100; times++) next();
  expect(jobs).toHaveLength(1);
});
