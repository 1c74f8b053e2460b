import { expect, test } from 'vitest';
import type { Estimate } from '../fast-path';
import type { EngineInput, SyntheticWorkload } from '../input';
import { requestsToSettle } from './settling';

const input = (workload: Partial<SyntheticWorkload>): EngineInput =>
  ({ workload: { kind: 'synthetic', requests: 1000, requestsPerSecond: 10, ...workload } }) as EngineInput;
const steady = (e2eSeconds: number) => ({ kind: 'steady', e2eSeconds }) as Estimate;

test('a run needs many times the requests that are under way at once', () => {
  // 10/s of 10 s each: 100 at once.
  expect(requestsToSettle(input({}), 10, null)).toBeNull();
  expect(requestsToSettle(input({ requests: 799 }), 10, null)).toBe(1600);
  // A run that is too short finds answers fast; the closed form knows better.
  expect(requestsToSettle(input({}), 10, steady(20.3))).toBe(3300);
  expect(requestsToSettle(input({}), null, null)).toBeNull();
});

test('closed loops and traces fill up by their own time', () => {
  expect(requestsToSettle(input({ inFlight: 500 }), 10, null)).toBeNull();
  expect(requestsToSettle({ workload: { kind: 'trace' } } as EngineInput, 100, null)).toBeNull();
});
