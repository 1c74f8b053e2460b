import { describe, expect, test } from 'vitest';
import { createFrameLoop, type FrameHost } from './frame-loop';

/** A browser by hand: `tick` runs the frame that was asked for, if any. */
function handBrowser() {
  let next: ((milliseconds: number) => void) | null = null;
  let hidden = false;
  let visibility = () => {};
  let clock = 0;
  const host: FrameHost = {
    request: (callback) => {
      next = callback;
      return 1;
    },
    cancel: () => {
      next = null;
    },
    hidden: () => hidden,
    onVisibility: (callback) => {
      visibility = callback;
    },
    now: () => clock,
  };
  return {
    /** Something takes so many milliseconds. */
    take: (milliseconds: number) => (clock += milliseconds),
    loop: createFrameLoop(host),
    waiting: () => next !== null,
    tick(milliseconds: number) {
      clock = Math.max(clock, milliseconds);
      const run = next;
      next = null;
      run?.(milliseconds);
    },
    hide(value: boolean) {
      hidden = value;
      visibility();
    },
  };
}

describe('the frame loop', () => {
  test('moves everything before it paints anything', () => {
    const { loop, tick } = handBrowser();
    const seen: string[] = [];
    loop.add({ move: () => seen.push('move 1'), paint: () => seen.push('paint 1') });
    loop.add({ move: () => seen.push('move 2'), paint: () => seen.push('paint 2') });
    tick(0);
    expect(seen).toEqual(['move 1', 'move 2', 'paint 1', 'paint 2']);
  });

  test('tells the time since the last frame, and never a leap', () => {
    const { loop, tick } = handBrowser();
    const steps: number[] = [];
    loop.add({ move: (elapsed) => steps.push(elapsed) });
    [1000, 1016, 9000].forEach(tick);
    expect(steps).toEqual([0, 0.016, 0.1]);
  });

  test('asks for no frame when nobody is subscribed', () => {
    const { loop, tick, waiting } = handBrowser();
    expect(waiting()).toBe(false);
    const stop = loop.add({ paint: () => {} });
    expect(waiting()).toBe(true);
    stop();
    tick(0);
    expect(waiting()).toBe(false);
  });

  test('paints once for many requests', () => {
    const { loop, tick, waiting } = handBrowser();
    let painted = 0;
    const paint = () => painted++;
    loop.once(paint);
    loop.once(paint);
    tick(0);
    expect(painted).toBe(1);
    expect(waiting()).toBe(false);
  });

  test('a spared frame moves and paints nothing; a tenth of a second is the longest wait', () => {
    const { loop, tick } = handBrowser();
    const seen: string[] = [];
    loop.add({ move: () => seen.push('move'), paint: () => seen.push('paint') });
    tick(0);
    loop.spare();
    tick(16);
    tick(32);
    expect(seen).toEqual(['move', 'paint', 'move', 'move']);
    tick(80);
    expect(seen).toEqual(['move', 'paint', 'move', 'move', 'move', 'paint']);
    const paints = [];
    // Not every frame of a drag has a new value.
    for (let at = 96; at < 496; at += 16) {
      if (at % 48 === 0) loop.spare();
      const before = seen.length;
      tick(at);
      if (seen.length === before + 2) paints.push(at);
    }
    expect(paints).toEqual([192, 304, 416]);
  });

  test('where painting takes long, frames between have only moves', () => {
    const { loop, tick, take } = handBrowser();
    const paints: number[] = [];
    let [at, cost] = [0, 0];
    loop.add({
      paint: () => {
        paints.push(at);
        take(cost);
      },
    });
    const frames = (count: number) => {
      paints.length = 0;
      for (let i = 0; i < count; i++) {
        at += 16;
        tick(at);
      }
      return paints.length;
    };
    cost = 10;
    expect(frames(30)).toBe(30);
    cost = 15;
    frames(1);
    expect(frames(30)).toBe(15);
  });

  test('what was to be painted once is painted after a spared frame', () => {
    const { loop, tick, waiting } = handBrowser();
    let painted = 0;
    loop.once(() => painted++);
    tick(0);
    loop.once(() => painted++);
    loop.spare();
    tick(16);
    expect([painted, waiting()]).toEqual([1, true]);
    tick(80);
    expect([painted, waiting()]).toEqual([2, false]);
  });

  test('paints what a move asked for in the same frame', () => {
    const { loop, tick } = handBrowser();
    let painted = 0;
    loop.add({ move: () => loop.once(() => painted++) });
    tick(0);
    expect(painted).toBe(1);
  });

  test('stands still while the page is hidden and goes on without a leap', () => {
    const { loop, tick, hide, waiting } = handBrowser();
    const steps: number[] = [];
    loop.add({ move: (elapsed) => steps.push(elapsed) });
    tick(0);
    hide(true);
    expect(waiting()).toBe(false);
    hide(false);
    tick(60_000);
    expect(steps).toEqual([0, 0]);
  });
});
