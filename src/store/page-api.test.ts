import { expect, test } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { encode } from '../scenario/codec';
import { impossibleReport } from '../scenario/impossible';
import type { InspectionState } from './inspection-state';
import { createPageApi } from './page-api';
import type { RunState } from './run-store';
import { createScenarioStore } from './scenario-store';

function start(run: Partial<RunState> = {}) {
  const scenarioStore = createScenarioStore();
  const state: Partial<RunState> = {
    outcome: null,
    estimate: null,
    warnings: [],
    idle: () => Promise.resolve(),
    ...run,
  };
  const runStore = createStore(() => state) as StoreApi<RunState>;
  const painted = () => Promise.resolve();
  const inspectionStore = createStore(() => ({ idle: painted })) as unknown as StoreApi<InspectionState>;
  const ready = Promise.resolve();
  const api = createPageApi({ version: '1.2.3', ready, scenarioStore, runStore, inspectionStore, painted });
  return { api, scenarioStore };
}

test('speaks the JSON form of a scenario', () => {
  const { api, scenarioStore } = start();
  expect(api.set({ ctx: 9000, b: null })).toEqual(api.scenario());
  expect(encode(scenarioStore.getState().scenario)).toBe('v=1&ctx=9000&b=none');
  expect(api.scenario()).toMatchObject({ v: 1, ctx: 9000, b: 'none' });
});

test('what cannot be used is returned and shown', () => {
  const { api, scenarioStore } = start();
  const { problems, ...scenario } = api.set({ ctx: 5, rps: 2 });
  expect(scenario).toEqual(api.scenario());
  expect(problems!.map(({ key }) => key)).toEqual(['ctx']);
  expect(scenarioStore.getState().problems).toEqual(problems);
  expect(encode(scenarioStore.getState().scenario)).toBe('v=1&rps=2');
});

test('what is computed otherwise than asked is returned, too', () => {
  const warning = { key: 'moe', value: '4b', message: 'a dense model is computed.' };
  const { api } = start({ warnings: [warning] });
  expect(api.set({ ctx: 5 }).problems?.map(({ key }) => key)).toEqual(['ctx', 'moe']);
});

test('the result is a copy of the last run, else of the closed form, else nothing', () => {
  const report = impossibleReport({ reason: 'no', chips: 8 }, 'closed_form');
  expect(start().api.result()).toEqual({ a: null, b: null });
  expect(start({ estimate: { a: report, b: null } }).api.result()).toEqual({ a: report, b: null });
  const side = { report: { ...report, chips: 9 }, snapshot: null };
  const { api } = start({ estimate: { a: report, b: null }, outcome: { run: 1, a: side, b: side } });
  expect(api.result()).toEqual({ a: side.report, b: side.report });
  expect(api.result().a).not.toBe(side.report);
});

test('idle waits for the engine', async () => {
  let finish: () => void = () => undefined;
  const { api } = start({ idle: () => new Promise((done) => (finish = done)) });
  let idle = false;
  const waiting = api.idle().then(() => (idle = true));
  await new Promise((next) => setTimeout(next, 5));
  expect(idle).toBe(false);
  finish();
  await waiting;
  expect(idle).toBe(true);
});
