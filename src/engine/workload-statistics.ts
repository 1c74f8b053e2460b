import type { Fraction } from '../units/units';
import type { ClosedWorkload, SyntheticWorkload, TraceWorkload, WorkloadClass, WorkloadInput } from './input';
import { normalCdf } from './number/normal';
import { exp, ln } from './number/portable';
import { probit } from './number/probit';
import { classWorkload, mixtureStatistics } from './workload-mixture';
import type { SessionWorkload } from './workload/session-workload';
import { newTokensMean } from './workload/turn-lengths';
import type { ClassStatistics, WorkloadStatistics } from './workload-shape';

export type { WorkloadStatistics };

const HIGH: Fraction = 0.99;
const HIGH_PROBIT = probit(HIGH);

/**
 * Synthetic: lognormal lengths; prompt + output is taken as the lognormal with the mean and variance of the sum
 * (Fenton–Wilkinson); answers are cut to `maxContext` and prompts to what they leave, as they are drawn. Trace: sample statistics; the rate is that
 * of the gaps between first and last arrival.
 */
export function workloadStatistics(workload: WorkloadInput): WorkloadStatistics {
  if (workload.kind === 'trace') return traceStatistics(workload);
  if (workload.kind === 'closed') return closedStatistics(workload);
  // Of a closed loop, the rate and its gaps are an outcome.
  const w = workload.inFlight === undefined ? workload : { ...workload, requestsPerSecond: 0, gapCv: 0 };
  return w.classes === undefined ? drawnStatistics(w) : ofClasses(w, w.classes);
}

/** The same requests at another rate, or with as many more in flight; nothing else of them changes. */
export function atLoad(w: WorkloadStatistics, load: number): WorkloadStatistics {
  if (w.users !== null && w.classes !== undefined) return mixtureStatistics(w.classes, 0, w.gapCv, load);
  if (w.users !== null) return { ...w, users: load };
  return atRate(w, load);
}

function atRate(w: WorkloadStatistics, requestsPerSecond: number): WorkloadStatistics {
  if (w.classes === undefined) return { ...w, requestsPerSecond };
  const classes = w.classes.map((of) => ({
    ...of,
    statistics: { ...of.statistics, requestsPerSecond: requestsPerSecond * of.share },
  }));
  return mixtureStatistics(classes, requestsPerSecond, w.gapCv);
}

function ofClasses(workload: SyntheticWorkload, classes: readonly WorkloadClass[]): WorkloadStatistics {
  const total = classes.reduce((sum, { share }) => sum + share, 0);
  const each = classes.map((of): ClassStatistics => {
    const share = of.share / total;
    const statistics = drawnStatistics(classWorkload(workload, of, share));
    return { label: of.label, model: of.model ?? null, share, statistics };
  });
  const { requestsPerSecond, gapCv, inFlight = null } = workload;
  return mixtureStatistics(each, requestsPerSecond, gapCv, inFlight);
}

function drawnStatistics(w: SyntheticWorkload): WorkloadStatistics {
  const { sessions } = w;
  const prompt = w.promptTokensMean;
  const output = w.outputTokensMean;
  const promptCv = sessions === undefined ? w.promptTokensCv : promptCvOfTurns({ ...w, sessions });
  const deviation = Math.sqrt(square(prompt * promptCv) + square(output * w.outputTokensCv));
  const sum = prompt + output;
  const sumCv = deviation / sum;
  const outputMean = Math.max(1, meanBelow(output, w.outputTokensCv, w.maxContext - 1));
  return {
    requestsPerSecond: w.requestsPerSecond,
    users: w.inFlight ?? null,
    // Later turns come at random between the beginnings of sessions.
    gapCv: sessions === undefined ? w.gapCv : Math.sqrt(1 + (square(w.gapCv) - 1) / sessions.turns),
    promptMean: Math.max(1, meanBelow(sum, sumCv, w.maxContext) - outputMean),
    promptCv: cvBelow(prompt, promptCv, w.maxContext - outputMean),
    outputMean,
    outputCv: w.outputTokensCv,
    promptP99: Math.min(w.maxContext, Math.ceil(lognormalHigh(prompt, promptCv))),
    sequenceP99: Math.min(w.maxContext, Math.ceil(lognormalHigh(sum, sumCv))),
    ...(sessions && { sessions: { shape: sessions, newTokensCv: w.promptTokensCv } }),
  };
}

/** Variation of prompts over all turns: their places in sessions, and what each turn before has added. */
function promptCvOfTurns(w: SessionWorkload): number {
  const { turns } = w.sessions;
  const fresh = Math.max(1, newTokensMean(w));
  const places = (square(fresh + w.outputTokensMean) * (square(turns) - 1)) / 12;
  const added = (square(fresh * w.promptTokensCv) * (turns + 1)) / 2;
  const answers = (square(w.outputTokensMean * w.outputTokensCv) * (turns - 1)) / 2;
  return Math.sqrt(places + added + answers) / w.promptTokensMean;
}

/** The 99th percentile of a lognormal, as `lognormal` has it. */
function lognormalHigh(mean: number, cv: number): number {
  if (cv === 0) return mean;
  const variance = ln(1 + cv * cv);
  return exp(ln(mean) - variance / 2 + Math.sqrt(variance) * HIGH_PROBIT);
}

