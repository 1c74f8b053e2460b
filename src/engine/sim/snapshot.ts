import { boundByOfParts, largestWait } from '../cost/bound-by';
import type { BoundBy } from '../cost/step-cost';
import { decodeShape, promptShape } from '../cost/step-shapes';
import { idleChips, memoryBytes } from '../layout/pool-plan';
import type { LinkSeries, PoolSeries, Snapshot, TierSeries } from '../result';
import { isCompanion } from '../roles';
import type { Pool } from './cluster-state';
import type { SimState } from './state';
import { SERIES_BUCKETS } from './time-series';

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
      ...(requests.roomAt.every(Number.isNaN) ? {} : { roomAt: requests.roomAt }),
      ...(sim.rejected > 0 ? { rejected: requests.rejection.map((reason) => Math.min(1, reason)) } : {}),
      ...(sim.memory && {
        reusedTokens: sim.memory.reusedTokens,
        fetchedTokens: sim.memory.fetchedTokens,
        blocksFrom: sim.memory.blocksFrom,
      }),
      ...(isInOrder(requests.identity) ? {} : { rows: requests.identity }),
    },
    durationSeconds,
    pools: sim.pools.map((pool) => poolSeries(sim, pool)),
    link: linkSeries(sim),
    tiers: tierSeries(sim),
  };
}

const isInOrder = (rows: Uint32Array): boolean => rows.every((row, i) => row === i);

function linkSeries({ link, now }: SimState): LinkSeries | null {
  if (link === null) return null;
  const { flows, rate, input } = link;
  flows.busySeries.set(now, 0);
  return {
    bytesPerSecond: rate,
    latencySeconds: input.latencySeconds,
    busyShare: flows.busySeries.means(now),
  };
}

function tierSeries({ memory, instances, now }: SimState): TierSeries[] {
  if (memory === null) return [];
  const members = instances.filter(({ id }) => memory.serves(id));
  return memory.stack.tiers.map((tier) => {
    const { name, capacityBytes, read, latencySeconds } = tier.input;
    // Instances that keep nothing have stores that nobody uses.
    const stores = new Set(members.map(({ id }) => tier.storeOf(id))).size;
    tier.holdMore(now, 0);
    tier.noteReads(now);
    return {
      name,
      capacityBytes: capacityBytes * stores,
      stores,
      readBytesPerSecond: Math.min(read.aggregate * stores, read.perClient * members.length),
      latencySeconds,
      heldBytes: tier.heldSeries.means(now),
      readRate: tier.readSeries.means(now),
    };
  });
}

function poolSeries({ pools, now: duration }: SimState, pool: Pool): PoolSeries {
  const { plan, meter } = pool;
  const owner = pools.findIndex(({ plan: other }) =>
    other.companions?.some((one) => one.pool === pool.index),
  );
  const { chip } = plan.input;
  const lanes = plan.instances * plan.lanesPerInstance;
  return {
    role: plan.input.role,
    name: pool.name,
    model: pool.model.id,
    owner: owner < 0 ? null : owner,
    roundTripSeconds: plan.input.roundTripSeconds ?? 0,
    chipId: chip.id,
    chipName: chip.name,
    tier: chip.memory.tier,
    chips: plan.input.chips,
    idleChips: idleChips(plan),
    instances: plan.instances,
    lanesPerInstance: plan.lanesPerInstance,
    weightBytes: plan.weightBytes * plan.instances,
    capacityBytes: memoryBytes(plan),
    boundBy: poolBoundBy(pool),
    ...stepsOf(pool),
    buckets: SERIES_BUCKETS,
    busyShare: isCompanion(plan.input.role)
      ? busyOfCompanion(pool, duration)
      : meter.busySeries.means(duration).map((busy) => Math.min(1, busy / lanes)),
    running: meter.runningSeries.means(duration),
    waiting: meter.waitingSeries.means(duration),
    kvBytes: meter.kvSeries.means(duration),
    ...(meter.keptSeries.total > 0 && { keptBytes: meter.keptSeries.means(duration) }),
  };
}

/** What single steps of the pool waited for, by time: lanes at work at once sample it in turns. */
function stepsOf({ meter, plan }: Pool): Pick<PoolSeries, 'stepTimes' | 'stepBoundBy'> {
  const { times } = meter.samples;
  const waits = meter.samples.waits(plan.cost);
  const order = times.map((_, i) => i).sort((one, other) => times[one]! - times[other]!);
  return {
    stepTimes: Float64Array.from(order, (i) => times[i]!),
    stepBoundBy: order.map((i) => largestWait(waits[i]!)),
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
