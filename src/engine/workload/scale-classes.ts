import type { Tokens } from '../../units/units';
import type { WorkloadClass } from '../input';

/** Requests spread around their mean: beyond a model's published context, four times the mean is allowed. */
const CONTEXT_SPREAD = 4;
const HALVINGS = 80;

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
  const outputMean = (factor: number): Tokens =>
    classes.reduce((sum, of) => sum + (of.share / shares) * outputOf(of, factor), 0);
  // The mean answer falls with the factor.
  let [low, high] = [1e-9, 1e9];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = Math.sqrt(low * high);
    if (outputMean(middle) > tokens / (1 + ratio)) low = middle;
    else high = middle;
  }
  const factor = Math.sqrt(low * high);
  return classes.map((of) => {
    const whole = totalOf(of) * longer;
    const outputTokensMean = Math.max(1, outputOf(of, factor));
    return {
      ...of,
      promptTokensMean: Math.max(1, whole - outputTokensMean),
      outputTokensMean,
      maxContext: whole > of.maxContext ? CONTEXT_SPREAD * whole : of.maxContext,
    };
  });
}
