import { describe, expect, test } from 'vitest';
import { colocated } from './fixtures';
import { tokensAt } from './request-state';
import { countUpTo, deliveredAt, finishedAt, forEachActive, indexOf } from './side-index';

const snapshot = colocated({ requests: 400, requestsPerSecond: 1.5 });
const { requests, durationSeconds } = snapshot;
const index = indexOf(snapshot);

function active(t: number): number[] {
  const ids: number[] = [];
  forEachActive(index, t, (id) => ids.push(id));
  return ids;
}

/** The slow way, by looking at every request. */
function activeByLooking(t: number): number[] {
  return Array.from({ length: requests.count }, (_, id) => id).filter(
    (id) => requests.arrival[id]! <= t && !(requests.end[id]! <= t),
  );
}

describe('the index of a side', () => {
  test.each([0, 0.1, 0.37, 0.5, 0.83, 0.999, 1])('finds who is in the cluster at %f of the run', (share) => {
    const t = share * durationSeconds;
    expect(active(t)).toEqual(activeByLooking(t));
  });

  test('counts what is finished and delivered', () => {
    const t = durationSeconds / 2;
    let finished = 0;
    let delivered = 0;
    for (let id = 0; id < requests.count; id++) {
      if (requests.end[id]! <= t) finished++;
      delivered += tokensAt(requests, id, t);
    }
    expect(finishedAt(index, t)).toBe(finished);
    expect(deliveredAt(index, t)).toBe(delivered);
    expect(deliveredAt(index, durationSeconds)).toBe(requests.outputTokens.reduce((sum, n) => sum + n, 0));
  });

  test('is made once for a snapshot', () => {
    expect(indexOf(snapshot)).toBe(index);
  });

  test('a frame looks at the requests in flight, not at all of them', () => {
    const large = indexOf(colocated({ requests: 20_000, requestsPerSecond: 1.2 }));
    const buckets = large.offsets.length - 1;
    let longest = 0;
    for (let bucket = 0; bucket < buckets; bucket++)
      longest = Math.max(longest, large.offsets[bucket + 1]! - large.offsets[bucket]!);
    expect(longest).toBeLessThan(200);
  });

  test('an overloaded run stays within its room', () => {
    const overloaded = indexOf(colocated({ requests: 4000, requestsPerSecond: 100 }));
    expect(overloaded.ids.length).toBeLessThan(2_100_000);
  });

  test('keeps a request that never ended, and none that was turned away', () => {
    const broken = colocated({ requests: 3 });
    broken.requests.end[1] = NaN;
    broken.requests.prefillStart[2] = NaN;
    const ids: number[] = [];
    forEachActive(indexOf(broken), broken.durationSeconds, (id) => ids.push(id));
    expect(ids).toEqual([1]);
  });
});

test('countUpTo counts values at or before', () => {
  const column = Float64Array.of(1, 2, 2, 5);
  expect([0, 1, 2, 4, 5, 9].map((t) => countUpTo(column, t))).toEqual([0, 1, 3, 3, 4, 4]);
  expect(countUpTo(new Float64Array(0), 1)).toBe(0);
});
