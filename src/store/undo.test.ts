import { expect, test } from 'vitest';
import { encode } from '../scenario/codec';
import { DEFAULT_SCENARIO } from '../scenario/defaults';
import { createScenarioStore } from './scenario-store';

/** A store whose clock is set by hand. */
function storeAt() {
  const clock = { now: 0 };
  const store = createScenarioStore(DEFAULT_SCENARIO, () => clock.now);
  const linkOf = () => encode(store.getState().scenario);
  return { clock, store, linkOf, state: () => store.getState() };
}

test('edits of different fields are steps of their own, and redo walks forward again', () => {
  const { state, linkOf } = storeAt();
  state().set({ rps: 2 });
  state().set({ ctx: 9000 });
  state().undo();
  expect(linkOf()).toBe('v=1&rps=2');
  state().undo();
  expect(linkOf()).toBe('v=1');
  state().undo();
  expect(linkOf()).toBe('v=1');
  state().redo();
  state().redo();
  expect(linkOf()).toBe('v=1&ctx=9000&rps=2');
  state().redo();
  expect(linkOf()).toBe('v=1&ctx=9000&rps=2');
});

test('a drag is one step, however long it takes; the next drag is another', () => {
  const { state, linkOf, clock } = storeAt();
  for (const end of [3, 5]) {
    state().press(true);
    for (let rps = end - 2; rps <= end; rps += 0.5) {
      clock.now += 2000;
      state().set({ rps });
    }
    state().press(false);
    clock.now += 5000;
  }
  expect(linkOf()).toBe('v=1&rps=5');
  state().undo();
  expect(linkOf()).toBe('v=1&rps=3');
  state().undo();
  expect(linkOf()).toBe('v=1');
});

test('two quick drags, or a key right after one, are steps of their own', () => {
  const { state, linkOf, clock } = storeAt();
  for (const rps of [2, 3]) {
    state().press(true);
    state().set({ rps: rps - 0.5 });
    state().set({ rps });
    state().press(false);
    clock.now += 100;
  }
  state().set({ rps: 3.1 });
  state().undo();
  expect(linkOf()).toBe('v=1&rps=3');
  state().undo();
  expect(linkOf()).toBe('v=1&rps=2');
  state().undo();
  expect(linkOf()).toBe('v=1');
});

test('a held key is one step while it goes on within a second', () => {
  const { state, linkOf, clock } = storeAt();
  for (let i = 0; i < 50; i++) {
    clock.now += 100;
    state().set({ rps: 1 + i / 10 });
  }
  clock.now += 1500;
  state().set({ rps: 9 });
  state().undo();
  expect(linkOf()).toBe('v=1&rps=5.9');
  state().undo();
  expect(linkOf()).toBe('v=1');
});

test('an edit after undo drops what lay ahead and can itself be undone', () => {
  const { state, linkOf } = storeAt();
  state().set({ rps: 2 });
  state().set({ ctx: 9000 });
  state().undo();
  state().set({ rps: 3 });
  expect(state().history.future).toEqual([]);
  state().undo();
  expect(linkOf()).toBe('v=1&rps=2');
});

test('how the page shows a scenario is no step and survives undo', () => {
  const { state, linkOf } = storeAt();
  state().set({ rps: 2 });
  state().set({ theme: 'dark' });
  state().undo();
  expect(linkOf()).toBe('v=1&theme=dark');
  expect(state().history.past).toEqual([]);
});

test('the past is bounded', () => {
  const { state, clock } = storeAt();
  for (let i = 1; i <= 500; i++) {
    clock.now += 5000;
    state().set({ rps: i });
  }
  expect(state().history.past.length).toBe(200);
});

test('figures of an own chip are a step, each time that they are put to use', () => {
  const { state, clock } = storeAt();
  const chip = (bytesPerSecond: number) => ({
    custom: {
      ...DEFAULT_SCENARIO.custom,
      chips: [
        { id: 'mine', name: 'Mine', like: 'b200', figures: { 'memory.bytesPerSecond': bytesPerSecond } },
      ],
    },
  });
  const rates = () => state().scenario.custom.chips.map(({ figures }) => figures['memory.bytesPerSecond']);
  state().set({ ...chip(8e12), b: { ...DEFAULT_SCENARIO.b!, decode: { chip: 'mine', count: 8 } } });
  state().set(chip(28e12));
  clock.now += 100;
  state().set(chip(30e12));
  expect(rates()).toEqual([30e12]);
  state().undo();
  expect(rates()).toEqual([28e12]);
  state().undo();
  expect(rates()).toEqual([8e12]);
  expect(state().scenario.b?.decode?.chip).toBe('mine');
  state().undo();
  expect(rates()).toEqual([]);
  state().redo();
  expect(rates()).toEqual([8e12]);
});
