import type { StepCost } from '../engine/cost/step-cost';
import { decodeShape, promptShape } from '../engine/cost/step-shapes';
import type { Seconds, Tokens } from '../units/units';
import type { ClosedLoopLoad } from './client';
import { secondsOf } from './step-cost-of';

/**
 * What a request of a closed loop waits on average for a server that looks at new ones in some steps only, and for the
 * prompts of those who came in the same steps, which are computed with its own.
 */
export function admissionSeconds(cost: StepCost, window: Tokens, load: ClosedLoopLoad): Seconds {
  const { admission, users, shortest } = load;
  if (admission === null || users <= 1) return 0;
  const mean = (1 + shortest) / 2;
  const prompt = mean * load.promptTokens;
  const output = mean * load.outputTokens;
  const context = prompt + output / 2;
  const decode = secondsOf(cost, decodeShape(users, context, window));
  const mixed = secondsOf(cost, promptShape(prompt, users, context, window));
  const { steps, polled } = admission;
  const others = Math.min(users - 1, (steps * users) / output);
  const waited = polled ? steps / 2 : (steps * (1 + others / 2)) / (1 + others);
  return waited * decode + others * (mixed - decode);
}
