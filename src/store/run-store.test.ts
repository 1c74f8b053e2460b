import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChartChoices } from '../scenario/chart-choices';
import { decode } from '../scenario/codec';
import { impossibleReport } from '../scenario/impossible';
import { resolve } from '../scenario/resolve';
import type {
  ClosedForm,
  CurveJob,
  LoadedTrace,
  FileProblem,
  Progress,
  RunJob,
  RunResult,
  TraceResult,
} from '../worker/api';
import type { EngineClient } from '../worker/client';
import { impossibleCurve } from './curve-axes';
import { questionsOf } from './job';
import { createRunStore } from './run-store';
import { createScenarioStore } from './scenario-store';
import { isIdle } from './fixtures';

interface Asked {
  job: RunJob;
  progress: (progress: Progress) => void;
  settle: (result: RunResult) => void;
  reject: (error: Error) => void;
}

/** A report that can be told from others by its number of chips. */
const report = (chips: number) => ({
  ...impossibleReport({ reason: '', chips }, 'simulated'),
  feasible: true,
});

/** A closed form with `chips` on A and one more on B. */
function formOf({ run, axis, values, b }: CurveJob, chips = 1): ClosedForm {
  const withB = b !== null;
  const side = impossibleCurve(values.length);
  return {
    estimate: { a: report(chips), b: withB ? report(chips + 1) : null },
    curves: { run, axis, values, a: side, b: withB ? side : null },
  };
}

/** The closed form is answered at once; runs and files by the test. */
function createFakeClient() {
  const runs: Asked[] = [];
  const curves: CurveJob[] = [];
  const frontiers: boolean[] = [];
  const files: {
    name: string;
    number: number;
    progress: (progress: Progress) => void;
    settle: (result: TraceResult) => void;
  }[] = [];
  const atHand = vi.fn((_job: CurveJob): ClosedForm | null => null);
  let crash: (message: string) => void = () => undefined;
  const cancel = vi.fn(() => {
    const [last] = runs.slice(-1);
    last?.settle({ kind: 'cancelled', run: last.job.run });
  });
  const client: EngineClient = {
    run: (job, progress) => new Promise((settle, reject) => runs.push({ job, progress, settle, reject })),
    rehearse: () => Promise.resolve(),
    share: () => undefined,
    receipt: () => Promise.resolve(null),
    cards: () => Promise.resolve([]),
    frontier(_a, b) {
      frontiers.push(b !== null);
      return Promise.resolve({ a: [], b: b && [] });
    },
    closedForm(job) {
      curves.push(job);
      return Promise.resolve(formOf(job));
    },
    closedFormNow: (job) => atHand(job),
    fetchClosedForm: () => Promise.resolve(),
    estimate: (_a, b) => Promise.resolve({ a: report(1), b: b && report(2) }),
    cancel,
    loadTrace: (file, number, progress) =>
      new Promise((settle) => files.push({ name: file.name, number, progress, settle })),
    cancelTrace: () => files.at(-1)?.settle({ kind: 'cancelled' }),
    runFile: () => Promise.resolve(null),
    cancelFile: vi.fn(),
    readLedger: () => Promise.resolve({ kind: 'cancelled' }),
    cancelLedger: vi.fn(),
    dropTrace: vi.fn(),
    onCrash: (listener) => {
      crash = listener;
    },
    restart: vi.fn(() => Promise.resolve<FileProblem | null>(null)),
  };
  return {
    client,
    runs,
    curves,
    atHand,
    frontiers,
    files,
    cancel,
    crash: (message: string) => crash(message),
  };
}

function start(link = '') {
  const scenarioStore = createScenarioStore(decode(link).scenario);
  const fake = createFakeClient();
  const store = createRunStore({ scenarioStore, client: fake.client });
  const { runs } = fake;
  /** Answers run `i` with a report of `chips` chips on A. */
  const answer = async (i: number, chips = i) => {
    const asked = runs[i];
    if (!asked) throw new Error(`no run ${String(i)}`);
    const side = (n: number) => ({ report: report(n), snapshot: null });
    const { run, b } = asked.job;
    asked.settle({ kind: 'done', outcome: { run, a: side(chips), b: b && side(chips + 1) } });
    await flush();
  };
  /** Run `i` waited, and a newer one has taken its place. */
  const supersede = async (i: number) => {
    runs[i]?.settle({ kind: 'superseded', run: i + 1 });
    await flush();
  };
  return {
    ...fake,
    store,
    scenarioStore,
    answer,
    supersede,
    set: scenarioStore.getState().set,
    charts: (patch: Partial<ChartChoices>) => {
      const { scenario, set } = scenarioStore.getState();
      set({ charts: { ...scenario.charts, ...patch } });
    },
    now: store.getState,
  };
}

