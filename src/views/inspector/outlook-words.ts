import type { Decision } from '../../engine/routing/route';
import { count, dollars, seconds } from '../../units/format';

/** Beyond this a prediction wants a word: what it could not know. */
const FAR_OFF = 1.5;

/** Of `predict.ts`: it counts what has been sent to an instance, and takes the rest to be average. */
const KNOWN_THEN =
  ' The router knows how much it has sent there, not how long those answers will be, nor who comes later: it takes them to be average.';

function isFarOff(expected: number, became: number): boolean {
  return Math.max(expected, became) > FAR_OFF * Math.min(expected, became);
}

/**
 * What could be expected of a decision when it was taken, beside what it came to; '' where neither is known. The cost of
 * the answer that came is of its own `answerTokens`.
 */
export function outlookWords({ predicted, actual }: Decision, answerTokens: number): string {
  const rows = [
    ['first token after', predicted?.ttftSeconds, actual?.ttftSeconds, seconds],
    ['time per token', predicted?.tpotSeconds, actual?.tpotSeconds, seconds],
    ['cost', predicted?.usd, actual?.usd, dollars, ` for its ${count(answerTokens)} tokens`],
  ] as const;
  const told = rows.flatMap(([what, expected, became, print, of = '']) =>
    expected == null
      ? []
      : [`${what} ${print(expected)}${became == null ? '' : ` (it was ${print(became)}${of})`}`],
  );
  if (told.length === 0) return '';
  const surprised = rows
    .slice(0, 2)
    .some(([, expected, became]) => expected != null && became != null && isFarOff(expected, became));
  return `Expected there, for an answer of average length: ${told.join(', ')}.${surprised ? KNOWN_THEN : ''}`;
}
