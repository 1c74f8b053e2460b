import type { Seconds, Tokens } from '../units/units';
import type { MeasuredRow } from './measured-row';
import { type Admission, recordedServer } from './recorded-server';

/** How a benchmark drew its requests, how many tokens the server it started takes in a step, and what lies between. */
export interface Client {
  /** Shortest length as a share of the nominal one. */
  shortest: number;
  tokenBudget: Tokens;
  /** From a request's sending to the engine, in place of the engine's own; null: as that engine's servers take. */
  requestSeconds: Seconds | null;
  /** Steps of up to so many tokens are graphs, in place of the engine's own; null: as its default is. */
  graphTokens: Tokens | null;
  admission: Admission | null;
  /** Kernels of every size have run before the clock starts. */
  warmedUp: boolean;
}

/** A closed loop as such a client makes it. */
export interface ClosedLoopLoad extends Client {
  users: number;
  promptTokens: Tokens;
  outputTokens: Tokens;
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
 * Its lengths are all alike: users whose answers end within a few steps of each other come back together, so first tokens
 * take as long whatever the length of the answers. How close they must be is the time a request takes to the engine. One
 * number, fitted for all of its models and engines; InferenceX's clients and servers take three times as long.
 */
const GAP_REQUEST_SECONDS = 10e-3;

export function clientOf(row: MeasuredRow): Client {
  const { mode, notes, inputTokens } = row;
  if (notes.includes('gap-analysis'))
    return {
      shortest: 1,
      tokenBudget: (inputTokens ?? 0) + GAP_BESIDE_PROMPT,
      requestSeconds: GAP_REQUEST_SECONDS,
      graphTokens: null,
      admission: null,
      warmedUp: false,
    };
  const shortest = mode.toLowerCase().includes('fixed') ? 1 : SHORTEST;
  const { tokenBudget, ...server } = recordedServer(row);
  return { shortest, tokenBudget: tokenBudget ?? TOKEN_BUDGET, requestSeconds: null, ...server };
}
