import type { Seconds } from '../../units/units';
import { expm1 } from '../number/portable';
import { busyAtArrival } from '../queueing';
import type { LengthNodes } from './length-nodes';

/** A server of prompts as a burst meets it. */
export interface Bursts {
  /** Prompts a second that arrive here, and seconds that each takes of it. */
  rate: number;
  seconds: Seconds;
  gapCv: number;
  /** Seconds that a step takes longer with all the prompt tokens it may carry. */
  longer: Seconds;
  /** The step without them. */
  step: Seconds;
}

/**
 * What the prompts that come behind add to the tokens of an answer, seconds: per token of a request, and per token of
 * all. A burst looks the same from its end: work behind a request is distributed like the work before it, nothing
 * with chance 1 − σ, else exponential with mean S/(1 − σ), and while it lasts every step is a long one. That of Poisson
 * arrivals is counted already.
 */
export function stallOfBursts(b: Bursts, answers: LengthNodes): { tpot: Seconds; token: Seconds } {
  const utilisation = b.rate * b.seconds;
  if (b.gapCv <= 1 || !(utilisation > 0 && utilisation < 1) || !(b.longer > 0)) return { tpot: 0, token: 0 };
  const busy = busyAtArrival(utilisation, b.gapCv);
  let [share, steps, all] = [0, 0, 0];
  answers.tokens.forEach((tokens, i) => {
    const weight = answers.weights[i]!;
    const own = Math.max(1, tokens - 1);
    const long = longSteps(b, busy, own) - longSteps(b, utilisation, own);
    share += (weight * long) / own;
    steps += weight * long;
    all += weight * own;
  });
  return { tpot: share * b.longer, token: (steps / all) * b.longer };
}

/** Steps among `steps` that come before the work behind is done. */
function longSteps({ seconds, longer, step }: Bursts, busy: number, steps: number): number {
  const lasts = seconds / (1 - busy) / (step + longer);
  return -busy * lasts * expm1(-steps / lasts);
}
