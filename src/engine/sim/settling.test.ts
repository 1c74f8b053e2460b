import { expect, test } from 'vitest';
import type { Estimate } from '../fast-path';
import type { EngineInput, SessionShape, SyntheticWorkload } from '../input';
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

test('sessions have to come back many times, and more often where answers take another time than was laid down', () => {
  const sessions = {
    turns: 20,
    toolShare: 0.5,
    toolGapSecondsMean: 10,
    humanGapSecondsMean: 90,
  } as SessionShape;
  const of = (more: Partial<SyntheticWorkload>, answer: number) =>
    requestsToSettle(input({ requestsPerSecond: 2, outputTokensMean: 200, ...more }), answer, null);
  // 2/s that come every 50 + 5 s: 110 sessions. An answer of 200 tokens was laid down as 5 s.
  expect(of({ sessions, requests: 1100 }, 5)).toBeNull();
  expect(of({ sessions, requests: 1099 }, 5)).toBe(2200);
  // It takes 15: a seventh longer a turn, through 20 of them.
  expect(of({ sessions, requests: 5000 }, 15)).toBe(40_000);
  // One turn is no session.
  expect(of({ sessions: { ...sessions, turns: 1 } }, 5)).toBeNull();
});

test('closed loops and traces fill up by their own time', () => {
  expect(requestsToSettle(input({ inFlight: 500 }), 10, null)).toBeNull();
  expect(requestsToSettle({ workload: { kind: 'trace' } } as EngineInput, 100, null)).toBeNull();
});
