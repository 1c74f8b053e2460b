import { expect, test, vi } from 'vitest';
import { decode, encode } from '../scenario/codec';
import { createScenarioStore } from './scenario-store';

const linkOf = (store: ReturnType<typeof createScenarioStore>) => encode(store.getState().scenario);

test('every change is a new object, and no change is the same one', () => {
  const store = createScenarioStore();
  const heard = vi.fn();
  const before = store.getState().scenario;
  store.subscribe(({ scenario }) => {
    if (scenario !== before) heard();
  });
  store.getState().set({ ctx: 8192 });
  store.getState().setSide('a', { prefill: { chip: 'h100-sxm', count: 8 } });
  expect(heard).not.toHaveBeenCalled();
  store.getState().set({ ctx: 9000 });
  expect(heard).toHaveBeenCalledOnce();
  expect(before.ctx).toBe(8192);
});

test('the rules that tie fields together hold for controls too', () => {
  const store = createScenarioStore();
  store.getState().set({ size: 8e9 });
  expect(linkOf(store)).toBe('v=1&size=8b');
  store.getState().set({ model: 'gpt-oss-20b' });
  expect(linkOf(store)).toBe('v=1&model=gpt-oss-20b');
  store.getState().set({ workload: 'chat' });
  expect(store.getState().scenario.ctx).toBe(1366);
});

test('a side: pools, architecture, hidden and shown again', () => {
  const store = createScenarioStore();
  store.getState().setSide('b', { decode: { chip: 'groq-lpu-v1', count: 400 } });
  expect(linkOf(store)).toBe('v=1&b.decode=groq-lpu-v1x400');
  store.getState().setSide('b', { architecture: 'edge' });
  expect(linkOf(store)).toBe('v=1&b=edge');
  store.getState().set({ b: null });
  expect(linkOf(store)).toBe('v=1&b=none');
  store.getState().setSide('b', { architecture: 'gpu-split' });
  expect(linkOf(store)).toBe('v=1&b=gpu-split');
  store.getState().setSide('a', { prefill: { chip: 'h200-sxm', count: 8 } });
  store.getState().setSide('a', { prefill: { chip: 'h200-sxm', count: 9 } });
  expect(store.getState().scenario.a.decode).toEqual({ chip: 'h200-sxm', count: 9 });
});

test('problems stay until dismissed or replaced', () => {
  const store = createScenarioStore();
  const { scenario, problems } = decode('ctx=1&rps=2');
  store.getState().replace(scenario, problems);
  expect(linkOf(store)).toBe('v=1&rps=2');
  store.getState().report([{ key: 'x', value: '', message: 'x.' }]);
  expect(store.getState().problems.map(({ key }) => key)).toEqual(['ctx', 'x']);
  store.getState().dismissProblems();
  expect(store.getState().problems).toEqual([]);
});
