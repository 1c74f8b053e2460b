import type { Fraction, RequestsPerSecond, Seconds } from '../../units/units';
import { exp } from '../number/portable';
import type { BatchTimes } from './batch-times';
import { combine, noWork, type Work } from './step-probe';

/** What becomes of prompts that are computed together with those that arrive during one iteration. */
export interface Batches {
  /** From arrival until the end of its own iteration. */
  ttft: Seconds;
  /** Seconds of the latter, in the mean prompt's. */
  service: Seconds;
  /** Prompts in the mean iteration, and its work. */
  company: number;
  iteration: Work;
}

/** Arrivals at one instance: how many, and how they vary. */
export interface Arrivals {
  /** During iterations. */
  perSecond: RequestsPerSecond;
  /** Variance of their number over a Poisson number's, at most 1. */
  variance: Fraction;
  /** Share of even gaps: the first of what follows an idle time comes with its start. */
  even: Fraction;
  /** How far long iterations are made up for elsewhere: factor of their deviation from the mean. */
  balanced: Fraction;
}

/** Standard deviations of a Poisson number beyond which is nothing, and chances that are none. */
const FAR = 3.5;
const NEVER = 1e-8;
/** Chance that all starts anew with one prompt, so that even arrivals, too, are in one place in the end. */
const ANEW = 1e-6;

/** Scratch: chances of numbers of arrivals. */
const COUNTS = new Float64Array(256);

/**
 * Iterations one after another: during one of S seconds a Poisson number of prompts arrives, λS in the mean, and is the
 * next; or one is, when somebody comes at last. The stationary distribution of that Markov chain gives first tokens by
 * Little's law, E[kS + λS²/2]/E[k]. It holds too where S jumps with k, and iterations hop between short and long ones.
 */
export function batches(times: BatchTimes, arrivals: Arrivals): Batches {
  const { perSecond, even } = arrivals;
  const [from, to] = placesInUse(times, perSecond);
  const chain: Float64Array[] = [];
  for (let place = from; place <= to; place++) chain.push(follow(times, place, from, to, arrivals));
  const shares = stationary(chain);
  const iteration = noWork();
  let [time, prompts, served, iterations] = [0, 0, 0, 0];
  shares.forEach((share, i) => {
    const { present, size, work, seconds, chances } = times.at(from + i);
    time += share * present * work.seconds;
    seconds.forEach((s, k) => (time += share * chances[k]! * s * arrivedBefore(perSecond * s, even)));
    prompts += share * size;
    served += share * size * work.seconds;
    iterations += share;
    combine(1, iteration, share, work, iteration);
  });
  combine(1 / iterations, iteration, 0, iteration, iteration);
  return { ttft: time / prompts, service: served / prompts, company: prompts / iterations, iteration };
}

/** Places between which the numbers of prompts stay: below more come than are there, above fewer. */
function placesInUse(times: BatchTimes, lambda: RequestsPerSecond): [from: number, to: number] {
  let [from, to] = [0, 0];
  for (; to < times.sizes.length - 1; to++) {
    const { size, seconds } = times.at(to);
    const [fewest, most] = [lambda * seconds[0]!, lambda * seconds.at(-1)!];
    if (fewest - FAR * Math.sqrt(fewest) > size + 1) from = to;
    if (size > most + FAR * Math.sqrt(most) + 1) break;
  }
  return [from, to];
}

/** Of `mean` arrivals during an iteration, those that have come by the mean time in it. */
function arrivedBefore(mean: number, even: Fraction): number {
  const whole = Math.floor(mean);
  const evenly = whole > 0 ? whole - (whole * (whole + 1)) / (2 * mean) : 0;
  return ((1 - even) * mean) / 2 + even * evenly;
}

/** Chances of the places that follow one; what lies between two numbers is shared by both so that the mean is kept. */
function follow(
  times: BatchTimes,
  place: number,
  from: number,
  to: number,
  arrivals: Arrivals,
): Float64Array {
  const { perSecond, variance, balanced } = arrivals;
  const { present, size, work, seconds, chances } = times.at(place);
  const { sizes } = times;
  const waiting = present - size;
  let last = 0;
  seconds.forEach((s, i) => {
    const mean = perSecond * (work.seconds + (s - work.seconds) * balanced);
    last = Math.max(last, addCounts(mean, sizes[to]! - waiting, chances[i]!, variance));
  });
  const row = new Float64Array(to - from + 1);
  row[0] = ANEW;
  for (let arrived = 0, at = from; arrived <= last; arrived++) {
    const next = Math.max(sizes[from]!, waiting + arrived);
    while (at < to && sizes[at + 1]! <= next) at++;
    const up = at < to ? (next - sizes[at]!) / (sizes[at + 1]! - sizes[at]!) : 0;
    row[at - from]! += (1 - up) * COUNTS[arrived]!;
    if (up > 0) row[at + 1 - from]! += up * COUNTS[arrived]!;
    COUNTS[arrived] = 0;
  }
  return row;
}

/** Adds to `COUNTS` a Poisson number of arrivals of at most `most`, where it varies less one next to the mean; the last one. */
function addCounts(mean: number, most: number, weight: number, variance: Fraction): number {
  const end = Math.min(most, Math.ceil(mean + FAR * (1 + Math.sqrt(mean))));
  let chance = variance * weight * exp(-mean);
  let more = variance * weight;
  for (let count = 0; count < end; count++) {
    if (chance > NEVER) COUNTS[count]! += chance;
    more -= chance;
    chance *= mean / (count + 1);
  }
  COUNTS[end]! += Math.max(0, more);
  if (variance === 1) return end;
  const whole = Math.floor(mean);
  const rest = (1 - variance) * weight;
  COUNTS[Math.min(end, whole)]! += rest * (1 - mean + whole);
  COUNTS[Math.min(end, whole + 1)]! += rest * (mean - whole);
  return end;
}

/** Shares of a chain's states, the first one's being 1: Grassmann, Taksar and Heyman, who subtract nothing. */
function stationary(chain: readonly Float64Array[]): number[] {
  for (let last = chain.length - 1; last > 0; last--) {
    const leaving = chain[last]!;
    let down = 0;
    for (let to = 0; to < last; to++) down += leaving[to]!;
    for (let from = 0; from < last; from++) {
      const row = chain[from]!;
      const up = (row[last]! /= down);
      if (up > 0) for (let to = 0; to < last; to++) row[to]! += up * leaving[to]!;
    }
  }
  const shares = [1];
  for (let state = 1; state < chain.length; state++)
    shares.push(shares.reduce((sum, share, from) => sum + share * chain[from]![state]!, 0));
  return shares;
}
