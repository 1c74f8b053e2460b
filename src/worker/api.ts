import type { CurveAxis, CurveSide } from '../engine/curves';
import type { Card } from '../engine/derive/cards';
import type { FrontierLine } from '../engine/frontier';
import type { EngineInput } from '../engine/input';
import type { Difference, SideOutcome, SideReport } from '../engine/result';
import type { Forced } from '../engine/routing/route';
import type { LedgerSummary } from '../engine/sim/ledger-reader';
import type { ReceiptAnswer } from '../engine/sim/receipt';
import type { FileProblem, TraceSummary } from '../engine/workload/trace-summary';
import type { RunFileKind } from './run-file';

export type { CurveAxis, CurveSide, FileProblem, FrontierLine, ReceiptAnswer, TraceSummary };

/** What crosses the thread boundary: engine input one way, reports and typed-array snapshots the other. */

/** A trace stays in the worker once loaded; runs refer to it by its number, which no other trace gets. */
export type JobInput = Omit<EngineInput, 'workload'> & {
  workload: EngineInput['workload'] | { kind: 'loaded'; trace: number };
};

export interface LoadedTrace extends TraceSummary {
  number: number;
}

export interface RunJob {
  /** Grows by one with every request; an answer to an older run is dropped. */
  run: number;
  a: JobInput;
  b: JobInput | null;
  /** Waits for the run under way, in the place of one that waits already; any other ends it. */
  waits?: boolean;
  /** Not what the page shows: receipts of that go on. */
  aside?: boolean;
}

export interface RunOutcome {
  run: number;
  a: SideOutcome;
  b: SideOutcome | null;
  /** B minus A, request by request; absent or null where there is nothing to compare. */
  difference?: Difference | null;
}

export interface CurveJob {
  run: number;
  axis: CurveAxis;
  /** Values in the unit of the axis: tokens, parameters, prompt tokens per output token, requests/s or in flight. */
  values: Float64Array;
  /** Active parameters when the size axis draws mixtures of experts; null draws dense models. */
  activeParameters: number | null;
  a: JobInput;
  b: JobInput | null;
}

export interface CurveOutcome {
  run: number;
  axis: CurveAxis;
  values: Float64Array;
  a: CurveSide;
  b: CurveSide | null;
}

/** What can be told of a scenario without a run: its numbers, and its curves over one axis. */
export interface ClosedForm {
  estimate: { a: SideReport; b: SideReport | null };
  curves: CurveOutcome;
}

export interface Progress {
  run: number;
  of: 'run' | 'file';
  /** 0 to 1, of both sides together. */
  done: number;
}

export type RunResult =
  | { kind: 'done'; outcome: RunOutcome }
  | { kind: 'cancelled'; run: number }
  /** It waited, and a newer run took its place. */
  | { kind: 'superseded'; run: number }
  | { kind: 'failed'; run: number; message: string };

export type TraceResult =
  { kind: 'loaded'; trace: LoadedTrace } | { kind: 'refused'; problem: FileProblem } | { kind: 'cancelled' };

export type LedgerResult =
  | { kind: 'read'; summary: LedgerSummary }
  | { kind: 'refused'; problem: FileProblem }
  | { kind: 'cancelled' };

/** What the worker exposes through comlink. Callbacks cross as comlink proxies. */
export interface EngineApi {
  run(job: RunJob): Promise<RunResult>;
  /** A run that nobody reads, for code that is compiled by being used; the next run ends it. */
  rehearse(a: JobInput, b: JobInput | null): Promise<void>;
  /** Starts a second engine, which has side B of all runs once it has simulated this a few times; once. */
  share(b: JobInput): Promise<void>;
  /** Tells how far runs have come, from now on: a callback of its own for every run would cost more than a short run. */
  watch(onProgress: (progress: Progress) => void): void;
  /** Both sides without a run. */
  closedForm(job: CurveJob): ClosedForm;
  /** The numbers of the closed form alone. */
  estimate(a: JobInput, b: JobInput | null): { a: SideReport; b: SideReport | null };
  /** Closed form of both sides at their busiest, in every layout: some 50 ms, so not for every frame of a drag. */
  frontier(a: JobInput, b: JobInput | null): Promise<{ a: FrontierLine[]; b: FrontierLine[] | null }>;
  /**
   * Where every token of one request ran, and why, from a run of its own; with `forced`, what another choice would
   * have come to. Null where there is no such request, and where a newer run or receipt was asked for meanwhile.
   */
  receipt(job: JobInput, request: number, forced: Forced[]): Promise<ReceiptAnswer | null>;
  /** What the numbers of a side's report are made of, as formulas down to what was asked and published. */
  cards(job: JobInput, report: SideReport): Promise<Card[]>;
  /** Cancels whatever runs; takes effect at the next slice (≤ 8 ms of work). Files are read on. */
  cancel(): void;
  /** Runs the sides again and writes down where every token ran; null once another file is asked for. */
  runFile(
    kind: RunFileKind,
    jobs: { a: JobInput | null; b: JobInput | null },
    onProgress: (done: number) => void,
  ): Promise<Blob | null>;
  /** Ends the writing of a file. */
  cancelFile(): void;
  /** Reads a trace and keeps it in the place of another; runs go on beside it. */
  loadTrace(file: File, number: number, onProgress: (progress: Progress) => void): Promise<TraceResult>;
  /** Ends the reading of a trace. */
  cancelTrace(): void;
  /** Adds up a ledger file and checks it; the run on screen goes on. */
  readLedger(file: File, onProgress: (done: number) => void): Promise<LedgerResult>;
  /** Ends the reading of a ledger. */
  cancelLedger(): void;
  /** Forgets the trace of this number; another stays. */
  dropTrace(number: number): void;
}
