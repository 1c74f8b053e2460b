import type { Seconds, Tokens } from '../../units/units';
import { makeStepWork } from '../cost/step-cost';
import { promptShape } from '../cost/step-shapes';
import { DECODING, type Instance, type Lane, type Pool } from '../sim/cluster-state';
import { stepsUntil } from '../sim/segment';
import type { RouteContext } from './policy';

/** Predictions that routing rests on. They look at queues and batches, never at a request's future. */

/** Seconds of one prompt token when the budget is full; asked once per pool. */
export function secondsPerPromptToken(pool: Pool): Seconds {
  if (pool.promptTokenSeconds >= 0) return pool.promptTokenSeconds;
  const { plan } = pool;
  const tokens = plan.input.tokenBudget;
  if (plan.pipelinePrefill !== null) {
    pool.promptTokenSeconds = plan.pipelinePrefill(tokens).occupiedSeconds / tokens;
  } else {
    const work = makeStepWork();
    plan.cost.step(promptShape(tokens, 0, 0, Infinity), work);
    pool.promptTokenSeconds = work.seconds / tokens;
  }
  return pool.promptTokenSeconds;
}

/** Work ahead of a newcomer in prompts that wait or are under way. */
export function promptSecondsAhead(instance: Instance): Seconds {
  return instance.promptTokensAhead * secondsPerPromptToken(instance.pool);
}

/**
 * Tokens that the batch of a lane sees in its step at `now`. A lane that jumps over steps has not counted them yet;
 * counting them by the times at which they end gives what a lane that walks would say.
 */
function globalTokensAt(lane: Lane, now: Seconds): Tokens {
  if (lane.mode !== DECODING || !lane.anchored) return lane.globalTokens;
  const most = lane.targetStep - lane.anchorStep;
  const ended = stepsUntil(lane.anchor, lane.first, lane.slope, now, 1, most) - 1;
  return lane.anchorGlobal + lane.batch * ended;
}

/** Tokens that all batches of an instance see in their steps at `now`. */
export function tokensDecoding(instance: Instance, now: Seconds): Tokens {
  let tokens = 0;
  for (const lane of instance.lanes) tokens += globalTokensAt(lane, now);
  return tokens;
}

/** Sequences that a newcomer would decode beside. */
export function smallestBatch(instance: Instance): number {
  let smallest = Infinity;
  for (const lane of instance.lanes) smallest = Math.min(smallest, lane.batch);
  return smallest;
}

/** Seconds of a decode step in the smallest batch of an instance, with `more` sequences of average length in it. */
export function decodeStepSeconds(instance: Instance, more: number, now: Seconds): Seconds {
  let lane = instance.lanes[0]!;
  for (const other of instance.lanes) if (other.batch < lane.batch) lane = other;
  const batch = lane.batch + more;
  if (batch === 0) return 0;
  const global = lane.batch > 0 ? (globalTokensAt(lane, now) / lane.batch) * batch : 0;
  let seconds = 0;
  for (const b of instance.pool.plan.cost.decode(batch).branches) {
    // Windowed layers hold still once full: what they add does not tell instances apart.
    seconds = Math.max(seconds, b.base + b.perGlobalToken * global);
  }
  return seconds;
}

/**
 * Decode work that runs or waits there: every sequence is expected to have half the mean answer left and to pay its
 * share of the steps, which it will run beside all the others. None are where answers are decoded elsewhere.
 */
export function decodeSecondsAhead({ meanOutputTokens, now }: RouteContext, instance: Instance): Seconds {
  if (instance.load === 0 || instance.pool.plan.input.role === 'prefill') return 0;
  let running = 0;
  for (const lane of instance.lanes) running += lane.batch;
  // Sequences that still wait will join the batch of those that run.
  const joining = (instance.load - running) / instance.lanes.length;
  return meanOutputTokens * 0.5 * decodeStepSeconds(instance, Math.max(0, Math.round(joining)), now);
}
