import { expect, test } from 'vitest';
import { colocated, disaggregated } from './fixtures';
import { milestoneText, nextMilestone } from './milestones';
import { indexOf } from './side-index';

const sides = [colocated({ requests: 5 }), disaggregated({ requests: 5 })];
const indexes = sides.map(indexOf);

test('stepping visits every milestone of both sides in order', () => {
  const times = sides.flatMap(({ requests }) =>
    (['arrival', 'prefillStart', 'firstToken', 'decodeReady', 'decodeStart', 'end'] as const).flatMap(
      (kind) => [...requests[kind as 'arrival']],
    ),
  );
  const expected = [...new Set(times)].filter((time) => time > 0).sort((one, other) => one - other);
  const visited: number[] = [];
  for (let next = nextMilestone(indexes, 0); next; next = nextMilestone(indexes, next.time)) {
    visited.push(next.time);
    expect(sides[next.side]!.requests[next.kind as 'arrival'][next.request]).toBe(next.time);
  }
  expect(visited).toEqual(expected);
});

test('nothing comes after the end, or without a run', () => {
  expect(nextMilestone(indexes, 1e9)).toBeNull();
  expect(nextMilestone([null], 0)).toBeNull();
});

test('says what happened, and where', () => {
  expect(milestoneText({ time: 1, side: 1, request: 41, kind: 'firstToken' })).toBe(
    'B: request #42 gives its first token',
  );
  expect(milestoneText({ time: 1, side: 0, request: 41, kind: 'arrival' })).toBe('Request #42 arrives');
});
