import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { decode, encode } from '../scenario/codec';
import type { InspectionState } from './inspection-state';
import { keepInLink } from './looked-into';
import { createScenarioStore } from './scenario-store';

function start(link: string) {
  const scenarioStore = createScenarioStore(decode(link).scenario);
  const inspectionStore = createStore<InspectionState>(
    (set) =>
      ({
        selected: null,
        select: (selected) => set({ selected }),
        close: () => set({ selected: null }),
      }) as Partial<InspectionState> as InspectionState,
  );
  keepInLink(scenarioStore, inspectionStore);
  const link_ = () => encode(scenarioStore.getState().scenario);
  return { scenarioStore, inspectionStore, link: link_, now: inspectionStore.getState };
}

test('a link opens a request, counted from 1', () => {
  expect(start('v=1&req=b:12').now().selected).toEqual({ side: 'b', request: 11 });
  expect(start('v=1').now().selected).toBeNull();
});

test('what is looked into stands in the link, and going back in the links closes it', () => {
  const { scenarioStore, now, link } = start('v=1&rps=2');
  now().select({ side: 'a', request: 0 });
  expect(link()).toBe('v=1&rps=2&req=a:1');
  // No step of undo, and no other question.
  expect(scenarioStore.getState().history.past).toEqual([]);
  now().select({ side: 'b', request: 4 });
  expect(link()).toBe('v=1&rps=2&req=b:5');
  scenarioStore.getState().set({ rps: 3 });
  scenarioStore.getState().undo();
  expect(link()).toBe('v=1&rps=2&req=b:5');
  scenarioStore.getState().replace(decode('v=1&rps=2').scenario, []);
  expect(now().selected).toBeNull();
  now().select({ side: 'a', request: 7 });
  now().close();
  expect(link()).toBe('v=1&rps=2');
});

test('another preset keeps what is looked into', () => {
  const { scenarioStore, now } = start('v=1&req=a:3');
  scenarioStore.getState().choose(decode('v=1&ctx=4096').scenario);
  expect(now().selected).toEqual({ side: 'a', request: 2 });
});

test('a request that is none is said', () => {
  for (const text of ['a', 'c:1', 'a:0', 'a:1.5', 'a:-1', '12']) {
    const { scenario, problems } = decode(`v=1&req=${text}`);
    expect([scenario.req, problems.length], text).toEqual([null, 1]);
  }
});
