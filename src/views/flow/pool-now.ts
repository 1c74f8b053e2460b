import type { BoundBy } from '../../engine/cost/step-cost';
import type { PoolSeries, Snapshot } from '../../engine/result';
import type { Bytes, Fraction, Seconds } from '../../units/units';
import { streamRate } from './request-state';
import { countUpTo, indexOf } from './side-index';
import { writesAnswers } from './pool-blocks';

/** One pool at one moment. */
export interface PoolNow {
  busyShare: Fraction;
  running: number;
  waiting: number;
  kvBytes: Bytes;
  /** Of nobody who runs now, kept for later. */
  keptBytes: Bytes;
  /**
   * Busy share of each group of chips, in the order of the tiles: an instance, or one stage of a pipeline. On a
   * pipeline this is a long exposure: see `exposePipeline`.
   */
  groups: Float32Array;
  pipeline: boolean;
  /** What the step nearest to the moment waits for; null where the pool does nothing. */
  boundBy: BoundBy | null;
  /** By instance: requests it works on, and its share of the pool's KV, by the tokens it holds. */
  batch: Int32Array;
  kvShare: Float32Array;
}

/** What is at work, or under way, at a moment, of a grid: nothing once the side's run is over, though the other's goes on. */
export function seriesAt(column: Float32Array, duration: Seconds, t: Seconds): number {
  return t < duration ? levelAt(column, duration, t) : 0;
}

/** A value of the grid between the middles of its buckets, of what stays as it is in the end. */
export function levelAt(column: Float32Array, duration: Seconds, t: Seconds): number {
  if (column.length === 0 || !(duration > 0)) return 0;
  const at = (t / duration) * column.length - 0.5;
  const i = Math.min(column.length - 1, Math.max(0, Math.floor(at)));
  const next = Math.min(column.length - 1, i + 1);
  const f = Math.min(1, Math.max(0, at - i));
  return column[i]! + (column[next]! - column[i]!) * f;
}

/** The largest value of a grid; 0 of an empty one. */
export function mostOf(column: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < column.length; i++) most = Math.max(most, column[i]!);
  return most;
}

/** The pool that answers are written in, the last where there are several. */
export function decodingPool(pools: readonly PoolSeries[]): PoolSeries | undefined {
  return pools.findLast(writesAnswers);
}

/** The pool of an instance; undefined where a request never had one. */
export function poolAt(snapshot: Snapshot, instance: number): PoolSeries | undefined {
  return snapshot.pools[indexOf(snapshot).poolOf[instance] ?? -1];
}

/** What the sampled step nearest to `t` waits for; of a pool that never worked, null. */
export function boundAt({ stepTimes, stepBoundBy }: PoolSeries, t: Seconds): BoundBy | null {
  const after = countUpTo(stepTimes, t);
  const before = after - 1;
  if (before < 0) return stepBoundBy[0] ?? null;
  const nearer = after < stepTimes.length && stepTimes[after]! - t < t - stepTimes[before]! ? after : before;
  return stepBoundBy[nearer] ?? null;
}

/** Chips work in step within a group. */
export function groupsOf(pool: PoolSeries): number {
  return Math.max(1, Math.min(pool.chips, pool.instances * pool.lanesPerInstance));
}

/** Chips that the layout uses: the first ones. */
export function workingChips({ chips, idleChips }: PoolSeries): number {
  return chips - idleChips;
}

/** -1 of a chip that the layout leaves over. */
export function groupOfChip(pool: PoolSeries, chip: number): number {
  const working = workingChips(pool);
  return chip >= working ? -1 : Math.floor((chip * groupsOf(pool)) / working);
}

/** One chip: requests at work on its instance, and its part of the KV they hold, spread evenly over the instance. */
export function chipNow(pool: PoolSeries, now: PoolNow, chip: number): { batch: number; kvBytes: Bytes } {
  const working = workingChips(pool);
  if (chip >= working) return { batch: 0, kvBytes: 0 };
  const instance = Math.min(pool.instances - 1, Math.floor((chip * pool.instances) / working));
  const chips = working / pool.instances;
  const share = pool.instances === 1 ? 1 : (now.kvShare[instance] ?? 0);
  return { batch: now.batch[instance] ?? 0, kvBytes: (now.kvBytes * share) / chips };
}

/** Instances without a request do nothing; those with one share what the pool as a whole is busy. */
export function shareByInstance(pool: PoolSeries, busyShare: Fraction, load: Int32Array): Float32Array {
  if (pool.instances === 1) return Float32Array.of(busyShare);
  const active = load.reduce((sum, requests) => sum + (requests > 0 ? 1 : 0), 0);
  const each = active > 0 ? Math.min(1, (busyShare * pool.instances) / active) : 0;
  return Float32Array.from(load, (requests) => (requests > 0 ? each : 0));
}

/** Seconds of screen time that one picture of a pipeline exposes. */
const EXPOSURE: Seconds = 0.25;

/**
 * A token passes through all stages of a pipeline one after the other. Slowed down, one sees it wander over the
 * chips; at ordinary speed it passes many times within a blink, and drawing its momentary place would flicker.
 * So the picture is a long exposure: each stage shows the share of the last quarter second it was at work.
 * The shares of one request sum to 1 whatever the speed.
 */
export function exposePipeline(
  requests: Snapshot['requests'],
  decoding: readonly number[],
  pool: PoolSeries,
  firstInstance: number,
  t: Seconds,
  speed: number,
): Float32Array {
  const groups = new Float32Array(groupsOf(pool));
  const stages = Math.max(1, Math.floor(groups.length / pool.instances));
  for (const id of decoding) {
    const passesPerSecond = streamRate(requests, id);
    const first = (requests.decodeInstance[id]! - firstInstance) * stages;
    const started = requests.decodeStart[id]!;
    const head = (t - started) * passesPerSecond * stages;
    const tail = Math.max(0, head - EXPOSURE * speed * passesPerSecond * stages);
    if (head - tail > 4 * stages || head <= tail) {
      for (let stage = 0; stage < stages; stage++) groups[first + stage]! += 1 / stages;
      continue;
    }
    for (let stage = Math.floor(tail); stage < head; stage++) {
      const inside = Math.min(stage + 1, head) - Math.max(stage, tail);
      groups[first + (stage % stages)]! += inside / (head - tail);
    }
  }
  return groups.map((share) => Math.min(1, share));
}
