import type { Seconds } from '../../units/units';
import type { BoundBy } from '../cost/step-cost';
import type { SideReport, TierReport } from '../result';
import type { Pool } from './cluster-state';

/** Where bytes live in a pool. */
export function tierReport(pool: Pool, span: Seconds): TierReport {
  const { plan, meter, instances, name } = pool;
  const { chip, chips } = plan.input;
  return {
    pool: name,
    chip: chip.id,
    tier: chip.memory.tier,
    capacity_bytes: chip.memory.bytes * chips,
    weight_bytes: plan.weightBytes * plan.instances,
    kv_bytes_mean: span > 0 ? meter.kvSeries.total / span : 0,
    kv_bytes_peak: instances.reduce((sum, instance) => sum + instance.kv.peakBytes, meter.kvPeakBytes),
  };
}

/** A pool's chips, layout, and what its time went to. */
export function poolReport(pool: Pool, span: Seconds): SideReport['pools'][number] {
  const { plan, meter } = pool;
  const laneTime = span * plan.instances * plan.lanesPerInstance;
  const busyShare = laneTime > 0 ? meter.laneSeconds / laneTime : null;
  return {
    role: plan.input.role,
    name: pool.name,
    model: pool.model.id,
    chip: plan.input.chip.id,
    chips: plan.input.chips,
    instances: plan.instances,
    tensor_parallel: plan.input.chip.kind === 'gpu' ? (plan.tensorParallel ?? plan.chipsPerInstance) : 1,
    busy_share: busyShare,
    batch_mean: meter.laneSeconds > 0 ? meter.batchSeconds / meter.laneSeconds : null,
    time_shares: busyShare === null ? null : timeShares(pool, busyShare),
    reason: plan.reason,
  };
}

/** What the pool's time went to, by what its sampled steps wait for. */
function timeShares(
  { meter, plan }: Pool,
  busyShare: number,
): NonNullable<SideReport['pools'][number]['time_shares']> {
  const waits = meter.samples.boundBy(plan.cost);
  const shares = { compute: 0, bytes: 0, latency: 0, link: 0, software: 0, idle: 1 - busyShare };
  if (waits === null) return { ...shares, idle: 1 };
  for (const [label, share] of Object.entries(waits)) shares[label as BoundBy] = share * busyShare;
  return shares;
}
