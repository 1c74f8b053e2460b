import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import type { Card } from '../engine/derive/cards';
import type { SideReport } from '../engine/result';
import type { Forced } from '../engine/routing/route';
import type {
  ClosedForm,
  CurveJob,
  EngineApi,
  FileProblem,
  JobInput,
  LedgerResult,
  Progress,
  ReceiptAnswer,
  RunJob,
  RunResult,
  TraceResult,
} from './api';
import type * as ClosedFormHere from './on-this-thread';
import { takeWorker } from './start';

/** The page's only handle on the engine. Promises reject with `EngineStopped` when the worker dies. */
export interface EngineClient {
  run: (job: RunJob, onProgress: (progress: Progress) => void) => Promise<RunResult>;
  /** A run that nobody reads; the next one ends it. Resolves where the worker is gone, too. */
  rehearse: (a: JobInput, b: JobInput | null) => Promise<void>;
  /** Has side B simulated beside A from some time after this on. */
  share: (b: JobInput) => void;
  closedForm: (job: CurveJob) => Promise<ClosedForm>;
  /** The same at once; null where that is not to be had here. */
  closedFormNow: (job: CurveJob) => ClosedForm | null;
  /**
   * Fetches the closed form for this thread, so that a slider's curves are painted with the slider. A loaded trace
   * stays with the worker. Nothing is lost where the file cannot be had.
   */
  fetchClosedForm: () => Promise<void>;
  estimate: (a: JobInput, b: JobInput | null) => ReturnType<Remote<EngineApi>['estimate']>;
  frontier: (a: JobInput, b: JobInput | null) => ReturnType<Remote<EngineApi>['frontier']>;
  cards: (job: JobInput, report: SideReport) => Promise<Card[]>;
  receipt: (job: JobInput, request: number, forced: Forced[]) => Promise<ReceiptAnswer | null>;
  cancel: () => void;
  loadTrace: (file: File, number: number, onProgress: (progress: Progress) => void) => Promise<TraceResult>;
  cancelTrace: () => void;
  runFile: (...asked: Parameters<EngineApi['runFile']>) => Promise<Blob | null>;
  cancelFile: () => void;
  readLedger: (file: File, onProgress: (done: number) => void) => Promise<LedgerResult>;
  cancelLedger: () => void;
  dropTrace: (number: number) => void;
  /** Called once per death of the worker, with what is known of the cause. */
  onCrash: (listener: (message: string) => void) => void;
  /**
   * Ends the worker, whatever it does, and starts a fresh one; a loaded trace is read again and keeps its number. Says
   * why where that is not to be had any more: its file was moved, changed or locked.
   */
  restart: () => Promise<FileProblem | null>;
}

class EngineStopped extends Error {
  override name = 'EngineStopped';
}

interface Running {
  remote: Remote<EngineApi>;
  /** Rejects when the worker dies or is ended; races every call, because a dead worker answers nothing. */
  died: Promise<never>;
  /** Ends the worker: calls under way reject. */
  end: () => void;
}

/** Whether both sides say themselves what arrives. */
const isWhole = ({ a, b }: Pick<CurveJob, 'a' | 'b'>): boolean =>
  [a, b].every((side) => side?.workload.kind !== 'loaded');

/**
 * Owns the worker. Kept alive for the page's life: comlink loses replies of a proxy that is collected while a
 * call is under way.
 */
