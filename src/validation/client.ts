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
 * in a step (its rules for vLLM, SGLang and TensorRT-LLM), so prompts go in by one or two. Its runs do not say how
 * lengths were drawn, but their first tokens take as long whatever the answers' length, as they do when all are alike;
 * two per cent stand for what a tokeniser and the way to the client make of that.
 */
const GAP_BESIDE_PROMPT = 2012;
const GAP_SHORTEST = 0.98;

export function clientOf({ mode, notes, inputTokens }: MeasuredRow): Client {
  if (notes.includes('gap-analysis'))
    return { shortest: GAP_SHORTEST, tokenBudget: (inputTokens ?? 0) + GAP_BESIDE_PROMPT };
  return { shortest: mode.toLowerCase().includes('fixed') ? 1 : SHORTEST, tokenBudget: TOKEN_BUDGET };
}
