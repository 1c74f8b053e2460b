import type { Tokens } from '../units/units';
import type { MeasuredRow } from './measured-row';

/** How a benchmark drew its requests, and how many tokens the server it started takes in a step. */
export interface Client {
  /** Shortest length as a share of the nominal one. */
  shortest: number;
  tokenBudget: Tokens;
}

/** Default of the three engines. */
export const TOKEN_BUDGET = 8192;

/** InferenceX draws 80 to 100 % of the nominal length. */
const SHORTEST = 0.8;

/**
 * NVIDIA's gap analysis checks AIConfigurator. The servers it writes take prompt + 1500 tokens and the largest batch, 512,
 * in a step (its rules for vLLM and TensorRT-LLM; for SGLang the first two), so prompts go in by one or two.
 */
const GAP_BESIDE_PROMPT = 2012;

/**
 * Its runs do not say how lengths were drawn. First tokens take as long whatever the length of the answers, so users are
 * nearly in step. Fitted: one number for all of its models and engines.
 */
const GAP_SHORTEST = 0.92;

export function clientOf({ mode, notes, inputTokens }: MeasuredRow): Client {
  if (notes.includes('gap-analysis'))
    return { shortest: GAP_SHORTEST, tokenBudget: (inputTokens ?? 0) + GAP_BESIDE_PROMPT };
  return { shortest: mode.toLowerCase().includes('fixed') ? 1 : SHORTEST, tokenBudget: TOKEN_BUDGET };
}
