import type { Snapshot } from '../../engine/result';
import type { Fraction, Seconds, Tokens, TokensPerSecond } from '../../units/units';
import { takesPrompts } from './pool-blocks';
import {
  boundAt,
  exposePipeline,
  groupsOf,
  levelAt,
  seriesAt,
  shareByInstance,
  type PoolNow,
} from './pool-now';
import { stageAt, streamRate, tokensAt } from './request-state';
import type { RowNow } from './row-now';
import { countUpTo, deliveredAt, finishedAt, forEachActive, type SideIndex } from './side-index';

/** One side at one moment: who is where, and the state of its pools. */
export interface LaneMotion {
  pools: PoolNow[];
  approaching: { request: number; fraction: Fraction }[];
  /** By pool: who waits, head first, at most `MOST_LISTED`, and how many that are; whose prompt is being read. */
  queues: { listed: number[]; count: number; reading: number[] }[];
  queuedCount: number;
  /** On their way out from the router, turned away; and all that have been by now. */
  leaving: { request: number; fraction: Fraction }[];
  rejected: number;
  reading: number[];
  /** Their prompt is done, and the decode pool has no room. */
  blocked: number[];
  moving: number[];
  /** Arrived at the decode pool, not yet in a batch. */
  held: number;
  decoding: number[];
  rows: (RowNow | null)[];
  /** Answers under way that have no row, by arrival, with the share that is written. */
  others: { request: number; share: Fraction }[];
  othersCount: number;
  finished: number;
  delivered: Tokens;
  /** Mean over the answers under way, of which those that wait for room to decode get nothing; when there is none, that of the last one finished; null before it. */
  streamRate: TokensPerSecond | null;
}

/** Screen seconds from the edge of the picture to the router. */
const APPROACH: Seconds = 1.2;
/** And from the router out of it, for one that is turned away. */
const LEAVE: Seconds = 1;
/** Most requests of a kind that are listed one by one, and that are shown on their way. */
const MOST_LISTED = 400;
const MOST_COMING = 12;

export function emptyLane(): LaneMotion {
  return {
    pools: [],
    approaching: [],
    queues: [],
    queuedCount: 0,
    leaving: [],
    rejected: 0,
    reading: [],
    moving: [],
    blocked: [],
    held: 0,
    decoding: [],
    rows: [],
    others: [],
    othersCount: 0,
    finished: 0,
    delivered: 0,
    streamRate: null,
  };
}

function queue(entry: LaneMotion['queues'][number], id: number): void {
  entry.count++;
  if (entry.listed.length < MOST_LISTED) entry.listed.push(id);
}

/** Who is where. */
export function surveyLane(
  index: SideIndex,
  t: Seconds,
  speed: number,
  rowOf: ReadonlyMap<number, number>,
): LaneMotion {
  const { snapshot } = index;
  const { requests } = snapshot;
  const lane = emptyLane();
  lane.queues = snapshot.pools.map(() => ({ listed: [], count: 0, reading: [] }));
  const entryOf = (id: number) => lane.queues[index.poolOf[requests.prefillInstance[id]!] ?? 0]!;
  forEachActive(index, t, (id) => {
    switch (stageAt(requests, id, t)) {
      case 'queued':
        lane.queuedCount++;
        queue(entryOf(id), id);
        break;
      case 'prefill':
        lane.reading.push(id);
        entryOf(id).reading.push(id);
        break;
      case 'blocked':
        lane.blocked.push(id);
        break;
      case 'transfer':
        lane.moving.push(id);
        break;
      case 'held':
        lane.held++;
        break;
      case 'decode':
        lane.decoding.push(id);
        if (rowOf.has(id)) break;
        lane.othersCount++;
        if (lane.others.length < MOST_LISTED)
          lane.others.push({
            request: id,
            share: tokensAt(requests, id, t) / Math.max(1, requests.outputTokens[id]!),
          });
        break;
      case 'coming':
      case 'done':
        break;
    }
  });
  for (let id = countUpTo(requests.arrival, t); id < requests.count; id++) {
    const fraction = 1 - (requests.arrival[id]! - t) / (APPROACH * speed);
    if (fraction < 0 || lane.approaching.length === MOST_COMING) break;
    lane.approaching.push({ request: id, fraction });
  }
  lane.rejected = countUpTo(index.rejectedTimes, t);
  for (let at = lane.rejected - 1; at >= 0 && lane.leaving.length < MOST_COMING; at--) {
    const fraction = (t - index.rejectedTimes[at]!) / (LEAVE * speed);
    if (fraction > 1) break;
    lane.leaving.push({ request: index.rejectedIds[at]!, fraction });
  }
  lane.finished = finishedAt(index, t);
  lane.delivered = deliveredAt(index, t);
  const last = lane.finished > 0 ? [index.endOrder[lane.finished - 1]!] : [];
  const rates = (lane.decoding.length > 0 ? lane.decoding : last)
    .map((id) => streamRate(requests, id))
    .filter((rate) => rate > 0);
  // Who waits for room to decode has a first token, and no stream.
  const users = rates.length + lane.blocked.length;
  lane.streamRate = rates.length > 0 ? rates.reduce((sum, rate) => sum + rate, 0) / users : null;
  lane.pools = poolsNow(snapshot, lane, t, speed);
  return lane;
}

