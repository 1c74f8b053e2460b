import type { RequestsPerSecond, Seconds, Tokens } from '../units/units';
import { makeStepWork, type StepCost } from './cost/step-cost';
import { decodeShape, promptShape } from './cost/step-shapes';

/** A fixed number of users who send the next request when the last is answered: how benchmarks load a server. */
export interface ClosedLoop {
  requestsPerSecond: RequestsPerSecond;
  ttft: Seconds;
  tpot: Seconds;
  /** Sequences decoding at once. */
  batch: number;
  /** Share of time that prompts add to the steps. */
  promptShare: number;
}

const HALVINGS = 50;

/**
 * Mean field of one colocated instance with `users`, model.md §9.1: a decode batch B fixes the rate,
 * λ = B/(O·td(B) + B·Sp(B)), and Little's law over a whole request, users = B + λ·TTFT, fixes B by bisection.
 * Prompts and answers have one length.
 */
export function closedLoop(
  cost: StepCost,
  window: Tokens,
  users: number,
  prompt: Tokens,
  output: Tokens,
): ClosedLoop {
  let low = 1e-3;
  let high = users;
  let state = atBatch(cost, window, high, prompt, output);
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    state = atBatch(cost, window, middle, prompt, output);
    if (middle + state.requestsPerSecond * state.ttft < users) low = middle;
    else high = middle;
  }
  return state;
}

function atBatch(cost: StepCost, window: Tokens, batch: number, prompt: Tokens, output: Tokens): ClosedLoop {
  const context = prompt + output / 2;
  const work = makeStepWork();
  cost.step(decodeShape(batch, context, window), work);
  const decode = work.seconds;
  cost.step(promptShape(prompt, batch, context, window), work);
  const mixed = work.seconds;
  const added = mixed - decode;
  const rate = batch / (output * decode + batch * added);
  const share = rate * added;
  return {
    requestsPerSecond: rate,
    // The prompt's own pass, and waiting behind other prompts as in M/D/1.
    ttft: mixed + (share * added) / (2 * (1 - share)),
    tpot: decode / (1 - share),
    batch,
    promptShare: share,
  };
}
