import { layOutGpuPool } from './layout/gpu-layout';
import type { PlanInput, PlanResult, PoolDemand, PoolPlan, Shortfall } from './layout/pool-plan';
import { layOutSramPool } from './layout/sram-layout';
import { workloadStatistics } from './workload-statistics';

export { KV_BLOCK_TOKENS } from './layout/pool-plan';
export type { Plan, PlanInput, PlanResult, PoolPlan, Shortfall } from './layout/pool-plan';

/**
 * Lays out every pool of a cluster for a model and a workload, or says what does not fit. A prefill pool must hold
 * the weights and one prompt, any other pool the weights and one whole sequence, each at the 99th percentile.
 */
export function makePlan(input: PlanInput): PlanResult {
  const w = workloadStatistics(input.workload);
  const pools: PoolPlan[] = [];
  const shortfalls: Shortfall[] = [];
  let chips = 0;
  input.cluster.pools.forEach((pool, index) => {
    const demand: PoolDemand = {
      model: input.model,
      pool,
      index,
      sequenceTokens: pool.role === 'prefill' ? w.promptP99 : w.sequenceP99,
      promptMean: w.promptMean,
      contextMean: w.promptMean + w.outputMean / 2,
    };
    const result = pool.chip.kind === 'sram' ? layOutSramPool(demand) : layOutGpuPool(demand);
    if ('plan' in result) pools.push(result.plan);
    else shortfalls.push(result.shortfall);
    chips += pool.chips;
  });
  if (shortfalls.length > 0) return { feasible: false, shortfalls };
  return { feasible: true, plan: { pools, link: input.cluster.link, chips } };
}