export function createEngineClient(): EngineClient {
  let crashed: (message: string) => void = () => undefined;
  let trace: { file: File; number: number } | null = null;
  /** Who listens to which run. */
  const listeners = new Map<number, (progress: Progress) => void>();
  let closedForm: typeof ClosedFormHere | null = null;
  /**
   * Where this thread, two engines and the drawing have no core each, a run begins once the frame that asks for it is
   * out, whose own numbers would be late otherwise. What ends a run comes after it.
   */
  const afterFrame = <T>(call: () => Promise<T>): Promise<T> =>
    navigator.hardwareConcurrency < 4 ? new Promise<void>((go) => setTimeout(go)).then(call) : call();

  const start = (): Running => {
    const worker = takeWorker();
    let ended: (error: EngineStopped) => void = () => undefined;
    const died = new Promise<never>((_, reject) => {
      ended = reject;
      const die = (message: string): void => {
        reject(new EngineStopped(message));
        crashed(message);
      };
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        die(event.message || 'the engine could not be started');
      });
      worker.addEventListener('messageerror', () => {
        die('a message from the engine could not be read');
      });
    });
    // A death between calls is told through `onCrash`; nobody may be awaiting the promise then.
    died.catch(() => undefined);
    const remote = wrap<EngineApi>(worker);
    void remote.watch(proxy((progress) => listeners.get(progress.run)?.(progress)));
    const end = () => {
      ended(new EngineStopped('the engine was started anew'));
      remote[releaseProxy]();
      worker.terminate();
    };
    return { remote, died, end };
  };

  let running = start();
  const alive = <T>(call: (remote: Remote<EngineApi>) => Promise<T>): Promise<T> =>
    Promise.race([call(running.remote), running.died]);

  /** What B's engine was started with, for the next one. */
  let shared: JobInput | null = null;
  const share = (): void => {
    const b = shared;
    if (b !== null) alive((remote) => remote.share(b)).catch(() => undefined);
  };

  const load: EngineClient['loadTrace'] = (file, number, onProgress) =>
    alive<TraceResult>((remote) => remote.loadTrace(file, number, proxy(onProgress)));

  return {
    run(job, onProgress) {
      listeners.set(job.run, onProgress);
      return afterFrame(() =>
        alive<RunResult>((remote) => remote.run(job)).finally(() => listeners.delete(job.run)),
      );
    },
    async rehearse(a, b) {
      await alive((remote) => remote.rehearse(a, b)).catch(() => undefined);
    },
    share(b) {
      shared = b;
      share();
    },
    closedForm: (job) => alive((remote) => remote.closedForm(job)),
    closedFormNow: (job) => (closedForm && isWhole(job) ? closedForm.closedFormHere(job) : null),
    async fetchClosedForm() {
      closedForm = await import('./on-this-thread').catch(() => null);
    },
    async estimate(a, b) {
      if (closedForm && isWhole({ a, b })) return closedForm.estimatesOf(a, b, null);
      return alive((remote) => remote.estimate(a, b));
    },
    frontier: (a, b) => alive((remote) => remote.frontier(a, b)),
    cards: (job, report) => alive((remote) => remote.cards(job, report)),
    receipt: (job, request, forced) =>
      alive<ReceiptAnswer | null>((remote) => remote.receipt(job, request, forced)),
    cancel: () => void afterFrame(() => running.remote.cancel()),
    runFile: (kind, jobs, onProgress) =>
      alive<Blob | null>((remote) => remote.runFile(kind, jobs, proxy(onProgress))),
    cancelFile: () => void running.remote.cancelFile(),
    readLedger: (file, onProgress) =>
      alive<LedgerResult>((remote) => remote.readLedger(file, proxy(onProgress))),
    cancelLedger: () => void running.remote.cancelLedger(),
    async loadTrace(file, number, onProgress) {
      const result = await load(file, number, onProgress);
      if (result.kind === 'loaded') trace = { file, number };
      return result;
    },
    cancelTrace: () => void running.remote.cancelTrace(),
    dropTrace(number) {
      if (trace?.number === number) trace = null;
      void running.remote.dropTrace(number);
    },
    onCrash(listener) {
      crashed = listener;
    },
    async restart() {
      running.end();
      running = start();
      share();
      if (trace === null) return null;
      const { file, number } = trace;
      const again = await load(file, number, () => undefined).catch((error: unknown) => {
        if (error instanceof EngineStopped) throw error;
        const message = error instanceof Error ? error.message : String(error);
        return { kind: 'refused' as const, problem: { file: file.name, line: null, column: null, message } };
      });
      if (again.kind === 'loaded') return null;
      trace = null;
      if (again.kind === 'refused') return again.problem;
      return { file: file.name, line: null, column: null, message: 'was not read to its end' };
    },
  };
}
