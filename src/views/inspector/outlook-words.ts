import type { Decision } from '../../engine/routing/route';
import { dollars, seconds } from '../../units/format';

/** What could be expected of a decision when it was taken, beside what it came to; '' where neither is known. */
export function outlookWords({ predicted, actual }: Decision): string {
  const rows = [
    ['first token after', predicted?.ttftSeconds, actual?.ttftSeconds, seconds],
    ['time per token', predicted?.tpotSeconds, actual?.tpotSeconds, seconds],
    ['cost', predicted?.usd, actual?.usd, dollars],
  ] as const;
  const told = rows.flatMap(([what, expected, became, print]) =>
    expected == null
      ? []
      : [`${what} ${print(expected)}${became == null ? '' : ` (it was ${print(became)})`}`],
  );
  return told.length === 0 ? '' : `Expected there, for an answer of average length: ${told.join(', ')}.`;
}
