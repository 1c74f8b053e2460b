import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Stores } from '../use-stores';
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
  mirror.follow(true);
  scenario.setState({ value: 1 });
  run.setState({ status: 'running', value: 1 });
  expect(shown()).toEqual([{ value: 1 }, { status: 'running', value: 1 }]);
});

test('what nobody sees follows when the answer is final and painted', () => {
  const { scenario, run, mirror, shown } = start();
  mirror.follow(false);
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
  const leave = mirror.follow(false);
  run.setState({ status: 'running', value: 3 });
  leave();
  mirror.follow(true);
  expect(shown()[1]).toEqual({ status: 'running', value: 3 });
  run.setState({ status: 'done', value: 4 });
  scenario.setState({ value: 7 });
  expect(shown()).toEqual([{ value: 7 }, { status: 'done', value: 4 }]);
});
