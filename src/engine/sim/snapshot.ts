import { boundByOfParts } from '../cost/bound-by';
import type { BoundBy } from '../cost/step-cost';
import { decodeShape, promptShape } from '../cost/step-shapes';
import type { PoolSeries, Snapshot } from '../result';
import { isCompanion } from '../roles';
import type { Pool } from './cluster-state';
import { SERIES_BUCKETS } from './pool-meter';
import type { SimState } from './state';

/** Copies what the animation needs out of a finished run, so that the buffers can be transferred. */
export function takeSnapshot(sim: SimState): Snapshot {
  const { requests } = sim;
  const durationSeconds = sim.now;
  return {
    requests: {
      count: requests.count,
      // Shared with the workload, which other runs still need: copied, never transferred away.
      arrival: requests.arrival.slice(),
      promptTokens: requests.prompt.slice(),
      outputTokens: requests.output.slice(),
      prefillStart: requests.prefillStart,
      firstToken: requests.firstToken,
      decodeReady: requests.decodeReady,
      decodeStart: requests.decodeStart,
      end: requests.end,
      prefillInstance: requests.prefillInstance,
      decodeInstance: requests.decodeInstance,
      decodeLane: requests.decodeLane,
      stallSeconds: requests.stallSeconds,
      ...(isInOrder(requests.identity) ? {} : { rows: requests.identity }),
    },
    durationSeconds,
    pools: sim.pools.map((pool) => poolSeries(pool, durationSeconds)),
  };
}

const isInOrder = (rows: Uint32Array): boolean => rows.every((row, i) => row === i);

function poolSeries(pool: Pool, duration: number): PoolSeries {
  const { plan, meter } = pool;
  const { chip } = plan.input;
  const lanes = plan.instances * plan.lanesPerInstance;
  return {
    role: plan.input.role,
    chipId: chip.id,
    chipName: chip.name,
    tier: chip.memory.tier,
    chips: plan.input.chips,
    instances: plan.instances,
    lanesPerInstance: plan.lanesPerInstance,
    weightBytes: plan.weightBytes * plan.instances,
    capacityBytes: chip.memory.bytes * plan.input.chips,
    boundBy: poolBoundBy(pool),
    buckets: SERIES_BUCKETS,
    busyShare: isCompanion(plan.input.role)
      ? busyOfCompanion(pool, duration)
      : meter.busySeries.means(duration).map((busy) => Math.min(1, busy / lanes)),
    running: meter.runningSeries.means(duration),
    waiting: meter.waitingSeries.means(duration),
    kvBytes: meter.kvSeries.means(duration),
  };
}

/** A companion has no lanes of its own: the share of its chips that worked. */
function busyOfCompanion({ meter, plan }: Pool, duration: number): Float32Array {
  const width = duration / SERIES_BUCKETS;
  const places = plan.instances * plan.lanesPerInstance * plan.chipsPerLane;
  return Float32Array.from({ length: SERIES_BUCKETS }, (_, b) => {
    const { busyChipSeconds } = meter.activity.between(b * width, (b + 1) * width);
    return width > 0 ? Math.min(1, busyChipSeconds / width / places) : 0;
  });
}

/** What the pool's mean step waits for most; null when it never worked. */
export function poolBoundBy(pool: Pool): BoundBy | null {
  const { meter, plan, window } = pool;
  if (meter.laneSeconds === 0) return null;
  if (plan.input.role === 'prefill') {
    return boundByOfParts(plan.cost.explain(promptShape(plan.input.tokenBudget, 0, 0, window)));
  }
  const batch = Math.max(1, meter.batchSeconds / meter.laneSeconds);
  const context = meter.contextSeconds / Math.max(meter.batchSeconds, 1e-12);
  return boundByOfParts(plan.cost.explain(decodeShape(batch, context, window)));
}
