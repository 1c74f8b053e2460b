import type { EngineInput } from '../engine/input';
import type { SideOutcome, SideReport } from '../engine/result';
import type { FileProblem, TraceSummary } from '../engine/workload/trace-summary';

export type { FileProblem, TraceSummary };

/** What crosses the thread boundary: engine input one way, reports and typed-array snapshots the other. */

/** A trace stays in the worker once loaded; runs refer to it. */
export type JobInput = Omit<EngineInput, 'workload'> & {
  workload: EngineInput['workload'] | { kind: 'loaded' };
};

export interface RunJob {
  /** Grows by one with every request; an answer to an older run is dropped. */
  run: number;
  a: JobInput;
  b: JobInput | null;
}

export interface RunOutcome {
  run: number;
  a: SideOutcome;
  b: SideOutcome | null;
}

export type CurveAxis = 'context' | 'size' | 'ratio' | 'load';

export interface CurveJob {
  run: number;
  axis: CurveAxis;
  /** Values in the unit of the axis: tokens, parameters, prompt tokens per output token, requests/s. */
  values: Float64Array;
  a: JobInput;
  b: JobInput | null;
  /** Active parameters when the size axis draws mixtures of experts; null draws dense models. */
  activeParameters: number | null;
}

/** One closed-form curve per metric; each array is as long as `values`. NaN where infeasible or unknown. */
export interface CurveSide {
  ttftSeconds: Float64Array;
  tpotSeconds: Float64Array;
  e2eSeconds: Float64Array;
  joulesPerOutputToken: Float64Array;
  joulesPerTotalToken: Float64Array;
  usdPerMillionOutputTokens: Float64Array;
  /** 0 feasible, 1 does not fit, 2 saturated (latencies grow without end). */
  state: Uint8Array;
  /** Chips it would take where it does not fit; 0 elsewhere. */
  chipsNeeded: Float64Array;
  /** Load as a share of the most this side can carry; the closed form is trusted below 0.6. */
  load: Float64Array;
  /** Joules per output token by where they went; keys are those of `SideReport.energy_parts_j`. */
  energyParts: Record<string, Float64Array>;
}

export interface CurveOutcome {
  run: number;
  axis: CurveAxis;
  values: Float64Array;
  a: CurveSide;
  b: CurveSide | null;
}

export interface Progress {
  run: number;
  side: 'a' | 'b' | 'file';
  /** 0 to 1. */
  done: number;
}

export type RunResult =
  | { kind: 'done'; outcome: RunOutcome }
  | { kind: 'cancelled'; run: number }
  | { kind: 'failed'; run: number; message: string };

export type TraceResult =
  { kind: 'loaded'; trace: TraceSummary } | { kind: 'refused'; problem: FileProblem } | { kind: 'cancelled' };

/** What the worker exposes through comlink. Callbacks cross as comlink proxies. */
export interface EngineApi {
  run(job: RunJob, onProgress: (progress: Progress) => void): Promise<RunResult>;
  curves(job: CurveJob): CurveOutcome;
  /** Closed form of both sides, for instant numbers while a run is under way. */
  estimate(a: JobInput, b: JobInput | null): { a: SideReport; b: SideReport | null };
  /** Cancels whatever runs; takes effect at the next slice (≤ 8 ms of work). */
  cancel(): void;
  loadTrace(file: File, onProgress: (progress: Progress) => void): Promise<TraceResult>;
  dropTrace(): void;
}
