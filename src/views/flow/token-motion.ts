import type { Snapshot } from '../../engine/result';
import type { Seconds, Tokens } from '../../units/units';
import { emptyLane, surveyLane, type LaneMotion } from './lane-motion';
import { addParticle, emptyParticles, FLIGHT, SHAPE, TRACK, type Particles } from './particles';
import { tokensAt, tokenTime } from './request-state';
import { rowNow } from './row-now';
import { indexOf, type SideIndex } from './side-index';
import { raceAt, type Spotlight } from './spotlight';
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
