import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Card } from '../engine/derive/cards';
import type { SideReport } from '../engine/result';
import type { JobInput, LoadedTrace } from '../worker/api';
import { createReasons } from './reasons';
import type { RunState } from './run-store';

const CARD = { id: 'ttft', run: null, closedForm: null } as Card;
const onTrace = (trace: number) => ({ workload: { kind: 'loaded', trace } }) as unknown as JobInput;
const report = () => ({ method: 'simulated' }) as SideReport;

function start(cards: () => Promise<Card[]> = () => Promise.resolve([CARD])) {
  const shown = report();
  const runStore = createStore<RunState>(
    () =>
      ({
        outcome: { a: { report: shown }, b: null },
        asked: { a: onTrace(1), b: null },
        trace: { number: 1 } as LoadedTrace,
      }) as unknown as RunState,
  );
  return { shown, runStore, reasons: createReasons({ client: { cards }, runStore }) };
}

test('cards of the run on screen are asked for once', async () => {
  let times = 0;
  const { shown, reasons } = start(() => {
    times++;
    return Promise.resolve([CARD]);
  });
  expect(await reasons.of('a', shown)).toEqual({ cards: [CARD], missing: null });
  expect(reasons.of('a', shown)).toBe(reasons.of('a', shown));
  expect(times).toBe(1);
});

test('a run whose trace was replaced or dropped has no cards, and says why', async () => {
  for (const trace of [{ number: 2 } as LoadedTrace, null]) {
    const { shown, runStore, reasons } = start(() => Promise.reject(new Error('must not be asked')));
    runStore.setState({ trace });
    expect(await reasons.of('a', shown)).toEqual({ cards: [], missing: 'trace' });
  }
});

test('so has one whose trace goes while they are worked out, and one that the engine does not answer', async () => {
  let refuse: (error: Error) => void = () => undefined;
  const pending = () => new Promise<Card[]>((_, rejected) => (refuse = rejected));
  const replaced = start(pending);
  const reason = replaced.reasons.of('a', replaced.shown);
  replaced.runStore.setState({ trace: null });
  refuse(new Error('gone'));
  expect(await reason).toEqual({ cards: [], missing: 'trace' });
  const stopped = start(() => Promise.reject(new Error('stopped')));
  expect(await stopped.reasons.of('a', stopped.shown)).toEqual({ cards: [], missing: 'engine' });
});

test('nothing is missing of a report that no run on screen came to', async () => {
  const { reasons } = start();
  expect(await reasons.of('a', report())).toEqual({ cards: [], missing: null });
});