/** A trace as the worker tells of it. */
const traceOf = (number: number): LoadedTrace => ({
  number,
  name: 'azure.csv',
  format: 'azure-2023',
  requests: 19_366,
  durationSeconds: 3500,
  promptTokensMean: 1155,
  outputTokensMean: 211,
  skipped: 0,
  notes: [],
});

const flush = () => vi.advanceTimersByTimeAsync(0);
const requestsOf = (job: RunJob | undefined) =>
  job?.a.workload.kind === 'synthetic' ? job.a.workload.requests : job?.a.workload.kind;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('asks for everything at once, and is idle when all of it is there', async () => {
  const { store, now, runs, curves, answer } = start();
  expect(now().status).toBe('starting');
  await flush();
  expect(now().estimate?.a.chips).toBe(1);
  expect(curves.map(({ axis }) => axis)).toEqual(['context']);
  expect(now().curves.context?.values.length).toBeGreaterThan(64);
  expect(requestsOf(runs[0]?.job)).toBe(1000);
  expect(await isIdle(store, flush)).toBe(false);
  await answer(0, 7);
  expect(now()).toMatchObject({ status: 'done', failure: null, outcome: { a: { report: { chips: 7 } } } });
  expect(now().asked).toEqual({ a: runs[0]?.job.a, b: runs[0]?.job.b });
  expect(await isIdle(store, flush)).toBe(true);
});

test('a closed form that is at hand is on screen with the change itself', async () => {
  const { set, curves, atHand, answer, now, store } = start();
  await answer(0);
  const asked = curves.length;
  atHand.mockImplementation((job) => formOf(job, 5));
  set({ ctx: 9000 });
  expect(now()).toMatchObject({ status: 'running', estimate: { a: { chips: 5 } }, outcome: { run: 1 } });
  expect(now().curves.context?.run).toBe(atHand.mock.lastCall?.[0].run);
  expect(curves).toHaveLength(asked);
  await answer(1, 7);
  expect(now()).toMatchObject({ estimate: { a: { chips: 5 } }, outcome: { run: 2 } });
  expect(await isIdle(store, flush)).toBe(true);
});

test('an older closed form of the worker does not replace one that was at hand', async () => {
  const { set, curves, atHand, now } = start();
  set({ ctx: 9000 });
  atHand.mockImplementation((job) => formOf(job, 5));
  set({ ctx: 9001 });
  await flush();
  expect(curves.length).toBeGreaterThan(0);
  expect(now()).toMatchObject({ estimate: { a: { chips: 5 } } });
});

test('a closed form that fails at hand says why', async () => {
  const { set, atHand, answer, now } = start();
  await answer(0);
  atHand.mockImplementation(() => {
    throw new Error('no such curve');
  });
  set({ ctx: 9000 });
  expect(now().failure).toBe('no such curve');
});

test('while a slider moves every change is sent, and waits at the worker for the run under way', async () => {
  const { set, runs, answer, supersede, now, store } = start();
  for (let ctx = 9000; ctx < 9003; ctx++) set({ ctx });
  expect(runs.map(({ job }) => job.waits)).toEqual([false, true, true, true]);
  await supersede(1);
  await supersede(2);
  expect(now()).toMatchObject({ status: 'starting', outcome: null });
  await answer(0);
  // The picture follows the drag; the question is still open.
  expect(now()).toMatchObject({ status: 'running', outcome: { run: 1 } });
  const { run, waits, ...asked } = runs[0]!.job;
  expect([run, waits, now().asked]).toEqual([1, false, asked]);
  expect(await isIdle(store, flush)).toBe(false);
  expect(runs[3]?.job.a.workload).toMatchObject({ promptTokensMean: (9002 * 7) / 8 });
  await answer(3);
  expect(now()).toMatchObject({ status: 'done', outcome: { run: 4 } });
  expect(runs).toHaveLength(4);
  expect(await isIdle(store, flush)).toBe(true);
});

