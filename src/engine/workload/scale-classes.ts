import type { Tokens } from '../../units/units';
import type { WorkloadClass } from '../input';
import { contextLimit } from '../model/context-limit';

const MOST_STEPS = 100;

/**
 * The classes with other lengths: the mean request has `tokens`, prompt and answer together, and `ratio` mean prompt
 * tokens per mean output token. Requests keep their proportions: all become as many times longer, and every class's own
 * ratio as many times larger. An answer has at least one token.
 */
export function scaleClasses(
  classes: readonly WorkloadClass[],
  tokens: Tokens,
  ratio: number,
): WorkloadClass[] {
  const shares = classes.reduce((sum, { share }) => sum + share, 0);
  const totalOf = (of: WorkloadClass): Tokens => of.promptTokensMean + of.outputTokensMean;
  const mean = classes.reduce((sum, of) => sum + (of.share / shares) * totalOf(of), 0);
  const longer = tokens / mean;
  const outputOf = (of: WorkloadClass, factor: number): Tokens =>
    (totalOf(of) * longer) / (1 + (of.promptTokensMean / of.outputTokensMean) * factor);
  // The mean answer falls with the factor, ever more slowly: Newton's steps from the left never overshoot.
  let factor = 0;
  for (let i = 0; i < MOST_STEPS; i++) {
    let excess = -tokens / (1 + ratio);
    let slope = 0;
    for (const of of classes) {
      const answer = (of.share / shares) * outputOf(of, factor);
      const own = of.promptTokensMean / of.outputTokensMean;
      excess += answer;
      slope += (answer * own) / (1 + own * factor);
    }
    const next = factor + excess / slope;
    if (!(next > factor)) break;
    factor = next;
  }
  return classes.map((of) => {
    const whole = totalOf(of) * longer;
    const outputTokensMean = Math.max(1, outputOf(of, factor));
    return {
      ...of,
      promptTokensMean: Math.max(1, whole - outputTokensMean),
      outputTokensMean,
      maxContext: contextLimit(whole, of.maxContext),
    };
  });
}
