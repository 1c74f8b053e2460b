import type { Seconds, Tokens } from '../../units/units';
import type { RequestClass, SyntheticWorkload, WorkloadInput } from '../input';
import { ln } from '../number/portable';
import { Lognormal, streamKey, uniform } from '../number/random';
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

/**
 * Draws the requests of a synthetic workload (model.md §6). Unit-rate gaps are divided by the rate, so doubling
 * the load compresses the same pattern and leaves every request's lengths untouched.
 */
function drawRequests(workload: SyntheticWorkload, seed: number): Requests {
  const n = workload.requests;
  const arrival = new Float64Array(n);
  const promptTokens = new Int32Array(n);
  const outputTokens = new Int32Array(n);
  const gapKey = streamKey(seed, 'gap');
  const promptKey = streamKey(seed, 'isl');
  const outputKey = streamKey(seed, 'osl');
  const gapShape = 1 / (workload.gapCv * workload.gapCv);
  const { classes } = workload;
  const classOf = classes && drawClasses(classes, n, seed);
  const lengths = (classes ?? [workload]).map((of) => ({
    prompt: new Lognormal(of.promptTokensMean, of.promptTokensCv),
    output: new Lognormal(of.outputTokensMean, of.outputTokensCv),
    most: Math.floor(of.maxContext),
  }));
  let cumulative = 0;
  let cutRequests = 0;
  let cutTokens = 0;
  for (let i = 0; i < n; i++) {
    if (workload.gapCv === 1) cumulative -= ln(uniform(gapKey, i));
    else if (workload.gapCv === 0) cumulative += 1;
    else cumulative += unitGamma(gapKey, i, gapShape);
    arrival[i] = toNanosecond(cumulative / workload.requestsPerSecond);
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
    arrival,
    promptTokens,
    outputTokens,
    cutRequests,
    cutTokensMean: n > 0 ? cutTokens / n : 0,
    ...(classes && classOf && { classes, classOf }),
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
