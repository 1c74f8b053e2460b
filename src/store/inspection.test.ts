import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Snapshot } from '../engine/result';
import type { Decision, Forced } from '../engine/routing/route';
import type { Receipt } from '../engine/sim/receipt';
import { impossibleReport } from '../scenario/impossible';
import type { JobInput, LoadedTrace, ReceiptAnswer, RunOutcome } from '../worker/api';
import { startInspection } from './inspection';
import { createInspectionStore } from './inspection-store';
import type { RunState } from './run-store';
import { isIdle } from './fixtures';

interface Asked {
  request: number;
  forced: Forced[];
  settle: (answer: ReceiptAnswer | null) => void;
  reject: (error: Error) => void;
}

const REPORT = { ...impossibleReport({ reason: '', chips: 8 }, 'simulated'), feasible: true };
const JOB = { workload: { kind: 'synthetic' } } as JobInput;
const onTrace = (trace: number) => ({ workload: { kind: 'loaded', trace } }) as JobInput;

function receipt(request: number, chosen = 0): ReceiptAnswer {
  const candidates = [0, 1, 2].map((instance) => ({ instance, cost: 1, eligible: true, terms: [] }));
  const decision = { request, chosen, candidates } as unknown as Decision;
  return { receipt: { request, decisions: [decision] } as unknown as Receipt, report: REPORT };
}

function outcome(run: number, count = 60, runs = true): RunOutcome {
  const side = { report: REPORT, snapshot: runs ? ({ requests: { count } } as Snapshot) : null };
  return { run, a: side, b: null };
}

function begin() {
  const questions: Asked[] = [];
  const runStore = createStore<RunState>(
    () =>
      ({
        status: 'done',
        outcome: outcome(1),
        asked: { a: JOB, b: null },
        failure: null,
      }) as unknown as RunState,
  );
  const client = {
    receipt: (_: JobInput, request: number, forced: Forced[]) =>
      new Promise<ReceiptAnswer | null>((settle, reject) =>
        questions.push({ request, forced, settle, reject }),
      ),
  };
  const store = createInspectionStore({ runStore, client });
  return { store, runStore, client, questions };
}

function start() {
  const { store, runStore, client, questions } = begin();
  startInspection(store, { runStore, client });
  const last = () => {
    const question = questions.at(-1);
    if (!question) throw new Error('nothing was asked');
    return question;
  };
  const answer = async (reply: ReceiptAnswer | null = receipt(last().request)) => {
    last().settle(reply);
    await flush();
  };
  return { store, runStore, questions, last, answer, now: store.getState };
}

const flush = () => vi.advanceTimersByTimeAsync(0);
const rest = () => vi.advanceTimersByTimeAsync(100);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a selection is asked at once; the newest of several wins, whatever comes first', async () => {
  const page = start();
  const { now, questions } = page;
  now().select({ side: 'a', request: 3 });
  now().select({ side: 'a', request: 4 });
  expect(now()).toMatchObject({ stale: true, shown: null, reveals: 2 });
  expect(await isIdle(page.store, flush)).toBe(false);
  await page.answer();
  questions[0]?.settle(receipt(3));
  await flush();
  expect(now()).toMatchObject({ stale: false, shown: { answer: { receipt: { request: 4 } } } });
  expect(await isIdle(page.store, flush)).toBe(true);
});

test('another token of the same request asks nothing new, and another request has none', async () => {
  const page = start();
  const { now, questions } = page;
  now().select({ side: 'a', request: 3 }, true, 12);
  await page.answer();
  expect(now()).toMatchObject({ token: 12, stale: false });
  now().select({ side: 'a', request: 3 }, false, 13);
  expect(now()).toMatchObject({ token: 13, stale: false });
  expect(questions).toHaveLength(1);
  now().select({ side: 'a', request: 4 });
  expect(now()).toMatchObject({ token: null, stale: true });
});

