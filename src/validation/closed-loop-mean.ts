import { makeStepWork, type StepCost } from '../engine/cost/step-cost';
import { decodeShape, promptShape } from '../engine/cost/step-shapes';
import type { Seconds, Tokens } from '../units/units';

/**
 * Means of a closed loop without a run: C users, each with one request under way (model.md §9.1). A guess at the
 * number of decodes in the batch fixes the rate, and the users that go with it; bisection finds the batch. Used to
 * fit, where a run per row would be too slow; predictions come from the simulator.
 */
export interface ClosedLoopMeans {
  ttft: Seconds;
  tpot: Seconds;
  batch: number;
  /** Requests per second. */
  rate: number;
}

const MOST_ROUNDS = 40;
const TOLERANCE = 1e-6;

const work = makeStepWork();

export function closedLoopMeans(
  cost: StepCost,
  users: number,
  prompt: Tokens,
  output: Tokens,
  window: Tokens,
  most = Infinity,
): ClosedLoopMeans {
  const context = prompt + output / 2;
  const at = (batch: number) => {
    cost.step(decodeShape(batch, context, window), work);
    const decode = work.seconds;
    cost.step(promptShape(prompt, batch, context, window), work);
    const mixed = work.seconds;
    const extra = Math.max(0, mixed - decode);
    const rate = batch / (output * decode + batch * extra);
    const load = Math.min(0.999, rate * extra);
    const ttft = mixed + (load * extra) / (2 * (1 - load));
    return { batch, tpot: decode / (1 - load), ttft, users: batch + rate * ttft, rate };
  };
  let high = at(Math.min(users, most));
  if (high.users < users) {
    // Memory, not users, limits the batch: the others wait in the queue.
    const { tpot, rate, ttft, batch } = high;
    return { batch, rate, tpot, ttft: ttft + (users - high.users) / rate };
  }
  let low = at(1e-3);
  // False position, halving the weight of an end that stays (Illinois): the users grow almost in line.
  let lowSide = low.users - users;
  let highSide = high.users - users;
  for (let i = 0; i < MOST_ROUNDS; i++) {
    const batch = (low.batch * highSide - high.batch * lowSide) / (highSide - lowSide);
    const middle = at(batch);
    const side = middle.users - users;
    if (Math.abs(side) < TOLERANCE * users) return middle;
    if (side < 0) {
      low = middle;
      lowSide = side;
      highSide /= 2;
    } else {
      high = middle;
      highSide = side;
      lowSide /= 2;
    }
  }
  return high;
}
