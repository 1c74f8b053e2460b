import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Stores } from './use-stores';
import { createMirror } from './unhurried';

type Source = Pick<Stores, 'scenario' | 'run'>;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (paint: () => void) => setTimeout(paint, 16));
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Stores that hold a number, and the engine's status. */
function start() {
  const scenario = createStore<unknown>(() => ({ value: 0 }));
  const run = createStore<unknown>(() => ({ status: 'done', value: 0 }));
  const mirror = createMirror({ scenario, run } as Source);
  const shown = () => [mirror.stores.scenario.getState(), mirror.stores.run.getState()];
  return { scenario, run, mirror, shown };
}

test('what is seen follows at once', () => {
  const { scenario, run, mirror, shown } = start();
  mirror.follow('at once');
  scenario.setState({ value: 1 });
  run.setState({ status: 'running', value: 1 });
  expect(shown()).toEqual([{ value: 1 }, { status: 'running', value: 1 }]);
});

test('what nobody sees follows when the answer is final and painted', () => {
  const { scenario, run, mirror, shown } = start();
  mirror.follow('at rest');
  vi.runAllTimers();
  run.setState({ status: 'running', value: 0 });
  for (let value = 1; value < 5; value++) {
    scenario.setState({ value });
    run.setState({ status: 'running', value });
    vi.advanceTimersByTime(50);
  }
  expect(shown()).toEqual([{ value: 0 }, { status: 'done', value: 0 }]);
  run.setState({ status: 'done', value: 9 });
  expect(shown()).toMatchObject([{ value: 0 }, { value: 0 }]);
  vi.advanceTimersByTime(20);
  expect(shown()).toEqual([{ value: 4 }, { status: 'done', value: 9 }]);
});

test('coming into sight and what changes at rest are not waited for', () => {
  const { scenario, run, mirror, shown } = start();
  const leave = mirror.follow('at rest');
  run.setState({ status: 'running', value: 3 });
  leave();
  mirror.follow('at once');
  expect(shown()[1]).toEqual({ status: 'running', value: 3 });
  run.setState({ status: 'done', value: 4 });
  scenario.setState({ value: 7 });
  expect(shown()).toEqual([{ value: 7 }, { status: 'done', value: 4 }]);
});

test('what follows now and then keeps its turns while all moves, and is up to date soon after the end', () => {
  const { scenario, run } = start();
  const behind = vi.fn();
  const paced = createMirror({ scenario, run } as Source);
  paced.follow('now and then', behind);
  vi.runAllTimers();
  expect(behind).toHaveBeenLastCalledWith(false);
  const seen = new Set<unknown>();
  run.setState({ status: 'running', value: 0 });
  for (let value = 1; value <= 30; value++) {
    scenario.setState({ value });
    run.setState({ status: 'running', value });
    vi.advanceTimersByTime(16);
    seen.add((paced.stores.run.getState() as unknown as { value: number }).value);
  }
  // 480 ms.
  expect(seen.size).toBeGreaterThanOrEqual(4);
  expect(seen.size).toBeLessThanOrEqual(6);
  run.setState({ status: 'done', value: 31 });
  expect(behind).toHaveBeenLastCalledWith(true);
  vi.advanceTimersByTime(20);
  expect(behind).toHaveBeenLastCalledWith(false);
  expect(paced.stores.run.getState()).toEqual({ status: 'done', value: 31 });
});
