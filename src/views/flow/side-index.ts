import type { Snapshot } from '../../engine/result';
import type { Seconds, Tokens } from '../../units/units';
import { tokensAt, wasServed } from './request-state';

/**
 * Finds the requests of one moment without looking at all of them. Time is cut into buckets and each bucket
 * lists, in order of arrival, the requests that are in the cluster during any part of it: one flat array of
 * ids and one of offsets. A frame then costs the requests in flight, not the requests of the run.
 */
export interface SideIndex {
  snapshot: Snapshot;
  bucketSeconds: Seconds;
  offsets: Int32Array;
  ids: Int32Array;
  /** Finished requests in the order of their end, and the tokens delivered up to and including each. */
  endOrder: Int32Array;
  endTimes: Float64Array;
  deliveredTokens: Float64Array;
  /** Which pool an instance belongs to: instances are numbered through all pools, in their order. */
  poolOf: Uint8Array;
  /** Arrivals of those that were turned away, in order, and which requests they are. */
  rejectedTimes: Float64Array;
  rejectedIds: Int32Array;
}

/** The lists hold each request once per bucket it spans; this bounds them to some 8 MB when a run is overloaded. */
const MOST_ENTRIES = 2_000_000;
const MOST_BUCKETS = 4096;
/** Arrivals in a bucket: a frame looks at a few requests too many, and a run of a thousand is indexed in no time. */
const ARRIVALS_PER_BUCKET = 4;

const indexes = new WeakMap<Snapshot, SideIndex>();

/** The index of a snapshot, built once. Arrivals are non-decreasing, which the engine promises. */
export function indexOf(snapshot: Snapshot): SideIndex {
  let index = indexes.get(snapshot);
  if (!index) indexes.set(snapshot, (index = build(snapshot)));
  return index;
}

function build(snapshot: Snapshot): SideIndex {
  const { requests, durationSeconds } = snapshot;
  const leave = (id: number) => {
    const end = requests.end[id]!;
    return Number.isNaN(end) ? durationSeconds : end;
  };
  let inFlightSeconds = 0;
  for (let id = 0; id < requests.count; id++)
    if (wasServed(requests, id)) inFlightSeconds += leave(id) - requests.arrival[id]!;
  const meanInFlight = durationSeconds > 0 ? inFlightSeconds / durationSeconds : 0;
  const affordable = Math.floor((MOST_ENTRIES - requests.count) / Math.max(1, meanInFlight));
  const wanted = Math.ceil(requests.count / ARRIVALS_PER_BUCKET);
  const buckets = Math.max(1, Math.min(MOST_BUCKETS, affordable, wanted));
  const bucketSeconds = durationSeconds > 0 ? durationSeconds / buckets : 1;
  const bucketOf = (t: Seconds) => Math.min(buckets - 1, Math.max(0, Math.floor(t / bucketSeconds)));

  const offsets = new Int32Array(buckets + 1);
  const each = (visit: (bucket: number, id: number) => void) => {
    for (let id = 0; id < requests.count; id++) {
      if (!wasServed(requests, id)) continue;
      const last = bucketOf(leave(id));
      for (let bucket = bucketOf(requests.arrival[id]!); bucket <= last; bucket++) visit(bucket, id);
    }
  };
  each((bucket) => offsets[bucket + 1]!++);
  for (let bucket = 0; bucket < buckets; bucket++) offsets[bucket + 1]! += offsets[bucket]!;
  const ids = new Int32Array(offsets[buckets]!);
  const next = offsets.slice(0, buckets);
  each((bucket, id) => (ids[next[bucket]!++] = id));

  const finished: number[] = [];
  for (let id = 0; id < requests.count; id++) if (!Number.isNaN(requests.end[id]!)) finished.push(id);
  sortBy(requests.end, finished);
  const rejected: number[] = [];
  requests.rejected?.forEach((turnedAway, id) => turnedAway === 1 && rejected.push(id));
  let delivered = 0;
  return {
    poolOf: Uint8Array.from(snapshot.pools.flatMap(({ instances }, p) => Array<number>(instances).fill(p))),
    rejectedTimes: Float64Array.from(rejected, (id) => requests.arrival[id]!),
    rejectedIds: Int32Array.from(rejected),
    snapshot,
    bucketSeconds,
    offsets,
    ids,
    endOrder: Int32Array.from(finished),
    endTimes: Float64Array.from(finished, (id) => requests.end[id]!),
    deliveredTokens: Float64Array.from(finished, (id) => (delivered += requests.outputTokens[id]!)),
  };
}

/**
 * Sorts ids by their values, and then by themselves. They are almost in order, which sorts an array, not a typed one, in
 * one go; and differences of values would each be put on the heap.
 */
export function sortBy(values: Float64Array, ids: number[]): number[] {
  return ids.sort((one, other) => {
    const [first, second] = [values[one]!, values[other]!];
    if (first === second) return one - other;
    return first < second ? -1 : 1;
  });
}

/** Number of values at or before `t` in a non-decreasing column. */
export function countUpTo(column: Float64Array, t: Seconds): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Visits, in order of arrival, every request that has arrived by `t` and not ended. */
export function forEachActive(index: SideIndex, t: Seconds, visit: (id: number) => void): void {
  const { requests } = index.snapshot;
  const buckets = index.offsets.length - 1;
  const bucket = Math.min(buckets - 1, Math.max(0, Math.floor(t / index.bucketSeconds)));
  for (let at = index.offsets[bucket]!; at < index.offsets[bucket + 1]!; at++) {
    const id = index.ids[at]!;
    if (requests.arrival[id]! > t) return;
    if (!(t >= requests.end[id]!)) visit(id);
  }
}

/** Answers finished by `t`. */
export function finishedAt(index: SideIndex, t: Seconds): number {
  return countUpTo(index.endTimes, t);
}

/** Answer tokens delivered from the start of the run to `t`, those of unfinished answers included. */
export function deliveredAt(index: SideIndex, t: Seconds): Tokens {
  const finished = finishedAt(index, t);
  let sum = finished > 0 ? index.deliveredTokens[finished - 1]! : 0;
  forEachActive(index, t, (id) => (sum += tokensAt(index.snapshot.requests, id, t)));
  return sum;
}
