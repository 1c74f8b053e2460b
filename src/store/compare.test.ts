import { expect, test } from 'vitest';
import { decode, encode } from '../scenario/codec';
import { presetById } from '../scenario/presets';
import { createScenarioStore } from './scenario-store';

const LINK = 'v=1&a.prefill=h200-sxmx4&b=gpu-split&b.route=rr';
const storeOf = (link = LINK) => createScenarioStore(decode(link).scenario);
const linkOf = (store: ReturnType<typeof storeOf>) => encode(store.getState().scenario);

test('swap exchanges everything that belongs to a side, and twice is nothing', () => {
  const store = storeOf();
  store.getState().swap();
  expect(linkOf(store)).toBe('v=1&a=gpu-split&a.route=rr&b=gpu&b.prefill=h200-sxmx4');
  store.getState().swap();
  expect(linkOf(store)).toBe(linkOf(storeOf()));
});

test('copy makes the sides equal, also onto a hidden B; without B there is nothing to swap', () => {
  const store = storeOf('v=1&a=edge&b=none');
  store.getState().swap();
  expect(linkOf(store)).toBe('v=1&a=edge&b=none');
  store.getState().copy('a', 'b');
  const { a, b } = store.getState().scenario;
  expect(b).toEqual(a);
});

test('a locked side stays when anything but a slider would change it, and the page says why', () => {
  const store = storeOf();
  const { b } = store.getState().scenario;
  store.getState().lock('b', true);
  store.getState().setSide('b', { architecture: 'edge' });
  store.getState().set({ b: null });
  store.getState().copy('a', 'b');
  store.getState().swap();
  expect(store.getState().setText('b.route', 'p2c')).not.toBeNull();
  expect(linkOf(store)).toBe(linkOf(storeOf()));
  expect(store.getState().problems.map(({ message }) => message)).toEqual([
    'Cluster B is locked and stays as it is; unlock it to change it.',
  ]);

  const preset = presetById('wafer')!.scenario;
  store.getState().choose(preset);
  expect(store.getState().scenario.b).toEqual(b);
  expect(store.getState().scenario.a).toEqual(preset.a);

  store.getState().set({ rps: 3 });
  expect(store.getState().scenario.rps).toBe(3);
  store.getState().lock('b', false);
  store.getState().copy('a', 'b');
  expect(store.getState().scenario.b).toEqual(preset.a);
});

test('one field by its key: set, refused with its reason, and back to its default', () => {
  const store = storeOf();
  expect(store.getState().setText('b.tp', '4')).toBeNull();
  expect(store.getState().scenario.b?.tensorParallel).toBe(4);
  expect(store.getState().setText('b.tp', '3')).toMatch(/b\.tp "3" is not auto or a power of two/);
  expect(store.getState().setText('b.tp', null)).toBeNull();
  expect(linkOf(store)).toBe(linkOf(storeOf()));
});
