import type { Fraction, Seconds } from '../../units/units';
import { waitsOf } from '../cost/bound-by';
import { CHUNK_TOKENS } from '../cost/sram-prefill';
import type { BoundBy } from '../cost/step-cost';
import { promptShape } from '../cost/step-shapes';
import { idleChips, memoryBytes } from '../layout/pool-plan';
import type { SideReport, TierReport } from '../result';
import type { Pool } from './cluster-state';
import { sharesOf } from './step-samples';

/** Where bytes live in a pool. */
export function tierReport(pool: Pool, span: Seconds): TierReport {
  const { plan, meter, instances, name } = pool;
  const { chip } = plan.input;
  return {
    pool: name,
    chip: chip.id,
    tier: chip.memory.tier,
    capacity_bytes: memoryBytes(plan),
    weight_bytes: plan.weightBytes * plan.instances,
    kv_bytes_mean: span > 0 ? meter.kvSeries.total / span : 0,
    kv_bytes_peak: instances.reduce((sum, instance) => sum + instance.kv.peakBytes, meter.kvPeakBytes),
  };
}

/** A pool's chips, layout, and what its time went to. */
export function poolReport(pool: Pool, span: Seconds): SideReport['pools'][number] {
  const { plan, meter } = pool;
  const busy = span * plan.instances * plan.lanesPerInstance > 0 ? busyShares(pool, span) : null;
  const busyShare = busy && busy.steps + busy.prompts;
  return {
    role: plan.input.role,
    name: pool.name,
    model: pool.model.id,
    chip: plan.input.chip.id,
    chips: plan.input.chips,
    instances: plan.instances,
    chips_left_over: idleChips(plan),
    tensor_parallel: plan.input.chip.kind === 'gpu' ? (plan.tensorParallel ?? plan.chipsPerInstance) : 1,
    busy_share: busyShare,
    batch_mean: meter.laneSeconds > 0 ? meter.batchSeconds / meter.laneSeconds : null,
    time_shares: busy && timeShares(pool, busy),
    reason: plan.reason,
  };
}

/** Of a pool's time: with steps of its batches, and with prompts that pass an SRAM pipeline where no step is. */
interface BusyShares {
  steps: Fraction;
  prompts: Fraction;
}

/** Prompts and decode steps share the stages of a pipeline, and a chip that is in both is busy once. */
function busyShares({ plan, meter }: Pool, span: Seconds): BusyShares {
  const steps = meter.laneSeconds / (span * plan.instances * plan.lanesPerInstance);
  const alone = meter.promptSeconds - meter.sharedChipSeconds / plan.chipsPerInstance;
  return { steps, prompts: Math.min(alone / (span * plan.instances), Math.max(0, 1 - steps)) };
}

/** What the pool's time went to, by what its sampled steps wait for, and a chunk of a prompt. */
function timeShares(
  { meter, plan, window }: Pool,
  { steps, prompts }: BusyShares,
): NonNullable<SideReport['pools'][number]['time_shares']> {
  const shares = { compute: 0, bytes: 0, latency: 0, link: 0, software: 0, idle: 1 - steps - prompts };
  const add = (waits: Record<BoundBy, number> | null, of: Fraction): void => {
    for (const [label, share] of Object.entries(waits ?? {})) shares[label as BoundBy] += share * of;
  };
  add(sharesOf(meter.samples.waits(plan.cost)), steps);
  if (prompts > 0)
    add(sharesOf([waitsOf(plan.cost.explain(promptShape(CHUNK_TOKENS, 0, 0, window)))]), prompts);
  return shares;
}
