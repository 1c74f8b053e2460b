import type { Fraction, RequestsPerSecond, Tokens } from '../units/units';
import type { SessionShape } from './input';

/** What the closed forms know about a workload: rates, means, variation and high quantiles. */
export interface WorkloadStatistics {
  requestsPerSecond: RequestsPerSecond;
  /** Of a closed loop, whose rate is an outcome (and 0 here); null when requests arrive by the clock. */
  users: number | null;
  gapCv: number;
  promptMean: Tokens;
  promptCv: number;
  outputMean: Tokens;
  outputCv: number;
  /** 99th percentile of the prompt, and of prompt + output: what a pool must be able to hold. */
  promptP99: Tokens;
  sequenceP99: Tokens;
  /** Requests are turns of sessions, whose new tokens vary so much; absent: nothing is shared. */
  sessions?: { shape: SessionShape; newTokensCv: number };
  /** What it is a mixture of; absent: of nothing. */
  classes?: readonly ClassStatistics[];
}

/** A class of a mixture as the closed forms know it. */
export interface ClassStatistics {
  label: string;
  /** Id of the model that answers; null: the scenario's. */
  model: string | null;
  /** Share of all requests. */
  share: Fraction;
  statistics: WorkloadStatistics;
}