test('a newer run is looked into when it rests; the older receipt stays in sight till then', async () => {
  const page = start();
  const { now, runStore, questions } = page;
  now().select({ side: 'a', request: 3 });
  await page.answer();
  runStore.setState({ status: 'running' });
  runStore.setState({ outcome: outcome(2) });
  runStore.setState({ status: 'done' });
  expect(now()).toMatchObject({ stale: true, shown: { outcome: { run: 1 } } });
  runStore.setState({ status: 'running' });
  await rest();
  expect(questions).toHaveLength(1);
  runStore.setState({ outcome: outcome(3), status: 'done' });
  expect(await isIdle(page.store, flush)).toBe(false);
  await rest();
  await page.answer();
  expect(now()).toMatchObject({ stale: false, shown: { outcome: { run: 3 } } });
  expect(await isIdle(page.store, flush)).toBe(true);
});

test('nothing is said of a run on a trace that is no longer loaded', async () => {
  const { now, runStore, questions, answer } = start();
  runStore.setState({ asked: { a: onTrace(1), b: null }, trace: { number: 1 } as LoadedTrace });
  now().select({ side: 'a', request: 3 });
  await answer();
  expect(now()).toMatchObject({ stale: false, problem: null });
  // Another is loaded, and its run is stopped.
  runStore.setState({ status: 'running', trace: { number: 2 } as LoadedTrace });
  runStore.setState({ status: 'cancelled' });
  now().select({ side: 'a', request: 4 });
  await rest();
  expect(now().problem).toMatch(/trace of the run on screen is no longer loaded/);
  expect(questions).toHaveLength(1);
  runStore.setState({ outcome: outcome(2), asked: { a: onTrace(2), b: null }, status: 'done' });
  await rest();
  await answer();
  expect(now()).toMatchObject({ stale: false, problem: null, shown: { outcome: { run: 2 } } });
});

test('an answer about an older run is dropped', async () => {
  const { now, runStore, questions, answer } = start();
  now().select({ side: 'a', request: 3 });
  runStore.setState({ outcome: outcome(2) });
  questions[0]?.settle(receipt(3));
  await flush();
  expect(now().shown).toBeNull();
  await rest();
  await answer();
  expect(now().shown?.outcome.run).toBe(2);
});

test('the other way: asked with the choice, asked again for a newer run, dropped when it is no choice', async () => {
  const page = start();
  const { now, runStore, last } = page;
  now().select({ side: 'a', request: 3 });
  await page.answer();
  now().doOtherWay(2);
  expect(now()).toMatchObject({ stale: false, otherStale: true });
  expect(last().forced).toEqual([{ request: 3, instance: 2 }]);
  await page.answer(receipt(3, 2));
  expect(now()).toMatchObject({
    otherStale: false,
    other: { instance: 2, answered: { outcome: { run: 1 } } },
  });

  runStore.setState({ outcome: outcome(2) });
  expect(now()).toMatchObject({
    stale: true,
    otherStale: true,
    other: { answered: { outcome: { run: 1 } } },
  });
  await rest();
  await page.answer();
  expect(last().forced).toHaveLength(1);
  await page.answer(receipt(3, 2));
  expect(now()).toMatchObject({
    stale: false,
    otherStale: false,
    other: { answered: { outcome: { run: 2 } } },
  });

  runStore.setState({ outcome: outcome(3) });
  await rest();
  // The rule itself now chooses that instance.
  await page.answer(receipt(3, 2));
  expect(now().other).toBeNull();
  expect(await isIdle(page.store, flush)).toBe(true);
});

test('another request forgets the other way', async () => {
  const { now, answer } = start();
  now().select({ side: 'a', request: 3 });
  await answer();
  now().doOtherWay(2);
  now().select({ side: 'a', request: 4 }, false);
  await answer();
  expect(now()).toMatchObject({ other: null, stale: false, otherStale: false, reveals: 1 });
});

