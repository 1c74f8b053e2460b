import type { Fraction, RequestsPerSecond, Seconds } from '../../units/units';
import { expm1 } from '../number/portable';
import type { LengthNodes } from './length-nodes';

/** The line of prompts that an answer leaves behind it in a colocated instance when its own prompt is done. */
export interface LineBehind {
  /** Share of time in which prompts are computed there, and the chance that there is one when an answer begins. */
  utilisation: Fraction;
  chance: Fraction;
  /** How long it then goes on, with all that come meanwhile. */
  lasts: Seconds;
  /** Prompts a second that begin another. */
  rate: RequestsPerSecond;
  /** A step while there is a line, and one without it. */
  long: Seconds;
  step: Seconds;
}

/**
 * What an answer loses to that line beyond what its tokens lose on average over time: seconds per token of a request, and per
 * token of all. Steps alternate between long and short like a chain of two states that forgets where it began at the rate κ a
 * step; long ones are fewer than the time they take, so that an answer that begins in a line, as most do at high load, meets
 * more of them the shorter it is. It never loses less than the average.
 */
export function stallBehind(line: LineBehind, answers: LengthNodes): { tpot: Seconds; token: Seconds } {
  const { utilisation, chance, lasts, rate, long, step } = line;
  const usual = (utilisation * step) / (utilisation * step + (1 - utilisation) * long);
  let [tpot, stalled, all] = [0, 0, 1];
  if (lasts > 0 && chance > usual) {
    const forgets = rate * step + long / lasts;
    all = 0;
    answers.tokens.forEach((tokens, i) => {
      const weight = answers.weights[i]!;
      const own = Math.max(1, tokens - 1);
      const more = (weight * (usual - chance) * expm1(-own * forgets) * (long - step)) / forgets;
      tpot += more / own;
      stalled += more;
      all += weight * own;
    });
  }
  return { tpot, token: stalled / all };
}
