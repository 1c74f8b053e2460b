import type { ClosedWorkload } from '../input';
import { streamKey, uniform } from '../number/random';

/** Requests of a closed loop, in the order in which they are sent. */
export interface ClosedLoop {
  count: number;
  /** 0 for the first of each user, NaN for the rest: they arrive when an earlier one is answered. */
  arrival: Float64Array;
  promptTokens: Int32Array;
  outputTokens: Int32Array;
  users: number;
}

/** Lengths are drawn per request, uniform between the shortest share of the nominal length and all of it. */
export function drawClosedLoop(workload: ClosedWorkload, seed: number): ClosedLoop {
  const { requests: count, users, shortest } = workload;
  const promptKey = streamKey(seed, 'isl');
  const outputKey = streamKey(seed, 'osl');
  const length = (key: number, i: number, nominal: number) =>
    Math.max(1, Math.round(nominal * (shortest + (1 - shortest) * uniform(key, i))));
  const column = (key: number, nominal: number) =>
    Int32Array.from({ length: count }, (_, i) => length(key, i, nominal));
  return {
    count,
    arrival: Float64Array.from({ length: count }, (_, i) => (i < users ? 0 : NaN)),
    promptTokens: column(promptKey, workload.promptTokens),
    outputTokens: column(outputKey, workload.outputTokens),
    users,
  };
}