test('time counts from when a run is begun: one that waited for another has not taken long', async () => {
  const { set, answer, cancel } = start();
  set({ ctx: 9000 });
  await vi.advanceTimersByTimeAsync(400);
  await answer(0);
  await vi.advanceTimersByTimeAsync(400);
  set({ ctx: 9001 });
  expect(cancel).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  set({ ctx: 9002 });
  expect(cancel).toHaveBeenCalledOnce();
});

test('the frontier is asked for once, when somebody looks and the run has ended', async () => {
  const { set, charts, frontiers, answer, now } = start();
  await answer(0);
  expect(frontiers).toEqual([]);
  charts({ tab: 'frontier' });
  await flush();
  expect(frontiers).toEqual([true]);
  expect(now().frontier).toMatchObject({ a: [], b: [], question: { scenario: { ctx: 8192 } } });
  set({ ctx: 9000 });
  await flush();
  expect(frontiers).toHaveLength(1);
  await answer(1);
  expect(frontiers).toHaveLength(2);
  set({ view: 'flow' });
  set({ ctx: 10_000 });
  await flush();
  await answer(2);
  expect(frontiers).toHaveLength(2);
  set({ view: 'frontier' });
  await flush();
  expect(frontiers).toHaveLength(3);
});

test('many requests: a thousand while it moves, all of them when it rests', async () => {
  const { set, runs, answer, now, cancel } = start('n=50000');
  expect(requestsOf(runs[0]?.job)).toBe(1000);
  await answer(0);
  expect(now().status).toBe('running');
  await vi.advanceTimersByTimeAsync(400);
  expect(requestsOf(runs[1]?.job)).toBe(50_000);
  // A change ends the long run and starts with a short one again.
  set({ ctx: 9000 });
  expect(cancel).toHaveBeenCalledOnce();
  await flush();
  expect(requestsOf(runs[2]?.job)).toBe(1000);
  await answer(2);
  await vi.advanceTimersByTimeAsync(400);
  await answer(3);
  expect(now()).toMatchObject({ status: 'done', outcome: { run: 4 } });
});

test('the answer of an abandoned run is dropped even if it was finished', async () => {
  const { set, runs, answer, now, cancel } = start('n=50000');
  await answer(0, 10);
  await vi.advanceTimersByTimeAsync(400);
  cancel.mockImplementation(() => undefined);
  set({ ctx: 9000 });
  await answer(1, 99);
  expect(now().outcome?.a.report.chips).toBe(10);
  expect(runs).toHaveLength(3);
});

test('a short run that takes long is not waited for', async () => {
  const { set, runs, cancel } = start();
  await vi.advanceTimersByTimeAsync(600);
  set({ ctx: 9000 });
  expect(cancel).toHaveBeenCalledOnce();
  await flush();
  expect(runs).toHaveLength(2);
});

test('an answer that is long in coming leaves the word to the estimate until the present question is answered', async () => {
  const { set, answer, now } = start();
  await vi.advanceTimersByTimeAsync(400);
  // Nothing on screen can be out of date.
  expect(now().late).toBe(false);
  await answer(0);
  set({ ctx: 9000 });
  await vi.advanceTimersByTimeAsync(350);
  set({ ctx: 9001 });
  expect(now().late).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  expect(now().late).toBe(true);
  await answer(1);
  expect(now()).toMatchObject({ late: true, status: 'running' });
  await answer(2);
  expect(now()).toMatchObject({ late: false, status: 'done' });
});

