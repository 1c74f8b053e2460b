import { expect, it } from 'vitest';
import type { Snapshot } from '../../engine/result';
import { colocated } from '../flow/fixtures';
import { decision, line, receipt } from './fixtures';
import { requestEvents } from './request-events';

const POOL = {
  role: 'mixed',
  name: 'mixed',
  model: 'llama-3.1-70b',
  chip: 'h100-sxm',
  chips: 24,
  instances: 3,
  chips_left_over: 0,
  tensor_parallel: 8,
  busy_share: 1,
  batch_mean: 4,
  time_shares: null,
  reason: '',
};

/** Milestones of the fixture's request 936, as its run kept them. */
function snapshot(patch: Partial<Record<'firstToken' | 'decodeReady' | 'end', number>> = {}): Snapshot {
  const one = colocated({ requests: 937 });
  const times = { firstToken: 100.5, decodeReady: 100.5, end: 110, ...patch };
  for (const key of ['firstToken', 'decodeReady', 'end'] as const) one.requests[key][936] = times[key];
  return one;
}

const words = (...of: Parameters<typeof requestEvents>) => requestEvents(...of).map(({ what }) => what);

it('tells a request from its arrival to its end, in order', () => {
  const events = requestEvents(receipt(), [POOL], snapshot());
  expect(events.map(({ what }) => what)).toEqual([
    'Arrived',
    'Sent to instance 2 of both phases',
    'Computing prompt 1–8,192',
    'Computing prompt 8,193–10,000, answer 1',
    'First token',
    'Joined the batch on instance 1',
    'Finished',
  ]);
  const times = events.map(({ time }) => time);
  expect(times).toEqual([...times].sort((p, q) => p - q));
  expect(events[1]!.detail).toContain('by the rule “Least work”, of 3');
  expect(events[5]!.detail).toContain('of which 2.00\u202fs stalled');
});

it('names a preemption, and what was computed again for it', () => {
  const lines = [
    line({ lastToken: 10_000, endSeconds: 100.5 }),
    line({
      phase: 'decode',
      firstToken: 10_001,
      lastToken: 10_099,
      startSeconds: 100.5,
      endSeconds: 102,
      batch: 3,
    }),
    line({ phase: 'recompute', pass: 1, lastToken: 10_099, startSeconds: 105, endSeconds: 106 }),
    line({ phase: 'decode', firstToken: 10_100, lastToken: 10_100, startSeconds: 106, endSeconds: 106 }),
    line({
      phase: 'decode',
      firstToken: 10_101,
      lastToken: 10_499,
      startSeconds: 106,
      endSeconds: 110,
      batch: 3,
    }),
  ];
  expect(words(receipt({ lines }), [POOL], snapshot())).toEqual([
    'Arrived',
    'Sent to instance 2 of both phases',
    'Computing prompt 1–10,000, answer 1',
    'First token',
    'Joined the batch on instance 1',
    'Preempted',
    'Computing prompt 1–10,000, answer 1–100 again',
    'Got answer 101',
    'Joined the batch on instance 1',
    'Finished',
  ]);
});

it('a hand-off is an event where there was one', () => {
  const handed = snapshot({ decodeReady: 100.8 });
  handed.requests.decodeInstance[936] = 1;
  expect(words(receipt(), [POOL], handed)).toContain('KV is at the decode pool');
  expect(words(receipt(), [POOL], snapshot())).not.toContain('KV is at the decode pool');
});

it('a request that was turned away never begins nor ends', () => {
  const away = receipt({
    waterfall: null,
    lines: [],
    decisions: [decision({ chosen: -1, rejected: 'its TTFT could not be kept', candidates: [] })],
  });
  const none = snapshot({ firstToken: NaN, decodeReady: NaN, end: NaN });
  expect(words(away, [POOL], none)).toEqual(['Arrived', 'Turned away']);
  expect(words(away, [POOL], null)).toEqual(['Arrived', 'Turned away']);
});
