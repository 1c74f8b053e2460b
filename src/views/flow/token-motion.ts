import type { Snapshot } from '../../engine/result';
import type { Fraction, Seconds, Tokens, TokensPerSecond } from '../../units/units';
import { addParticle, emptyParticles, MOST_PARTICLES, SHAPE, TRACK, type Particles } from './particles';
import { exposePipeline, seriesAt, shareByInstance, type PoolNow } from './pool-now';
import {
  promptShare,
  stageAt,
  streamRate,
  tokensAt,
  tokenTime,
  wasServed,
  type Stage,
} from './request-state';
import { countUpTo, deliveredAt, finishedAt, forEachActive, indexOf, type SideIndex } from './side-index';
import { raceAt, type Spotlight } from './spotlight';

/** Everything that moves, at one moment: a pure function of the runs, the time and the speed. No pixels here. */
export interface Motion {
  time: Seconds;
  still: boolean;
  lanes: LaneMotion[];
  particles: Particles;
  /** One in so many answer tokens is drawn: of those written out, and of the others. The same for both sides. */
  stride: number;
  othersStride: number;
  /** Prompt tokens that one dash stands for. */
  dashTokens: Tokens;
}

export interface LaneMotion {
  pools: PoolNow[];
  approaching: { request: number; fraction: Fraction }[];
  /** Head first; at most `MOST_LISTED`. `queuedCount` is all of them. */
  queued: number[];
  queuedCount: number;
  reading: number[];
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
  /** Mean over the answers under way; null when there is none. */
  streamRate: TokensPerSecond | null;
}

export interface RowNow {
  request: number;
  stage: Stage;
  tokens: Tokens;
  of: Tokens;
  promptTokens: Tokens;
  promptShare: Fraction;
  /** Tokens written within the last moment of screen time: the coloured end of the text. */
  fresh: Tokens;
  /** Arrival to last token, once done. */
  took: Seconds | null;
  opacity: Fraction;
}

export interface MotionOptions {
  /** Cluster seconds per second of screen time. */
  speed: number;
  /** Steps instead of movement: text shows exactly what exists at `t`, without waiting for its dots to land. */
  still: boolean;
}

/** Screen seconds that things take on their way. */
const APPROACH: Seconds = 1.2;
const FLIGHT: Seconds = 0.5;
const STREAK: Seconds = 0.7;
const FRESH: Seconds = 0.7;
const FADE: Seconds = 0.3;

const MOST_LISTED = 400;
const MOST_DETAILED = 12;
/** Dots on one row's track, and on the track of all others, beyond which they run into a line. */
const DENSEST_ROW = 24;
const DENSEST_OTHERS = 20;
const DENSEST_DASHES = 14;
const STREAKS_PER_TRANSFER = 8;
const DASHES_PER_PROMPT = 90;

export function moveTokens(
  sides: readonly (Snapshot | null)[],
  spotlights: readonly Spotlight[],
  t: Seconds,
  { speed, still }: MotionOptions,
  particles: Particles = emptyParticles(),
): Motion {
  particles.count = 0;
  const indexes = sides.map((side) => side && indexOf(side));
  const rowsAt = still ? t : t - FLIGHT * speed;
  const races = sides.map((_, i) =>
    (spotlights[i]?.slots ?? []).map((_row, slot) => raceAt(spotlights[i]!, slot, rowsAt)),
  );
  const rowsOf = races.map(
    (lane) => new Map(lane.flatMap((race, slot) => (race ? [[race.request, slot] as const] : []))),
  );
  const lanes = indexes.map((index, i) => (index ? surveyLane(index, t, speed, rowsOf[i]!) : emptyLane()));
  lanes.forEach((lane, i) => {
    const side = sides[i];
    lane.rows = races[i]!.map((race) => {
      if (!race || !side || race.request >= side.requests.count) return null;
      const opacity = Math.min(
        1,
        (rowsAt - race.from) / (FADE * speed) + 0.25,
        (race.until - rowsAt) / (FADE * speed) + 0.15,
      );
      return rowNow(side.requests, race.request, rowsAt, FRESH * speed, still ? 1 : opacity);
    });
  });
  const dashTokens = dashFor(sides, speed);
  const strides = chooseStrides(indexes, lanes, t, FLIGHT * speed);
  const motion: Motion = { time: t, still, lanes, particles, dashTokens, ...strides };
  indexes.forEach((index, lane) => index && addLane(motion, index, lane, rowsOf[lane]!, speed));
  return motion;
}

