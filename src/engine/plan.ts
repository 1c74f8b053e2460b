import type { ClusterInput, LinkInput, ModelInput } from './input';
import { layoutOf } from './layout/layout-of';
import { classShortfalls } from './layout/class-shortfalls';
import { poolDemands, type ServedPool } from './layout/pool-demands';
import type { PlanInput, PlanResult, PoolLayout, PoolPlan, PoolResult, Shortfall } from './layout/pool-plan';
import { poolNames } from './pool-names';
import { isCompanion } from './roles';
import { workloadStatistics, type WorkloadStatistics } from './workload-statistics';

export { KV_BLOCK_TOKENS } from './layout/pool-plan';
export type { Plan, PlanInput, PlanResult, PoolPlan, Shortfall } from './layout/pool-plan';

/**
 * Lays out every pool of a cluster for a model and a workload, or says what does not fit. A prefill pool must hold
 * the weights and one prompt, any other pool the weights and one whole sequence, each at the 99th percentile; where
 * several pools could take the same requests, those of one class or the mean one will do, if some pool holds each class.
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
  private readonly model: ModelInput;
  private readonly names: string[];
  private readonly served: ServedPool[];

  constructor(model: ModelInput, cluster: ClusterInput) {
    this.model = model;
    this.names = poolNames(cluster.pools);
    this.served = cluster.pools.map((input) => ({ input, model: (input.model ?? model).id }));
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
    const named = this.cluster.pools.length > 1 || w.classes !== undefined;
    this.layouts.forEach((layout, i) => {
      if (layout === null) return;
      const result = this.layOut(layout, i, w, wording);
      if ('shortfall' in result) {
        const { shortfall } = result;
        const message =
          named && wording ? `Pool ${this.names[shortfall.pool]!}: ${shortfall.message}` : shortfall.message;
        shortfalls.push({ ...shortfall, message });
        return;
      }
      pools[i] = result.plan;
      for (const companion of result.plan.companions ?? []) pools[companion.pool] = companion.plan;
    });
    if (shortfalls.length === 0 && w.classes !== undefined)
      shortfalls.push(...classShortfalls(pools, w.classes, this.model));
    if (shortfalls.length > 0) return { feasible: false, shortfalls };
    const { memory, routing } = this.cluster;
    const kept = memory && { kept: { input: memory, homing: routing === 'kv' || routing === 'kvtime' } };
    return { feasible: true, plan: { pools, link: this.link, chips: this.chips, ...kept } };
  }

  /** The layout for the most of what could come that fits, or what is missing for the least of it. */
  private layOut(layout: PoolLayout, index: number, w: WorkloadStatistics, wording: boolean): PoolResult {
    const demands = poolDemands(this.served, index, this.model.id, w);
    let result = layout.layOut(demands[0]!, wording);
    for (const demand of demands.slice(1)) {
      if ('plan' in result) return result;
      result = layout.layOut(demand, wording);
    }
    return result;
  }
}