/** Mean of min(X, most) for lognormal X. */
function meanBelow(mean: number, cv: number, most: number): number {
  if (cv === 0 || most > mean * (1 + 100 * cv)) return Math.min(mean, most);
  const variance = ln(1 + cv * cv);
  const deviation = Math.sqrt(variance);
  const z = (ln(most / mean) + variance / 2) / deviation;
  return mean * normalCdf(z - deviation) + most * (1 - normalCdf(z));
}

/** Coefficient of variation of min(X, most) for lognormal X. */
function cvBelow(mean: number, cv: number, most: number): number {
  if (cv === 0 || most > mean * (1 + 100 * cv)) return cv;
  const variance = ln(1 + cv * cv);
  const deviation = Math.sqrt(variance);
  const z = (ln(most / mean) + variance / 2) / deviation;
  const cut = 1 - normalCdf(z);
  if (cut < NEXT_TO_NONE) return cv;
  const times = most / mean;
  const first = normalCdf(z - deviation) + times * cut;
  const squares = (1 + cv * cv) * normalCdf(z - 2 * deviation) + times * times * cut;
  return Math.sqrt(Math.max(0, squares / (first * first) - 1));
}

/** So few lengths that are cut change no variation. */
const NEXT_TO_NONE = 1e-7;

/** The rate of a closed loop is an outcome, so none is stated. */
function closedStatistics(w: ClosedWorkload): WorkloadStatistics {
  const mean = (1 + w.shortest) / 2;
  // Standard deviation of a uniform length, over its mean.
  const cv = (1 - w.shortest) / Math.sqrt(12) / mean;
  return {
    requestsPerSecond: 0,
    users: w.users,
    gapCv: 0,
    promptMean: mean * w.promptTokens,
    promptCv: cv,
    outputMean: mean * w.outputTokens,
    outputCv: cv,
    promptP99: w.promptTokens,
    sequenceP99: w.promptTokens + w.outputTokens,
  };
}

function square(x: number): number {
  return x * x;
}

/** A trace has up to millions of rows and is asked about for every point of a curve. */
const ofTrace = new WeakMap<TraceWorkload, WorkloadStatistics>();

function traceStatistics(trace: TraceWorkload): WorkloadStatistics {
  const known = ofTrace.get(trace);
  if (known !== undefined) return known;
  const { arrivalSeconds, promptTokens, outputTokens } = trace;
  const n = arrivalSeconds.length;
  const gap = meanAndCv(n - 1, (i) => (arrivalSeconds[i + 1] ?? 0) - (arrivalSeconds[i] ?? 0));
  const prompt = meanAndCv(n, (i) => promptTokens[i] ?? 0);
  const output = meanAndCv(n, (i) => outputTokens[i] ?? 0);
  const statistics: WorkloadStatistics = {
    requestsPerSecond: gap.mean > 0 ? 1 / gap.mean : 0,
    users: null,
    gapCv: gap.cv,
    promptMean: prompt.mean,
    promptCv: prompt.cv,
    outputMean: output.mean,
    outputCv: output.cv,
    promptP99: quantileOfCounts(n, HIGH, (i) => promptTokens[i] ?? 0),
    sequenceP99: quantileOfCounts(n, HIGH, (i) => (promptTokens[i] ?? 0) + (outputTokens[i] ?? 0)),
  };
  ofTrace.set(trace, statistics);
  return statistics;
}

function meanAndCv(n: number, value: (i: number) => number): { mean: number; cv: number } {
  if (n <= 0) return { mean: 0, cv: 0 };
  let sum = 0;
  for (let i = 0; i < n; i++) sum += value(i);
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += square(value(i) - mean);
  return { mean, cv: mean > 0 ? Math.sqrt(squares / n) / mean : 0 };
}

/**
 * Smallest count that at least a share `p` of the `n` values does not exceed. Two passes of 2048 bins each find
 * it without sorting or copying. Token counts are below 2^22 (4 M) by a wide margin: of larger ones it is the largest.
 */
function quantileOfCounts(n: number, p: Fraction, value: (i: number) => number): number {
  if (n === 0) return 0;
  const rank = Math.max(1, Math.ceil(n * p));
  const coarse = new Uint32Array(2049);
  for (let i = 0; i < n; i++) coarse[Math.min(2048, value(i) >>> 11)]!++;
  let below = 0;
  let bin = 0;
  while (bin < 2048 && below + (coarse[bin] ?? 0) < rank) below += coarse[bin++] ?? 0;
  if (bin === 2048) return largest(n, value);
  const fine = new Uint32Array(2048);
  for (let i = 0; i < n; i++) {
    const v = value(i);
    if (v >>> 11 === bin) fine[v & 2047]!++;
  }
  let low = 0;
  while (low < 2047 && below + (fine[low] ?? 0) < rank) below += fine[low++] ?? 0;
  return bin * 2048 + low;
}

function largest(n: number, value: (i: number) => number): number {
  let most = 0;
  for (let i = 0; i < n; i++) most = Math.max(most, value(i));
  return most;
}
