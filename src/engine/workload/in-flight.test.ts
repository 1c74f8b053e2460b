import { expect, test } from 'vitest';
import { toyModel, toyPlan, toyPool } from '../sim/fixtures';
import { Simulation } from '../sim/simulation';
import type { SyntheticWorkload } from '../input';
import { makeRequests } from './requests';

const workload: SyntheticWorkload = {
  kind: 'synthetic',
  requests: 300,
  requestsPerSecond: 2,
  gapCv: 1,
  promptTokensMean: 400,
  promptTokensCv: 1,
  outputTokensMean: 30,
  outputTokensCv: 1,
  maxContext: 4000,
};
const IN_FLIGHT = 7;
const closed = makeRequests({ ...workload, inFlight: IN_FLIGHT }, 5);

test('requests in flight are the same requests as those that come by the clock', () => {
  const byClock = makeRequests(workload, 5);
  expect(closed.promptTokens).toEqual(byClock.promptTokens);
  expect(closed.outputTokens).toEqual(byClock.outputTokens);
});

test('all come at the start, and each answer brings the next: never more, and never fewer until the last', () => {
  const sim = new Simulation(toyPlan([toyPool()]), toyModel(), closed);
  sim.run(Infinity, 1e6);
  const { arrival, end } = sim.requests;
  expect(Array.from(arrival.subarray(0, IN_FLIGHT))).toEqual(Array(IN_FLIGHT).fill(0));
  const ends = Array.from(end).sort((p, q) => p - q);
  expect(ends).not.toContain(NaN);
  for (let i = IN_FLIGHT; i < arrival.length; i++) expect(arrival[i]).toBe(ends[i - IN_FLIGHT]);
});

test('no more come than there are', () => {
  const few = makeRequests({ ...workload, requests: 3, inFlight: 100 }, 5);
  const sim = new Simulation(toyPlan([toyPool()]), toyModel(), few);
  sim.run(Infinity, 1e6);
  expect(sim.completed).toBe(3);
});
