import { describe, expect, test } from 'vitest';
import { disaggregated } from './fixtures';
import { exposePipeline, groupOfChip, groupsOf, levelAt, seriesAt, shareByInstance } from './pool-now';

const { requests, pools } = disaggregated({ requests: 30 });
const lpu = pools[1]!;
const decoding = [10, 11];
const t = requests.decodeStart[11]! + 0.0101;

describe('a pipeline', () => {
  test.each([0.00001, 0.001, 0.1, 10])('shows each request once in all, at any speed (%f)', (speed) => {
    const shares = exposePipeline(requests, decoding, lpu, 1, t, speed);
    const sum = shares.reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(decoding.length, 3);
  });

  test('is one bright place when slow and even when fast', () => {
    const slow = exposePipeline(requests, [10], lpu, 1, t, 0.00001);
    expect([...slow].filter((share) => share > 0).length).toBeLessThanOrEqual(2);
    const fast = exposePipeline(requests, [10], lpu, 1, t, 1);
    expect(Math.max(...fast)).toBeCloseTo(Math.min(...fast), 6);
  });
});

test('chips of one stage are one group', () => {
  expect(groupsOf(lpu)).toBe(72);
  expect([0, 7, 8, 575].map((chip) => groupOfChip(lpu, chip))).toEqual([0, 0, 1, 71]);
});

test('chips that a layout leaves over are in no group', () => {
  const pool = { ...pools[0]!, chips: 7, idleChips: 3, instances: 1 };
  expect([0, 3, 4, 6].map((chip) => groupOfChip(pool, chip))).toEqual([0, 0, -1, -1]);
});

test('idle instances are idle, and the others carry what the pool is busy', () => {
  const pool = { ...pools[0]!, instances: 4 };
  expect([...shareByInstance(pool, 0.5, Int32Array.of(1, 0, 2, 0))]).toEqual([1, 0, 1, 0]);
  expect([...shareByInstance(pool, 0.25, Int32Array.of(0, 0, 0, 0))]).toEqual([0, 0, 0, 0]);
});

test('a series is read between the middles of its buckets and held at its ends', () => {
  const column = Float32Array.of(0, 10, 20, 30);
  expect([0, 0.5, 1, 2, 3.5, 4].map((at) => levelAt(column, 4, at))).toEqual([0, 0, 5, 15, 30, 30]);
  // Work is over with the run; what is kept stays.
  expect([2, 3.99, 4, 9].map((at) => seriesAt(column, 4, at))).toEqual([15, 30, 0, 0]);
  expect(levelAt(column, 4, 9)).toBe(30);
  expect(seriesAt(new Float32Array(0), 4, 1)).toBe(0);
});
