import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairLink } from '../sim/fair-link';
import { CappedLink } from './capped-link';

const flows = fc.array(fc.record({ gap: fc.nat(30), bytes: fc.integer({ min: 1, max: 500 }) }), {
  minLength: 1,
  maxLength: 40,
});

interface Flow {
  at: number;
  bytes: number;
}

/** Ends of all flows, in order of ending: [owner, time]. */
function run(
  link: { nextEnd(): number; start(now: number, bytes: number, owner: number): void },
  finish: (now: number) => number,
  list: Flow[],
): [number, number][] {
  const ends: [number, number][] = [];
  const endsUntil = (time: number) => {
    while (link.nextEnd() <= time && link.nextEnd() < Infinity) {
      const now = link.nextEnd();
      ends.push([finish(now), now]);
    }
  };
  list.forEach(({ at, bytes }, owner) => {
    endsUntil(at);
    link.start(at, bytes, owner);
  });
  endsUntil(Infinity);
  return ends;
}

/** The same by the definition: between events every flow moves at min(cap, rate / n). */
function plainly(list: Flow[], cap: number, rate: number): number[] {
  const left = list.map(({ bytes }) => bytes);
  const ends = list.map(() => Infinity);
  let now = 0;
  for (;;) {
    const active = list.flatMap(({ at }, i) => (at <= now && left[i]! > 0 ? [i] : []));
    const each = Math.min(cap, rate / Math.max(1, active.length));
    const arrival = Math.min(...list.map(({ at }) => (at > now ? at : Infinity)));
    const end = Math.min(...active.map((i) => now + left[i]! / each));
    const next = Math.min(arrival, end);
    if (next === Infinity) return ends;
    for (const i of active) {
      left[i]! -= (next - now) * each;
      if (left[i]! < 1e-9) {
        left[i] = 0;
        ends[i] = next;
      }
    }
    now = next;
  }
}

function timed(list: { gap: number; bytes: number }[]): Flow[] {
  let at = 0;
  return list.map(({ gap, bytes }) => ({ at: (at += gap), bytes }));
}

test('flows end as the definition says, and bytes in are bytes out', () => {
  fc.assert(
    fc.property(
      flows,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 5, max: 60 }),
      (list, cap, rate) => {
        const link = new CappedLink(cap, rate);
        const ends = run(link, (now) => link.finish(now), timed(list));
        const expected = plainly(timed(list), cap, rate);
        for (const [owner, time] of ends) expect(time).toBeCloseTo(expected[owner]!, 6);
        expect(ends.length).toBe(list.length);
        expect(link.bytesOut).toBe(link.bytesIn);
        expect(link.flows).toBe(0);
      },
    ),
    { numRuns: 200 },
  );
});

test('without a cap it is the fair link', () => {
  fc.assert(
    fc.property(flows, (list) => {
      const capped = new CappedLink(Infinity, 50);
      const fair = new FairLink(50);
      const a = run(capped, (now) => capped.finish(now), timed(list));
      const b = run(
        fair,
        (now) => {
          const owner = fair.nextOwner();
          fair.end(now);
          return owner;
        },
        timed(list),
      );
      const byOwner = (ends: [number, number][]) => ends.toSorted(([x], [y]) => x - y);
      const [left, right] = [byOwner(a), byOwner(b)];
      left.forEach(([, time], i) => expect(time).toBeCloseTo(right[i]![1], 6));
      expect(capped.busySeconds).toBeCloseTo(fair.busySeconds, 6);
    }),
    { numRuns: 100 },
  );
});
