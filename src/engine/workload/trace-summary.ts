import type { Seconds, Tokens } from '../../units/units';
import type { TraceWorkload } from '../input';

export type TraceFormat = 'azure-2023' | 'mooncake' | 'generic-csv';

/** What was read from a trace file, for people: `notes` says everything that was not taken as it stood. */
export interface TraceSummary {
  name: string;
  format: TraceFormat;
  requests: number;
  durationSeconds: Seconds;
  promptTokensMean: Tokens;
  outputTokensMean: Tokens;
  /** Rows left out because they generated no token: failed requests, in the logs that keep those. */
  skipped: number;
  notes: string[];
}

/** A file that cannot be read as a trace: which line, which column, why. */
export interface FileProblem {
  file: string;
  line: number | null;
  column: string | null;
  message: string;
}

export type TraceOutcome =
  { ok: true; trace: TraceWorkload; summary: TraceSummary } | { ok: false; problem: FileProblem };