function poolsNow(snapshot: Snapshot, lane: LaneMotion, t: Seconds, speed: number): PoolNow[] {
  const { requests, durationSeconds } = snapshot;
  let before = 0;
  return snapshot.pools.map((pool, p) => {
    // The engine numbers instances through all pools, in their order.
    const first = before;
    before += pool.instances;
    const here = (instance: number) => instance >= first && instance < first + pool.instances;
    const busyShare = seriesAt(pool.busyShare, durationSeconds, t);
    const prefills = lane.reading.filter((id) => here(requests.prefillInstance[id]!));
    const decodes = lane.decoding.filter((id) => here(requests.decodeInstance[id]!));
    const pipeline = pool.lanesPerInstance > 1 && pool.role !== 'prefill';
    const load = new Int32Array(pool.instances);
    if (!pipeline) {
      for (const id of prefills) load[requests.prefillInstance[id]! - first]!++;
      for (const id of decodes) load[requests.decodeInstance[id]! - first]!++;
    }
    const only = snapshot.pools.filter(({ role }) => role === pool.role).length === 1;
    const companion = pool.owner !== null;
    const works = prefills.length + decodes.length > 0;
    const held = heldBy(requests, prefills, decodes, first, pool.instances, t);
    return {
      busyShare,
      running: prefills.length + decodes.length + (only && pool.role === 'mixed' ? lane.held : 0),
      // Which of several pools a waiting request stands at only the series tells.
      waiting: companion
        ? 0
        : !only
          ? takesPrompts(pool)
            ? lane.queues[p]!.count
            : Math.round(seriesAt(pool.waiting, durationSeconds, t))
          : pool.role === 'decode' || pool.role === 'attention'
            ? lane.held + lane.blocked.length
            : lane.queues[p]!.count,
      kvBytes: seriesAt(pool.kvBytes, durationSeconds, t),
      keptBytes: pool.keptBytes ? levelAt(pool.keptBytes, durationSeconds, t) : 0,
      groups: companion
        ? new Float32Array(groupsOf(pool)).fill(busyShare)
        : pipeline
          ? exposePipeline(requests, decodes, pool, first, t, speed)
          : shareByInstance(pool, busyShare, load),
      pipeline: pipeline && !companion,
      // A pool that seldom works is not idle while it does.
      boundBy: works || busyShare > 0.001 ? boundAt(pool, t) : null,
      ...held,
    };
  });
}

/** By instance of a pool: requests at work there, and the share that it has of all their tokens. */
function heldBy(
  requests: Snapshot['requests'],
  prefills: readonly number[],
  decodes: readonly number[],
  first: number,
  instances: number,
  t: Seconds,
): Pick<PoolNow, 'batch' | 'kvShare'> {
  const batch = new Int32Array(instances);
  const kvShare = new Float32Array(instances);
  let all = 0;
  const hold = (instance: number, tokens: Tokens) => {
    batch[instance - first]!++;
    kvShare[instance - first]! += tokens;
    all += tokens;
  };
  for (const id of prefills) hold(requests.prefillInstance[id]!, requests.promptTokens[id]!);
  for (const id of decodes)
    hold(requests.decodeInstance[id]!, requests.promptTokens[id]! + tokensAt(requests, id, t));
  if (all > 0) for (let i = 0; i < instances; i++) kvShare[i]! /= all;
  return { batch, kvShare };
}