function emptyLane(): LaneMotion {
  return {
    pools: [],
    approaching: [],
    queued: [],
    queuedCount: 0,
    reading: [],
    moving: [],
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

/** Who is where. */
function surveyLane(
  index: SideIndex,
  t: Seconds,
  speed: number,
  rowOf: ReadonlyMap<number, number>,
): LaneMotion {
  const { snapshot } = index;
  const { requests } = snapshot;
  const lane = emptyLane();
  forEachActive(index, t, (id) => {
    switch (stageAt(requests, id, t)) {
      case 'queued':
        lane.queuedCount++;
        if (lane.queued.length < MOST_LISTED) lane.queued.push(id);
        break;
      case 'prefill':
        lane.reading.push(id);
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
    if (fraction < 0 || lane.approaching.length === MOST_DETAILED) break;
    if (wasServed(requests, id)) lane.approaching.push({ request: id, fraction });
  }
  lane.finished = finishedAt(index, t);
  lane.delivered = deliveredAt(index, t);
  const rates = lane.decoding.map((id) => streamRate(requests, id)).filter((rate) => rate > 0);
  lane.streamRate = rates.length > 0 ? rates.reduce((sum, rate) => sum + rate, 0) / rates.length : null;
  lane.pools = poolsNow(snapshot, lane, t, speed);
  return lane;
}

function poolsNow(snapshot: Snapshot, lane: LaneMotion, t: Seconds, speed: number): PoolNow[] {
  const { requests, durationSeconds } = snapshot;
  return snapshot.pools.map((pool) => {
    const busyShare = seriesAt(pool.busyShare, durationSeconds, t);
    const prefills = pool.role === 'decode' ? [] : lane.reading;
    const decodes = pool.role === 'prefill' ? [] : lane.decoding;
    const pipeline = pool.lanesPerInstance > 1 && pool.role !== 'prefill';
    const load = new Int32Array(pool.instances);
    const count = (instance: number) => {
      if (instance >= 0 && instance < load.length) load[instance]! += 1;
    };
    if (!pipeline) {
      for (const id of prefills) count(requests.prefillInstance[id]!);
      for (const id of decodes) count(requests.decodeInstance[id]!);
    }
    const single = pool.role === 'mixed';
    return {
      busyShare,
      running: prefills.length + decodes.length + (single ? lane.held : 0),
      waiting: pool.role === 'decode' ? lane.held : lane.queuedCount,
      kvBytes: seriesAt(pool.kvBytes, durationSeconds, t),
      groups: pipeline
        ? exposePipeline(requests, decodes, pool, t, speed)
        : shareByInstance(pool, busyShare, load),
      pipeline,
    };
  });
}

function rowNow(
  requests: Snapshot['requests'],
  request: number,
  t: Seconds,
  freshSeconds: Seconds,
  opacity: Fraction,
): RowNow {
  const stage = stageAt(requests, request, t);
  const tokens = tokensAt(requests, request, t);
  return {
    request,
    stage,
    tokens,
    of: requests.outputTokens[request]!,
    promptTokens: requests.promptTokens[request]!,
    promptShare: promptShare(requests, request, t),
    fresh: tokens - tokensAt(requests, request, t - freshSeconds),
    took: stage === 'done' ? requests.end[request]! - requests.arrival[request]! : null,
    opacity: Math.max(0, opacity),
  };
}

/**
 * Prompt tokens of one dash: a power of two, so that a typical prompt is a train and not a cloud, and so that
 * dashes under way at this speed stay apart.
 */
function dashFor(sides: readonly (Snapshot | null)[], speed: number): Tokens {
  let least = 1;
  for (const side of sides) {
    if (!side) continue;
    const { count, promptTokens, prefillStart, firstToken } = side.requests;
    let tokens = 0;
    let busy: Seconds = 0;
    const stride = Math.max(1, Math.floor(count / 100));
    for (let id = 0; id < count; id += stride) {
      const seconds = firstToken[id]! - prefillStart[id]!;
      if (!(seconds > 0)) continue;
      tokens += promptTokens[id]!;
      busy += seconds;
    }
    if (busy === 0) continue;
    const sampled = Math.ceil(count / stride);
    least = Math.max(
      least,
      tokens / sampled / DASHES_PER_PROMPT,
      ((tokens / busy) * FLIGHT * speed) / DENSEST_DASHES,
    );
  }
  return nextPowerOfTwo(least);
}

function nextPowerOfTwo(value: number): number {
  let power = 1;
  while (power < value) power *= 2;
  return power;
}

/**
 * Both sides are thinned alike, so that the denser stream is the faster one. What is counted changes at most once
 * a flight: a stride that flickered between two powers would be worse than either.
 */
function chooseStrides(
  indexes: readonly (SideIndex | null | undefined)[],
  lanes: readonly LaneMotion[],
  t: Seconds,
  flight: Seconds,
) {
  let densest = 0;
  let rows = 0;
  let others = 0;
  lanes.forEach((lane, i) => {
    const index = indexes[i];
    if (!index) return;
    const now = Math.floor(t / flight) * flight;
    const all = deliveredAt(index, now) - deliveredAt(index, now - flight);
    let inRows = 0;
    for (const row of lane.rows) {
      const inFlight = row ? streamRate(index.snapshot.requests, row.request) * flight : 0;
      densest = Math.max(densest, inFlight);
      inRows += inFlight;
    }
    rows += Math.min(all, inRows);
    others = Math.max(others, all - Math.min(all, inRows));
  });
  return {
    stride: nextPowerOfTwo(Math.max(densest / DENSEST_ROW, rows / MOST_PARTICLES)),
    othersStride: nextPowerOfTwo(others / DENSEST_OTHERS),
  };
}

/** Particles of one side. */
function addLane(
  motion: Motion,
  index: SideIndex,
  lane: number,
  rowOf: ReadonlyMap<number, number>,
  speed: number,
): void {
  const { particles, dashTokens, time: t } = motion;
  const { requests } = index.snapshot;
  const survey = motion.lanes[lane]!;
  const flight = FLIGHT * speed;

  const dots = (id: number) => {
    const slot = rowOf.get(id);
    const stride = slot === undefined ? motion.othersStride : motion.stride;
    const track = slot === undefined ? TRACK.others : TRACK.row + slot;
    const last = tokensAt(requests, id, t) - 1;
    for (let j = tokensAt(requests, id, t - flight); j <= last; j++)
      if ((j + id) % stride === 0)
        addParticle(particles, lane, track, (t - tokenTime(requests, id, j)) / flight, SHAPE.dot, id, j);
  };
  for (const id of survey.decoding) dots(id);
  for (let at = survey.finished - 1; at >= 0 && index.endTimes[at]! > t - flight; at--)
    dots(index.endOrder[at]!);

  /** `pieces` leave evenly between two times and each takes `takes` to get there. */
  const train = (
    id: number,
    from: Seconds,
    to: Seconds,
    pieces: number,
    takes: Seconds,
    kind: 'dash' | 'streak',
  ) => {
    for (let piece = 0; piece < pieces; piece++) {
      const fraction = (t - (from + ((to - from) * piece) / pieces)) / takes;
      if (fraction < 0) break;
      if (fraction > 1) continue;
      const track = kind === 'dash' ? TRACK.intoPool : TRACK.link;
      addParticle(particles, lane, track, fraction, SHAPE[kind], id, piece);
    }
  };
  const handsOver = index.snapshot.pools.length > 1;
  const recent = (id: number) => {
    const prompt = Math.max(1, Math.ceil(requests.promptTokens[id]! / dashTokens));
    const [start, first] = [requests.prefillStart[id]!, requests.firstToken[id]!];
    train(id, start, first, Math.min(prompt, 4 * DASHES_PER_PROMPT), flight, 'dash');
    if (handsOver && t >= first)
      train(id, first, requests.decodeReady[id]!, STREAKS_PER_TRANSFER, STREAK * speed, 'streak');
  };
  for (const id of survey.reading.slice(0, MOST_DETAILED)) recent(id);
  for (const id of survey.moving.slice(0, MOST_DETAILED)) recent(id);
  for (const id of survey.decoding.slice(-MOST_DETAILED)) recent(id);
}
