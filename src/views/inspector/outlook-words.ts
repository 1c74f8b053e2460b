import type { Decision } from '../../engine/routing/route';
import { count, dollars, seconds } from '../../units/format';

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
  return told.length === 0 ? '' : `Expected there, for an answer of average length: ${told.join(', ')}.`;
}
