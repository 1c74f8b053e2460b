import type { Tokens } from '../../units/units';
import type { PoolPlan } from '../layout/pool-plan';
import { KV_BLOCK_TOKENS } from '../layout/pool-plan';

/**
 * Sequences of `tokens` that one instance can run at once, by its lanes' cap and by KV room; real-valued, at least
 * one. Blocks are allocated whole, which takes half a block more on average.
 */
export function sequenceSlots(plan: PoolPlan, tokens: Tokens, window: Tokens): number {
  const blocks = tokens / KV_BLOCK_TOKENS + 0.5;
  const localBlocks = Math.min(blocks, window / KV_BLOCK_TOKENS);
  const bytes =
    blocks * plan.globalBlockBytes + (plan.localBlockBytes > 0 ? localBlocks * plan.localBlockBytes : 0);
  return Math.max(
    1,
    Math.min(plan.lanesPerInstance * plan.maxSequencesPerLane, plan.kvCapacityBytes / bytes),
  );
}
