import type { Snapshot } from '../../engine/result';
import type { Seconds, Tokens } from '../../units/units';
import { emptyLane, surveyLane, type LaneMotion } from './lane-motion';
import { TIERS, tierOf } from '../palette';
import { sameRequest } from '../same-request';
import type { Selected } from './draw-selected';
import { addParticle, emptyParticles, FLIGHT, SHAPE, TRACK, type Particles, type Route } from './particles';
import { promptParts, type PromptParts } from './prompt-parts';
import { leavesAt, tokensAt, tokenTime } from './request-state';
import { rowNow } from './row-now';
import { indexOf, type SideIndex } from './side-index';
import { raceAt, withPinned, type Spotlight } from './spotlight';
import { chooseStrides, dashFor, DASHES_PER_PROMPT } from './thinning';

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

export interface MotionOptions {
  /** Cluster seconds per second of screen time. */
  speed: number;
  /** Steps instead of movement: text shows exactly what exists at `t`, without waiting for its dots to land. */
  still: boolean;
  /** A request that is looked into: it has a row while it is under way. */
  pinned?: Selected | null;
}

/** Screen seconds: KV over a link, how long a token counts as fresh, and how long a row takes to appear. */
const STREAK: Seconds = 0.7;
const FRESH: Seconds = 0.7;
const FADE: Seconds = 0.3;

/** Requests of a kind whose prompt or KV is drawn piece by piece. */
const MOST_DETAILED = 12;
const STREAKS_PER_TRANSFER = 8;

export function moveTokens(
  sides: readonly (Snapshot | null)[],
  spotlights: readonly Spotlight[],
  t: Seconds,
  { speed, still, pinned = null }: MotionOptions,
  particles: Particles = emptyParticles(),
): Motion {
  particles.count = 0;
  const indexes = sides.map((side) => side && indexOf(side));
  const rowsAt = still ? t : t - FLIGHT * speed;
  const at = pinned && sides['ab'.indexOf(pinned.side)];
  const pinnedOn = sides.map((side) => (at && side ? sameRequest(at, side, pinned.request) : null));
  const races = sides.map((_, i) => {
    const planned = (spotlights[i]?.slots ?? []).map((_row, slot) => raceAt(spotlights[i]!, slot, rowsAt));
    return planned.length > 0 ? withPinned(planned, sides, pinnedOn, i, t) : planned;
  });
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

/** Particles of one side. */
function addLane(
  motion: Motion,
  index: SideIndex,
  lane: number,
  rowOf: ReadonlyMap<number, number>,
  speed: number,
): void {
  const { particles, dashTokens, time: t } = motion;
  const { snapshot, poolOf } = index;
  const { requests } = snapshot;
  const survey = motion.lanes[lane]!;
  const flight = FLIGHT * speed;
  const tiers = snapshot.pools.map((pool) => tierIndex(pool.tier));
  const route: Route = { lane, track: 0, from: 0, to: 0 };
  const along = (track: number, from: number, to: number): Route => {
    route.track = track;
    route.from = from;
    route.to = to;
    return route;
  };

  const dots = (id: number) => {
    const slot = rowOf.get(id);
    const stride = slot === undefined ? motion.othersStride : motion.stride;
    const pool = poolOf[requests.decodeInstance[id]!] ?? 0;
    along(slot === undefined ? TRACK.others : TRACK.row, pool, slot ?? 0);
    const last = tokensAt(requests, id, t) - 1;
    for (let j = tokensAt(requests, id, t - flight); j <= last; j++)
      if ((j + id) % stride === 0)
        addParticle(
          particles,
          route,
          (t - tokenTime(requests, id, j)) / flight,
          SHAPE.dot,
          tiers[pool]!,
          id,
          j,
        );
  };
  for (const id of survey.decoding) dots(id);
  for (let at = survey.finished - 1; at >= 0 && index.endTimes[at]! > t - flight; at--)
    dots(index.endOrder[at]!);

  /** `pieces` leave evenly between two times and each takes `takes` to get there. */
  const train = (
    from: Seconds,
    to: Seconds,
    pieces: number,
    takes: Seconds,
    each: (piece: number, fraction: number) => void,
  ) => {
    for (let piece = 0; piece < pieces; piece++) {
      const fraction = (t - (from + ((to - from) * piece) / pieces)) / takes;
      if (fraction < 0) break;
      if (fraction <= 1) each(piece, fraction);
    }
  };
  const recent = (id: number) => {
    const prompt = requests.promptTokens[id]!;
    const pieces = Math.min(Math.max(1, Math.ceil(prompt / dashTokens)), 4 * DASHES_PER_PROMPT);
    const [start, first] = [requests.prefillStart[id]!, requests.firstToken[id]!];
    const entry = poolOf[requests.prefillInstance[id]!] ?? 0;
    const parts = promptParts(snapshot, id);
    along(TRACK.intoPool, entry, entry);
    train(start, first, pieces, flight, (piece, fraction) => {
      const [shape, tier] = dashOf(snapshot, parts, (piece / pieces) * prompt, tiers[entry]!);
      addParticle(particles, route, fraction, shape, tier, id, piece);
    });
    parts?.tiers.forEach((tokens, vessel) => {
      if (tokens === 0) return;
      along(TRACK.fetch, vessel, entry);
      const streaks = Math.min(DASHES_PER_PROMPT, Math.ceil(tokens / dashTokens));
      const tier = tierIndex(snapshot.tiers[vessel]!.name);
      train(start, first, streaks, STREAK * speed, (piece, fraction) =>
        addParticle(particles, route, fraction, SHAPE.streak, tier, id, piece),
      );
    });
    const exit = poolOf[requests.decodeInstance[id]!] ?? entry;
    if (exit === entry || !(t >= first)) return;
    along(TRACK.link, entry, exit);
    const leaves = leavesAt(requests, id);
    if (t < leaves) return;
    train(leaves, requests.decodeReady[id]!, STREAKS_PER_TRANSFER, STREAK * speed, (piece, fraction) =>
      addParticle(particles, route, fraction, SHAPE.streak, tiers[entry]!, id, piece),
    );
  };
  for (const id of survey.reading.slice(0, MOST_DETAILED)) recent(id);
  for (const id of survey.moving.slice(0, MOST_DETAILED)) recent(id);
  for (const id of survey.decoding.slice(-MOST_DETAILED)) recent(id);
}

const tierIndex = (name: string): number => TIERS.indexOf(tierOf(name));

/** How a dash of prompt tokens is drawn: in the colour of where they were found, hollow where they were nowhere. */
function dashOf(
  { tiers }: Snapshot,
  parts: PromptParts | null,
  token: Tokens,
  own: number,
): [shape: number, tier: number] {
  if (!parts || token < parts.device) return [SHAPE.dash, own];
  let end = parts.device;
  for (let t = 0; t < parts.tiers.length; t++) {
    end += parts.tiers[t]!;
    if (token < end) return [SHAPE.dash, tierIndex(tiers[t]!.name)];
  }
  return [SHAPE.hollow, own];
}