test('a request or a side that is no more is said, and let go', () => {
  const { now, runStore } = start();
  now().select({ side: 'a', request: 59 });
  runStore.setState({ outcome: outcome(2, 40) });
  expect(now()).toMatchObject({
    selected: null,
    problem: expect.stringContaining('no request #60') as string,
  });
  now().select({ side: 'b', request: 1 });
  expect(now()).toMatchObject({ selected: null, problem: 'This scenario has no B.' });
});

test('a request beyond the first of many waits for all of them', async () => {
  const { store, runStore, questions, now } = start();
  runStore.setState({ status: 'running', outcome: outcome(2, 20) });
  now().select({ side: 'a', request: 41 });
  await rest();
  expect(questions).toHaveLength(0);
  expect(now()).toMatchObject({ selected: { request: 41 }, stale: true, problem: null });
  runStore.setState({ status: 'done', outcome: outcome(3, 60) });
  await rest();
  expect(questions.map(({ request }) => request)).toEqual([41]);
  expect(store.getState().problem).toBeNull();
});

test('a side that cannot run keeps the selection until it can', async () => {
  const { now, runStore, answer, questions } = start();
  now().select({ side: 'a', request: 3 });
  await answer();
  runStore.setState({ outcome: outcome(2, 0, false) });
  expect(now()).toMatchObject({ stale: true, problem: expect.stringContaining('cannot run') as string });
  await rest();
  expect(questions).toHaveLength(1);
  runStore.setState({ outcome: outcome(3) });
  expect(now().problem).toBeNull();
  await rest();
  await answer();
  expect(now()).toMatchObject({ stale: false, shown: { outcome: { run: 3 } } });
});

test('a dead engine is said; a new run after it is asked again', async () => {
  const page = start();
  const { now, runStore, last, answer } = page;
  now().select({ side: 'a', request: 3 });
  last().reject(new Error('worker is gone'));
  await flush();
  expect(now()).toMatchObject({ stale: true, problem: 'The engine did not answer: worker is gone.' });
  runStore.setState({ failure: 'worker is gone', status: 'failed' });
  expect(now().problem).toContain('has stopped');
  expect(await isIdle(page.store, flush)).toBe(true);
  runStore.setState({ failure: null, status: 'running' });
  runStore.setState({ outcome: outcome(2), status: 'done' });
  await rest();
  await answer();
  expect(now()).toMatchObject({ stale: false, problem: null });
});

test('a receipt that the worker left for a run is asked again when the run is stopped', async () => {
  const { now, runStore, answer, questions } = start();
  now().select({ side: 'a', request: 3 });
  runStore.setState({ status: 'running' });
  await answer(null);
  expect(now().stale).toBe(true);
  runStore.setState({ status: 'cancelled' });
  await rest();
  expect(questions).toHaveLength(2);
  await answer();
  expect(now().stale).toBe(false);
});

test('closing forgets everything', async () => {
  const page = start();
  const { now } = page;
  now().select({ side: 'a', request: 3 });
  now().close();
  await page.answer();
  expect(now()).toMatchObject({ selected: null, shown: null, stale: false, problem: null });
  expect(await isIdle(page.store, flush)).toBe(true);
});

test('what is selected first is looked into once that has been fetched, unless it was closed meanwhile', async () => {
  vi.useRealTimers();
  const parts = begin();
  const { store, questions } = parts;
  store.getState().select({ side: 'a', request: 3 });
  expect(store.getState()).toMatchObject({ selected: { request: 3 }, stale: true, shown: null, reveals: 1 });
  const idle = store.getState().idle();
  await vi.waitFor(() => expect(questions).toHaveLength(1));
  questions[0]?.settle(receipt(3));
  await idle;
  expect(store.getState()).toMatchObject({ stale: false, reveals: 1, shown: { selection: { request: 3 } } });

  const other = begin();
  other.store.getState().select({ side: 'a', request: 3 });
  other.store.getState().close();
  await other.store.getState().idle();
  expect(other.questions).toEqual([]);
  expect(other.store.getState()).toMatchObject({ selected: null, stale: false });
});
