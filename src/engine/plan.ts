import type { ClusterInput, LinkInput, ModelInput } from './input';
import { layoutOf } from './layout/layout-of';
import type { PlanInput, PlanResult, PoolLayout, PoolPlan, Shortfall } from './layout/pool-plan';
import { isCompanion } from './roles';
import { workloadStatistics, type WorkloadStatistics } from './workload-statistics';

export { KV_BLOCK_TOKENS } from './layout/pool-plan';
export type { Plan, PlanInput, PlanResult, PoolPlan, Shortfall } from './layout/pool-plan';

/**
 * Lays out every pool of a cluster for a model and a workload, or says what does not fit. A prefill pool must hold
 * the weights and one prompt, any other pool the weights and one whole sequence, each at the 99th percentile.
 */
export function makePlan(input: PlanInput): PlanResult {
  return new Planner(input.model, input.cluster).plan(workloadStatistics(input.workload));
}

/** A model on a cluster, to be laid out for one workload after another: step costs are built once. */
export class Planner {
  /** Null for a companion, which is laid out by the pool it serves. */
  private readonly layouts: (PoolLayout | null)[];
  private readonly cluster: ClusterInput;
  private readonly link: LinkInput | null;
  private readonly chips: number;

  constructor(model: ModelInput, cluster: ClusterInput) {
    this.cluster = cluster;
    this.link = cluster.link;
    this.chips = cluster.pools.reduce((sum, pool) => sum + pool.chips, 0);
    this.layouts = cluster.pools.map((pool, index) =>
      isCompanion(pool.role) ? null : layoutOf(cluster.pools, index, pool.model ?? model),
    );
  }

  /** `wording` false leaves reasons and messages empty: curves ask hundreds of times. */
  plan(w: WorkloadStatistics, wording = true): PlanResult {
    const pools: PoolPlan[] = [];
    const shortfalls: Shortfall[] = [];
    this.layouts.forEach((layout, i) => {
      if (layout === null) return;
      const prefillOnly = this.cluster.pools[i]?.role === 'prefill';
      const sequenceTokens = prefillOnly ? w.promptP99 : w.sequenceP99;
      const contextMean = w.promptMean + w.outputMean / 2;
      const result = layout.layOut({ sequenceTokens, promptMean: w.promptMean, contextMean }, wording);
      if ('shortfall' in result) shortfalls.push(result.shortfall);
      else {
        pools[i] = result.plan;
        for (const companion of result.plan.companions ?? []) pools[companion.pool] = companion.plan;
      }
    });
    if (shortfalls.length > 0) return { feasible: false, shortfalls };
    return { feasible: true, plan: { pools, link: this.link, chips: this.chips } };
  }
}
