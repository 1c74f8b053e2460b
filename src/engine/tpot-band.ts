import type { Seconds } from '../units/units';
import { fleetState } from './closed-form/fleet-state';
import { makeDemand } from './closed-form/stage';
import { StepProbe } from './closed-form/step-probe';
import type { ClusterInput, EngineInput, PoolInput } from './input';
import { decoderOf, type Plan, type PoolPlan } from './layout/pool-plan';
import { layerSplit } from './model/kv-bytes';
import { Planner } from './plan';
import type { SideReport } from './result';
import { workloadStatistics } from './workload-statistics';

/**
 * Between which times per token the truth may lie, where the residual of a chip that takes part in decoding is known
 * within a band only: the step as it is, and on the same machines with the least and the most residual. What requests
 * wait for stays as it is. Null where no band was stated.
 */
export function tpotBand(input: EngineInput, plan: Plan, tpot: Seconds | null): SideReport['band'] {
  if (tpot === null || !Number.isFinite(tpot)) return null;
  if (plan.pools.every((pool) => !hasBand(pool))) return null;
  const w = workloadStatistics(input.workload);
  const fleet = fleetState(plan, input.model, w);
  const decoder = decoderOf((fleet.known ? fleet.main.plan : plan).pools);
  const taking = [decoder, ...(decoder.companions ?? []).map((companion) => companion.plan)];
  if (taking.every((pool) => !hasBand(pool))) return null;
  const demand = fleet.known
    ? fleet.main.state.demand
    : makeDemand(w, layerSplit((decoder.input.model ?? input.model).shape).window);
  const batch = 1 + (fleet.known ? fleet.main.state.decode.others : 0);
  const seconds = (pool: PoolPlan): Seconds => new StepProbe(pool).decodeSeconds(batch, demand.inBatch);
  const place = plan.pools.indexOf(decoder);
  const changed = (end: 0 | 1): Seconds => {
    const other = new Planner(input.model, withResidual(input.cluster, plan, end)).plan(w, false);
    return other.feasible ? seconds(other.plan.pools[place]!) - seconds(decoder) : 0;
  };
  return { tpot_s: [tpot + changed(0), tpot + changed(1)] };
}

const hasBand = ({ input }: PoolPlan): boolean => input.chip.sram?.residualBand !== undefined;

/** The cluster as it was laid out, its SRAM chips at one end of their bands. */
function withResidual(cluster: ClusterInput, plan: Plan, end: 0 | 1): ClusterInput {
  const pools = cluster.pools.map((pool, i): PoolInput => {
    const { chip } = pool;
    const { sram } = chip;
    const share = sram?.residualBand?.[end];
    if (sram === null || share === undefined)
      return chip.kind === 'gpu' ? { ...pool, tensorParallel: ranksOf(plan.pools[i]!) } : pool;
    const layerBaseSeconds = share * sram.layerBaseSeconds;
    const layerPerWidthSeconds = share * sram.layerPerWidthSeconds;
    return { ...pool, chip: { ...chip, sram: { ...sram, layerBaseSeconds, layerPerWidthSeconds } } };
  });
  return { ...cluster, pools };
}

const ranksOf = ({ tensorParallel, chipsPerInstance }: PoolPlan): number =>
  tensorParallel ?? chipsPerInstance;
