import type { Seconds, Tokens } from '../../units/units';
import type { RequestClass, SyntheticWorkload, WorkloadInput } from '../input';
import { ln } from '../number/portable';
import { Lognormal } from '../number/lognormal';
import { streamKey, uniform } from '../number/random';
import { drawClasses } from './class-draw';
import { drawClosedLoop } from './closed-loop';
import { unitGamma } from './gamma';

/** The requests of a run, in order of arrival. Both sides of a comparison get the same columns. */
export interface Requests {
  count: number;
  arrival: Float64Array;
  promptTokens: Int32Array;
  outputTokens: Int32Array;
  /** Requests whose drawn length was cut to fit `maxContext`, and what that took off the mean. */
  cutRequests: number;
  cutTokensMean: Tokens;
  /** What kinds of requests there are, and which each is; absent: one kind, which the input states. */
  classes?: readonly RequestClass[];
  classOf?: Uint8Array;
  /**
   * In a closed loop, how many requests arrive by the clock; each of the others arrives when an earlier one is
   * answered, and `arrival` is NaN until then. Absent: all arrive by the clock.
   */
  users?: number;
  /** Set where only the run knows in which order the rows come; a request then takes its row when it arrives. */
  unordered?: true;
  /** What was drawn otherwise than asked, in sentences. */
  notes?: string[];
}

const NANOSECONDS = 1e9;

/** Rounds to whole nanoseconds, so that a sum of gaps is the same in every engine. */
function toNanosecond(t: Seconds): Seconds {
  return Math.round(t * NANOSECONDS) / NANOSECONDS;
}

/** When each request comes. Unit-rate gaps are divided by the rate, so doubling the load compresses the same pattern. */
function drawArrivals(workload: SyntheticWorkload, seed: number): Float64Array {
  const { requests: n, requestsPerSecond, gapCv, inFlight } = workload;
  const arrival = new Float64Array(n);
  if (inFlight !== undefined) return arrival.fill(NaN, inFlight);
  const key = streamKey(seed, 'gap');
  const shape = 1 / (gapCv * gapCv);
  let cumulative = 0;
  for (let i = 0; i < n; i++) {
    if (gapCv === 1) cumulative -= ln(uniform(key, i));
    else if (gapCv === 0) cumulative += 1;
    else cumulative += unitGamma(key, i, shape);
    arrival[i] = toNanosecond(cumulative / requestsPerSecond);
  }
  return arrival;
}

/** Draws the requests of a synthetic workload (model.md §6); another load leaves every request's lengths untouched. */
function drawRequests(workload: SyntheticWorkload, seed: number): Requests {
  const n = workload.requests;
  const promptTokens = new Int32Array(n);
  const outputTokens = new Int32Array(n);
  const promptKey = streamKey(seed, 'isl');
  const outputKey = streamKey(seed, 'osl');
  const { classes, inFlight } = workload;
  const classOf = classes && drawClasses(classes, n, seed);
  const lengths = (classes ?? [workload]).map((of) => ({
    prompt: new Lognormal(of.promptTokensMean, of.promptTokensCv),
    output: new Lognormal(of.outputTokensMean, of.outputTokensCv),
    most: Math.floor(of.maxContext),
  }));
  let cutRequests = 0;
  let cutTokens = 0;
  for (let i = 0; i < n; i++) {
    const of = lengths[classOf?.[i] ?? 0]!;
    const { most } = of;
    const prompt = drawLength(promptKey, i, of.prompt);
    const output = drawLength(outputKey, i, of.output);
    const keptOutput = Math.min(output, most - 1);
    const keptPrompt = Math.min(prompt, most - keptOutput);
    if (keptPrompt + keptOutput < prompt + output) {
      cutRequests++;
      cutTokens += prompt + output - keptPrompt - keptOutput;
    }
    promptTokens[i] = keptPrompt;
    outputTokens[i] = keptOutput;
  }
  return {
    count: n,
    arrival: drawArrivals(workload, seed),
    promptTokens,
    outputTokens,
    cutRequests,
    cutTokensMean: n > 0 ? cutTokens / n : 0,
    ...(classes && classOf && { classes, classOf }),
    ...(inFlight !== undefined && { users: inFlight }),
  };
}

function drawLength(key: number, i: number, lengths: Lognormal): Tokens {
  return Math.max(1, Math.round(lengths.quantile(uniform(key, i))));
}

/** The requests of any workload. A trace is used as it is; its columns are not copied. */
export function makeRequests(workload: WorkloadInput, seed: number): Requests {
  if (workload.kind === 'synthetic') {
    if (workload.sessions !== undefined)
      throw new Error('turns of sessions are drawn by the part `sessions`');
    return drawRequests(workload, seed);
  }
  if (workload.kind === 'closed')
    return { ...drawClosedLoop(workload, seed), cutRequests: 0, cutTokensMean: 0 };
  return {
    count: workload.arrivalSeconds.length,
    arrival: workload.arrivalSeconds,
    promptTokens: workload.promptTokens,
    outputTokens: workload.outputTokens,
    cutRequests: 0,
    cutTokensMean: 0,
  };
}
