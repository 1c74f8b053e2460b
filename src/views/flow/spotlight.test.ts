import { describe, expect, test } from 'vitest';
import { colocated, disaggregated } from './fixtures';
import { planRows, raceAt, withPinned } from './spotlight';
import { stageAt } from './request-state';

const options = { requests: 300 };
const a = colocated(options);
const b = disaggregated(options);

describe('the rows of text', () => {
  const [forA, forB] = planRows([a, b], 3) as [
    ReturnType<typeof planRows>[0],
    ReturnType<typeof planRows>[0],
  ];

  test('are the same requests on both sides', () => {
    expect(forA).toBe(forB);
    expect(forA.slots).toHaveLength(3);
  });

  test('never hold a request twice', () => {
    const all = forA.slots.flatMap((slot) => [...slot.request]);
    expect(new Set(all).size).toBe(all.length);
  });

  test('follow one another without overlap, and each waits for the first side to finish', () => {
    for (const slot of forA.slots)
      for (let at = 1; at < slot.from.length; at++) {
        const before = slot.request[at - 1]!;
        expect(slot.from[at]!).toBeGreaterThan(Math.min(a.requests.end[before]!, b.requests.end[before]!));
      }
  });

  test('mostly show the faster side streaming', () => {
    let streaming = 0;
    let looked = 0;
    for (let t = 40; t < 240; t += 0.5) {
      looked++;
      const rows = [0, 1].map((slot) => raceAt(forB, slot, t));
      if (rows.some((race) => race && stageAt(b.requests, race.request, t) === 'decode')) streaming++;
    }
    expect(streaming / looked).toBeGreaterThan(0.85);
  });

  test('say when a race begins and when the next one does', () => {
    expect(raceAt(forA, 0, -1)).toBeNull();
    expect(raceAt(forA, 7, 10)).toBeNull();
    const race = raceAt(forA, 0, 100)!;
    expect(race.from).toBeLessThanOrEqual(100);
    expect(race.until).toBeGreaterThan(100);
  });
});

test('sides whose queues differ too much show their own answers', () => {
  const load = { requests: 600, requestsPerSecond: 4 };
  const rows = planRows([colocated(load), disaggregated(load)], 2);
  expect(rows[0]).not.toBe(rows[1]);
});

test('one side alone, or none', () => {
  expect(planRows([a], 2)[0]!.slots[0]!.request.length).toBeGreaterThan(5);
  expect(planRows([null], 2)[0]!.slots).toEqual([]);
  expect(planRows([a, null], 2)).toHaveLength(2);
});

test('a request that a side turned away is not raced', () => {
  const refused = disaggregated({ requests: 20 });
  refused.requests.prefillStart.fill(NaN);
  expect(planRows([colocated({ requests: 20 }), refused], 1)[0]!.slots[0]!.request).toHaveLength(0);
});

test('a trace of twenty thousand requests keeps its rows filled to the end', () => {
  const many = { requests: 20_000, requestsPerSecond: 1 };
  const sides = [colocated(many), disaggregated(many)];
  for (const { request } of planRows(sides, 3)[0]!.slots) {
    expect(request.length).toBeGreaterThan(3000);
    expect(Math.max(...request.slice(-5))).toBeGreaterThan(19_900);
  }
});

describe('a request that is looked into', () => {
  const races = [{ request: 1, from: 0, until: 9 }, null];
  const request = 40;
  const arrival = a.requests.arrival[request]!;
  const end = Math.max(a.requests.end[request]!, b.requests.end[request]!);
  const shown = (t: number, id: number | null = request) =>
    withPinned(races, [a, null, b], [id, null, id], 0, t).map((race) => race?.request);

  test('has the last row from its arrival until both sides have answered it, and a little longer', () => {
    expect(shown(arrival - 0.1)).toEqual([1, undefined]);
    expect(shown(arrival)).toEqual([1, request]);
    expect(shown(end + 0.05 * (end - arrival))).toEqual([1, request]);
    expect(shown(end + 0.2 * (end - arrival))).toEqual([1, undefined]);
  });

  test('stays in the row that it has, and is nowhere where no run knows it', () => {
    expect(shown(a.requests.arrival[1]!, 1)).toEqual([1, undefined]);
    expect(shown(arrival, null)).toEqual([1, undefined]);
    expect(shown(arrival, 1e6)).toEqual([1, undefined]);
  });
});
