import { expose, transfer } from 'comlink';
import type { EngineInput } from '../engine/input';
import type { SideOutcome } from '../engine/result';
import type { EngineApi, JobInput, Progress, RunJob, RunResult, TraceResult } from './api';
import { closedFormOf, estimatesOf, withTrace, type HeldTrace } from './closed-form';
import type { RunFileSide } from './run-file';
import { createSimulating } from './simulating';
import { inSlices, letMessagesIn } from './slice';
import { createTurns } from './turns';

/**
 * The engine behind comlink: one run at a time, in slices; a newer run ends the older one or waits for it, the newest in
 * the place of others. What a first visit does not need (traces, files, the frontier) comes in files of its own when it
 * is asked for.
 */

let trace: HeldTrace | null = null;
let watcher: (progress: Progress) => void = () => undefined;
/** Grows with every run and receipt; a receipt that finds it changed stops. */
let looks = 0;
/** Grows with every file that is asked for or given up. */
let files = 0;
/** Grows with every ledger that is read or given up. */
let ledgers = 0;
/** Grows with every trace that is read or given up. */
let traces = 0;

const resolveWorkload = (job: JobInput): EngineInput => withTrace(job, trace);

function buffersOf(outcomes: (SideOutcome | null)[]): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  const collect = (columns: object): void => {
    for (const value of Object.values(columns)) {
      if (ArrayBuffer.isView(value)) buffers.push(value.buffer as ArrayBuffer);
    }
  };
  for (const outcome of outcomes) {
    if (!outcome?.snapshot) continue;
    const { pools, tiers, link } = outcome.snapshot;
    for (const columns of [outcome.snapshot.requests, ...pools, ...tiers, link ?? {}]) collect(columns);
  }
  return buffers;
}

const simulating = createSimulating((run, done) => watcher({ run, of: 'run', done }));

async function simulate(job: RunJob): Promise<RunResult> {
  const { run } = job;
  if (!job.aside) looks++;
  try {
    // Both at once: another trace may be loaded while A runs.
    const [a, b] = [resolveWorkload(job.a), job.b && resolveWorkload(job.b)];
    const sides = await simulating.run(run, a, b);
    if (sides === null) return { kind: 'cancelled', run };
    return transfer({ kind: 'done', outcome: { run, ...sides } }, buffersOf([sides.a, sides.b]));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', run, message };
  }
}

const turns = createTurns(simulate, letMessagesIn);

const api: EngineApi = {
  watch(onProgress): void {
    watcher = onProgress;
  },

  run: (job) => turns.run(job),

  rehearse: (a, b) => simulating.rehearse(resolveWorkload(a), b && resolveWorkload(b)),

  share: (b) => simulating.share(resolveWorkload(b)),

  closedForm: (job) => closedFormOf(job, trace),

  estimate: (a, b) => estimatesOf(a, b, trace),

  async frontier(a: JobInput, b: JobInput | null) {
    const [inputA, inputB] = [resolveWorkload(a), b && resolveWorkload(b)];
    const { frontier } = await import('../engine/frontier');
    return { a: frontier(inputA), b: inputB && frontier(inputB) };
  },

  async cards(job, report) {
    const input = resolveWorkload(job);
    const { cards } = await import('../engine/derive/cards');
    return cards(input, report);
  },

  async receipt(job, request, forced) {
    const mine = ++looks;
    const input = resolveWorkload(job);
    const { ReceiptRunner } = await import('../engine/sim/receipt');
    const runner = new ReceiptRunner(input, request, forced);
    return (await inSlices(runner, () => looks === mine)) ? runner.answer() : null;
  },

  async runFile(kind, { a, b }, onProgress) {
    const mine = ++files;
    const sides: RunFileSide[] = [];
    if (a) sides.push({ side: 'a', input: resolveWorkload(a) });
    if (b) sides.push({ side: 'b', input: resolveWorkload(b) });
    let told = performance.now();
    const { writeRunFile } = await import('./run-file');
    return writeRunFile(
      kind,
      sides,
      () => files === mine,
      (done) => {
        if (performance.now() - told < 100) return;
        told = performance.now();
        onProgress(done);
      },
    );
  },

  cancelFile(): void {
    files++;
  },

  cancel(): void {
    simulating.stop();
    turns.cancel();
  },

  async loadTrace(
    file: File,
    number: number,
    onProgress: (progress: Progress) => void,
  ): Promise<TraceResult> {
    const mine = ++traces;
    const [{ createTraceReader }, { streamFile }] = await Promise.all([
      import('../engine/workload/trace-reader'),
      import('./stream-file'),
    ]);
    const reader = createTraceReader(file.name);
    const read = await streamFile(
      file,
      (text) => reader.push(text) !== null,
      () => traces === mine,
      (done) => onProgress({ run: 0, of: 'file', done }),
    );
    if (!read) return { kind: 'cancelled' };
    const result = reader.end();
    if (!result.ok) return { kind: 'refused', problem: result.problem };
    trace = { number, workload: result.trace };
    return { kind: 'loaded', trace: { ...result.summary, number } };
  },

  cancelTrace(): void {
    traces++;
  },

  async readLedger(file, onProgress) {
    const mine = ++ledgers;
    const { readLedgerFile } = await import('./read-ledger');
    return readLedgerFile(file, () => ledgers === mine, onProgress);
  },

  cancelLedger(): void {
    ledgers++;
  },

  dropTrace(number): void {
    if (trace?.number === number) trace = null;
  },
};

expose(api);
