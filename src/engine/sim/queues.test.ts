import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventHeap } from './event-heap';
import { FairLink } from './fair-link';
import { LaneHeap } from './lane-heap';
import { StepHeap } from './step-heap';

describe('queues', () => {
  it('events come out by time, then kind, then id, whatever the order in', () => {
    const event = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3 }), fc.nat(50));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), (events) => {
        const heap = new EventHeap(1 << 10);
        for (const [time, kind, id] of events) heap.push(time, kind, id);
        const out: number[][] = [];
        while (heap.size > 0) {
          out.push([heap.peekTime(), heap.peekKind(), heap.peekId()]);
          heap.pop();
        }
        const sorted = events.toSorted((x, y) => x[0] - y[0] || x[1] - y[1] || x[2] - y[2]);
        expect(out).toEqual(sorted);
      }),
    );
    const full = new EventHeap(64);
    for (let i = 0; i < 64; i++) full.push(i, 0, i);
    expect(() => full.push(65, 0, 65)).toThrow('64 pending events');
  });

  it('a lane has one time: setting moves it, removing forgets it', () => {
    const change = fc.tuple(fc.nat(9), fc.option(fc.integer({ min: 0, max: 6 })));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 100 }), (changes) => {
        const heap = new LaneHeap(10);
        const model = new Map<number, number>();
        for (const [id, time] of changes) {
          if (time === null) {
            heap.remove(id);
            model.delete(id);
          } else {
            heap.set(id, time);
            model.set(id, time);
          }
          const [first] = [...model].sort((x, y) => x[1] - y[1] || x[0] - y[0]);
          expect(heap.peekTime()).toBe(first?.[1] ?? Infinity);
          expect(heap.peekId()).toBe(first?.[0] ?? -1);
        }
      }),
    );
  });

  it('step heaps keep order through removals from the middle, and know their cap', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), fc.nat(59), (steps, at) => {
        const heap = new StepHeap(60);
        steps.forEach((step, request) => heap.push(step, request));
        const removed = at % steps.length;
        heap.remove(removed);
        const out: number[] = [];
        while (heap.size > 0) {
          out.push(heap.peekStep());
          heap.pop();
        }
        expect(out).toEqual(steps.filter((_, i) => i !== removed).sort((x, y) => x - y));
      }),
    );
    const full = new StepHeap(1);
    full.push(1, 1);
    expect(() => full.push(1, 2)).toThrow('cap');
  });

  it('a link serves flows fairly and conserves bytes', () => {
    const link = new FairLink(100);
    link.start(0, 100, 1);
    // Half-way a second flow of half the size joins: from then on both get half the rate and end together.
    link.start(0.5, 50, 2);
    expect(link.nextEnd()).toBeCloseTo(1.5, 12);
    expect(link.nextOwner()).toBe(1);
    link.end(1.5);
    expect(link.nextEnd()).toBeCloseTo(1.5, 12);
    link.end(1.5);
    expect(link.nextEnd()).toBe(Infinity);
    expect(link.bytesIn).toBe(150);
    expect(link.bytesOut).toBe(150);
    expect(link.busySeconds).toBeCloseTo(1.5, 12);
  });
});