test('answers that keep coming while a slider moves are never late', async () => {
  const { set, answer, now, runs } = start();
  await answer(0);
  set({ ctx: 9000 });
  for (let i = 1; i < 10; i++) {
    await vi.advanceTimersByTimeAsync(100);
    set({ ctx: 9000 + i });
    await answer(i);
    expect(now().late).toBe(false);
  }
  await answer(runs.length - 1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(now()).toMatchObject({ late: false, status: 'done' });
});

test('progress of the current run only', async () => {
  const { runs, now, answer, set } = start();
  const progress = { run: 1, of: 'run' as const, done: 0.5 };
  runs[0]?.progress(progress);
  expect(now().progress).toBe(progress);
  await answer(0);
  expect(now().progress).toBeNull();
  set({ ctx: 9000 });
  runs[0]?.progress(progress);
  expect(now().progress).toBeNull();
});

test('what is only shown asks nothing', async () => {
  const { set, runs, answer } = start();
  await answer(0);
  set({ view: 'race', layout: 'slide', embed: true });
  expect(runs).toHaveLength(1);
});

test('another axis asks for its curve, and keeps the others of the same scenario', async () => {
  const { charts, curves, now, set } = start();
  await flush();
  charts({ over: 'load' });
  await flush();
  charts({ over: 'context' });
  await flush();
  expect(curves.map(({ axis }) => axis)).toEqual(['context', 'load']);
  expect(Object.keys(now().curves)).toEqual(['context', 'load']);
  set({ ctx: 9000 });
  await flush();
  expect(Object.keys(now().curves)).toEqual(['context']);
});

test('a side that cannot be computed has its reason; the other is computed', async () => {
  const { runs, now, answer } = start('a=sram&a.decode=h100-sxmx8&b=gpu');
  await flush();
  expect(runs[0]?.job).toMatchObject({ a: { cluster: { architecture: 'gpu' } }, b: null });
  await answer(0, 5);
  expect(now().outcome?.a.report).toMatchObject({ feasible: false, hash: null });
  expect(now().outcome?.a.report.reason).toContain('H100');
  expect(now().outcome?.b?.report.chips).toBe(5);
  expect(now().estimate).toMatchObject({ a: { feasible: false }, b: { chips: 1 } });
  expect(now().curves.context?.b).not.toBeNull();
});

test('nothing to compute at all is an answer too', async () => {
  const { runs, now, store } = start('a=sram&a.decode=h100-sxmx8&b=none');
  await flush();
  expect(runs).toEqual([]);
  expect(now()).toMatchObject({ status: 'done', outcome: { a: { report: { feasible: false } }, b: null } });
  expect(await isIdle(store, flush)).toBe(true);
});

test('warnings of the scenario stand as long as it does', () => {
  const { set, now } = start('model=llama-2-70b&ctx=16000');
  expect(now().warnings.map(({ key }) => key)).toEqual(['ctx']);
  set({ ctx: 4000 });
  expect(now().warnings).toEqual([]);
});

test('a run that fails says why and keeps the scenario; the next change tries again', async () => {
  const { runs, now, set, store, scenarioStore, answer } = start('ctx=9000');
  runs[0]?.settle({ kind: 'failed', run: 1, message: 'out of blocks' });
  await flush();
  expect(now()).toMatchObject({ status: 'failed', failure: 'out of blocks', outcome: null });
  expect(await isIdle(store, flush)).toBe(true);
  expect(scenarioStore.getState().scenario.ctx).toBe(9000);
  set({ ctx: 9001 });
  expect(now()).toMatchObject({ status: 'starting', failure: null });
  await answer(1);
  expect(now().status).toBe('done');
});

test('a dead worker is told once, and asked again only after a restart', async () => {
  const { crash, runs, now, set, client, answer, store } = start();
  runs[0]?.reject(new Error('worker is gone'));
  crash('worker is gone');
  await flush();
  expect(now()).toMatchObject({ status: 'failed', failure: 'worker is gone' });
  expect(await isIdle(store, flush)).toBe(true);
  set({ ctx: 9000 });
  await flush();
  expect(now().status).toBe('failed');
  expect(runs).toHaveLength(1);
  now().restart();
  await flush();
  expect(client.restart).toHaveBeenCalledOnce();
  expect(runs[1]?.job.a.workload).toMatchObject({ promptTokensMean: (9000 * 7) / 8 });
  await answer(1);
  expect(now()).toMatchObject({ status: 'done', failure: null });
});

test('lengths that no session can have are no reason for another length to have no curve', async () => {
  const tooShort = 'v=1&turns=10&sys=2000&io=10:1&ctx=1366';
  const { now, curves, runs } = start(tooShort);
  await flush();
  expect(now().estimate?.a).toMatchObject({ feasible: false, chips: 8 });
  expect(now().estimate?.b?.feasible).toBe(false);
  expect(runs).toHaveLength(0);
  // Where lengths are not what the curve is over, nobody is asked.
  expect(curves.map(({ axis }) => axis)).toEqual(['context']);
  const { workload } = curves[0]!.a;
  expect(workload).toMatchObject({ kind: 'synthetic', sessions: { turns: 10 } });
  expect(Array.from(curves[0]!.values)).toContain(1366);
  const load = start(`${tooShort}&over=load`);
  await flush();
  expect(load.curves).toHaveLength(0);
  expect(load.now().curves.load?.a.state.every((state) => state === 1)).toBe(true);
});

test('a trace that cannot be read again after a restart is given up, and that is said', async () => {
  const { crash, runs, now, client, answer, files } = start();
  await answer(0);
  const opened = now().openFile(new File([], 'azure.csv'));
  files[0]?.settle({ kind: 'loaded', trace: traceOf(1) });
  await opened;
  crash('worker is gone');
  const problem = { file: 'azure.csv', line: null, column: null, message: 'it was moved' };
  client.restart = () => Promise.resolve(problem);
  now().restart();
  await flush();
  expect(now()).toMatchObject({ trace: null, fileProblem: { ...problem, lost: true }, failure: null });
  expect(runs.at(-1)?.job.a.workload.kind).not.toBe('loaded');
});

test('a person may stop a long run and start it again', async () => {
  const { answer, now, runs, store } = start('n=50000');
  await answer(0);
  await vi.advanceTimersByTimeAsync(400);
  now().cancel();
  await flush();
  expect(now().status).toBe('cancelled');
  expect(await isIdle(store, flush)).toBe(true);
  now().restart();
  expect(now().status).toBe('running');
  await flush();
  expect(requestsOf(runs[2]?.job)).toBe(1000);
});

test('a trace: loaded, run whole, dropped', async () => {
  const { now, files, runs, answer, set, store, client } = start();
  await answer(0);
  const trace = traceOf(1);
  const opened = now().openFile(new File([], 'azure.csv'));
  expect(now().status).toBe('running');
  expect(await isIdle(store, flush)).toBe(false);
  files[0]?.settle({ kind: 'loaded', trace });
  await opened;
  expect(now().trace).toBe(trace);
  await vi.advanceTimersByTimeAsync(400);
  expect(requestsOf(runs[1]?.job)).toBe('loaded');
  // A change ends the replay at once and starts another when it rests.
  set({ seed: 2 });
  await flush();
  expect(runs).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(400);
  await answer(2);
  expect(now().status).toBe('done');
  now().dropTrace();
  expect(client.dropTrace).toHaveBeenCalledExactlyOnceWith(1);
  await flush();
  expect(requestsOf(runs[3]?.job)).toBe(1000);
});

test('a file that cannot be read is told beside the numbers, which stay', async () => {
  const { now, files, answer, store } = start();
  await answer(0);
  const problem = { file: 'x.csv', line: 3, column: 'TIMESTAMP', message: 'is not a time' };
  const opened = now().openFile(new File([], 'x.csv'));
  files[0]?.settle({ kind: 'refused', problem });
  await opened;
  expect(now()).toMatchObject({ status: 'done', fileProblem: problem, trace: null });
  expect(await isIdle(store, flush)).toBe(true);
});

test('cancelling a file leaves the run beside it, which can be stopped after it', async () => {
  const { now, runs, answer, cancel } = start('n=50000');
  await answer(0);
  await vi.advanceTimersByTimeAsync(400);
  const opened = now().openFile(new File([], 'x.csv'));
  now().cancel();
  await opened;
  await flush();
  expect(cancel).not.toHaveBeenCalled();
  expect(runs).toHaveLength(2);
  expect(now()).toMatchObject({ status: 'running', trace: null, fileProblem: null });
  now().cancel();
  await flush();
  expect(now().status).toBe('cancelled');
});

test('a file is read on while the scenario changes, and the bar stays the file’s', async () => {
  const { now, files, runs, answer, set, store } = start('n=50000');
  await answer(0);
  await vi.advanceTimersByTimeAsync(400);
  const opened = now().openFile(new File([], 'azure.csv'));
  files[0]?.progress({ run: 0, of: 'file', done: 0.5 });
  runs[1]?.progress({ run: 2, of: 'run', done: 0.1 });
  expect(now().progress).toMatchObject({ of: 'file', done: 0.5 });
  // This ends the long run, not the file.
  set({ rps: 2 });
  await flush();
  expect(await isIdle(store, flush)).toBe(false);
  files[0]?.settle({ kind: 'loaded', trace: traceOf(1) });
  await opened;
  await vi.advanceTimersByTimeAsync(400);
  expect(now().trace?.number).toBe(1);
  expect(runs.at(-1)?.job.a.workload).toEqual({ kind: 'loaded', trace: 1 });
});

test('every trace has a number, and a run keeps that of its own', async () => {
  const { now, files, runs, curves, answer } = start();
  const load = async (i: number) => {
    const opened = now().openFile(new File([], 'azure.csv'));
    const { settle, number } = files[i]!;
    settle({ kind: 'loaded', trace: traceOf(number) });
    await opened;
    await vi.advanceTimersByTimeAsync(400);
  };
  await answer(0);
  await load(0);
  await answer(1);
  await load(1);
  expect([runs[1], runs[2]].map((run) => run?.job.a.workload)).toEqual([
    { kind: 'loaded', trace: 1 },
    { kind: 'loaded', trace: 2 },
  ]);
  expect(curves.at(-1)?.a.workload).toEqual({ kind: 'loaded', trace: 2 });
  expect(now().asked?.a?.workload).toEqual({ kind: 'loaded', trace: 1 });
  expect(now().question?.trace?.number).toBe(1);
});

test('of two files that are read at once the page goes by the one that the worker holds', async () => {
  const { now, files } = start();
  const first = now().openFile(new File([], 'one.csv'));
  const second = now().openFile(new File([], 'two.csv'));
  files[0]?.settle({ kind: 'loaded', trace: traceOf(1) });
  await first;
  expect(now()).toMatchObject({ trace: { number: 1 } });
  files[1]?.settle({ kind: 'refused', problem: { file: 'two.csv', line: 1, column: null, message: '' } });
  await second;
  expect(now()).toMatchObject({ trace: { number: 1 }, fileProblem: { file: 'two.csv' } });
});

test('a closed form that is refused because another trace is loaded meanwhile is no failure', async () => {
  const { now, files, client, set } = start();
  await flush();
  const opened = now().openFile(new File([], 'azure.csv'));
  let refuse: (error: Error) => void = () => undefined;
  vi.spyOn(client, 'closedForm').mockImplementationOnce(() => new Promise((_, reject) => (refuse = reject)));
  set({ ctx: 9000 });
  files[0]?.settle({ kind: 'loaded', trace: traceOf(1) });
  await opened;
  refuse(new Error('the trace of this run is no longer loaded'));
  await flush();
  expect(now()).toMatchObject({ failure: null, estimate: { a: { chips: 1 } } });
});

test('an answer keeps the question it answers, whatever the scenario is by now', async () => {
  const { now, runs, answer, set } = start('n=60');
  const isWhatWasAsked = () =>
    expect(questionsOf(resolve(now().question!.scenario), (input) => input)).toEqual(now().asked);
  await answer(0);
  set({ requests: 50_000, ctx: 9000 });
  expect(now().question?.scenario).toMatchObject({ requests: 60, ctx: 8192 });
  isWhatWasAsked();
  await answer(1);
  // The first thousand are a question of their own.
  expect(now().question?.scenario).toMatchObject({ requests: 1000, ctx: 9000 });
  isWhatWasAsked();
  await vi.advanceTimersByTimeAsync(400);
  now().cancel();
  await flush();
  expect(now().question?.scenario.requests).toBe(1000);
  now().restart();
  await vi.advanceTimersByTimeAsync(400);
  await answer(runs.length - 2);
  await answer(runs.length - 1);
  expect(now()).toMatchObject({ status: 'done', question: { scenario: { requests: 50_000 } } });
});
