import type { Tokens } from '../../units/units';

/** What a model takes that nobody has published: at least the context that models of today have. */
const GENERIC_CONTEXT: Tokens = 131_072;

/** Requests spread around their mean: so many times the mean is allowed where no published context says otherwise. */
const SPREAD = 4;

/**
 * Tokens that the longest request may have, prompt and answer together, around a mean of `tokens`. A published context
 * holds up to itself; beyond it the model is computed as if it took what is asked. `published` is null for a generic
 * model, which takes whatever is asked.
 */
export function contextLimit(tokens: Tokens, published: Tokens | null): Tokens {
  if (published === null) return Math.max(GENERIC_CONTEXT, SPREAD * tokens);
  return tokens > published ? SPREAD * tokens : published;
}
