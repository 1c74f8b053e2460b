import type { Snapshot } from '../../engine/result';
import type { Seconds, TokensPerSecond } from '../../units/units';
import { stageAt, streamRate } from './request-state';
import { countUpTo } from './side-index';
import { raceAt, type Spotlight } from './spotlight';

/** Where to begin and how fast to run, chosen from the data so that a visitor sees tokens move at once. */

/** Cluster seconds per second of screen time that the page offers: 1 s = 1 ms … 60 s. */
export const SPEEDS: readonly number[] = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60,
];

/** Tokens a second that the slower side writes on screen: about as fast as one can follow words. */
const READABLE: TokensPerSecond = 9;

/**
 * A run begins with an empty cluster that remembers nothing, and shows less than what comes after. Where a queue grows,
 * both sides answer the same requests early only: then less of the run is passed over.
 */
const WARM_UPS = [0.4, 0.1, 0];

/**
 * No request is worked on for longer than this on screen: where a prompt is read for minutes and an answer has ten
 * thousands of tokens, a readable text would be all that ever moves.
 */
const LONGEST_ON_SCREEN: Seconds = 300;

/** Of those requests of a run for which it is above zero. */
function median(snapshot: Snapshot, valueOf: (id: number) => number): number {
  const { count } = snapshot.requests;
  const stride = Math.max(1, Math.floor(count / 500));
  const values = new Float64Array(Math.ceil(count / stride));
  let above = 0;
  for (let id = 0; id < count; id += stride) {
    const value = valueOf(id);
    if (value > 0) values[above++] = value;
  }
  return values.subarray(0, above).sort()[above >> 1] ?? 0;
}

/** The offered speed at which the slower side's text is closest to readable, unless that takes too long. */
export function chooseSpeed(sides: readonly Snapshot[]): number {
  const rates = sides
    .map((side) => median(side, (id) => streamRate(side.requests, id)))
    .filter((rate) => rate > 0);
  if (rates.length === 0) return 1;
  const work = sides.map((side) =>
    median(side, (id) => side.requests.end[id]! - side.requests.prefillStart[id]!),
  );
  const wanted = Math.log(Math.max(READABLE / Math.min(...rates), Math.max(...work) / LONGEST_ON_SCREEN));
  return SPEEDS.reduce((best, speed) =>
    Math.abs(Math.log(speed) - wanted) < Math.abs(Math.log(best) - wanted) ? speed : best,
  );
}

/** Whether `speed` still lets the slower side stream visibly; then a new run need not change it. */
export function speedStillFits(speed: number, sides: readonly Snapshot[]): boolean {
  const ratio = speed / chooseSpeed(sides);
  return ratio > 0.3 && ratio < 3.3;
}

/** Rows in which an answer streams at `t` on every side that has a run. */
export function streamingRows(
  sides: readonly (Snapshot | null)[],
  spotlights: readonly Spotlight[],
  t: Seconds,
): number {
  const streams = (side: Snapshot, lane: number, slot: number) => {
    const race = spotlights[lane] ? raceAt(spotlights[lane], slot, t) : null;
    return race !== null && stageAt(side.requests, race.request, t) === 'decode';
  };
  const rows = sides.some((side) => side) ? (spotlights[0]?.slots.length ?? 0) : 0;
  let streaming = 0;
  for (let slot = 0; slot < rows; slot++)
    if (sides.every((side, lane) => !side || streams(side, lane, slot))) streaming++;
  return streaming;
}

/** Candidates looked at before the best so far is taken. */
const MOST_CANDIDATES = 120;

/**
 * A moment after the warm-up at which as many rows as possible stream on all sides: when the slowest side has
 * just begun one of the races. The picture then moves, and shows who is ahead, from its first frame.
 */
export function chooseStart(sides: readonly (Snapshot | null)[], spotlights: readonly Spotlight[]): Seconds {
  const snapshots = sides.flatMap((side) => side ?? []);
  if (snapshots.length === 0) return 0;
  const duration = Math.min(...snapshots.map((side) => side.durationSeconds));
  const rows = spotlights[0]?.slots.length ?? 0;
  let starts: Seconds[] = [];
  for (const share of WARM_UPS) {
    starts = raceStarts(sides, spotlights, share * duration);
    if (starts.length > 0) break;
  }
  let best = { time: 0, streaming: -1 };
  let looked = 0;
  for (const time of starts) {
    const streaming = streamingRows(sides, spotlights, time);
    if (streaming > best.streaming) best = { time, streaming };
    if (streaming === rows || ++looked === MOST_CANDIDATES) break;
  }
  return best.time;
}

/**
 * Moments a little after all sides have begun to answer a race's request, in order. Sides that show different
 * requests each give their own.
 */
function raceStarts(sides: readonly (Snapshot | null)[], spotlights: readonly Spotlight[], after: Seconds) {
  const starts: Seconds[] = [];
  for (const shown of raced(sides, spotlights))
    for (const [slot, { from }] of shown[0]!.spotlight.slots.entries())
      for (let at = countUpTo(from, after); at < from.length; at++) {
        let [begin, end] = [from[at]!, Infinity];
        for (const { side, spotlight } of shown) {
          const id = spotlight.slots[slot]!.request[at]!;
          begin = Math.max(begin, side.requests.decodeStart[id]!);
          end = Math.min(end, side.requests.end[id]!);
        }
        if (begin < end) starts.push(begin + 0.1 * (end - begin));
      }
  return starts.sort((one, other) => one - other);
}

/** Sides that have a run, those together whose rows are the same races: they begin at the same times. */
function raced(sides: readonly (Snapshot | null)[], spotlights: readonly Spotlight[]) {
  const groups = new Map<Float64Array | undefined, { side: Snapshot; spotlight: Spotlight }[]>();
  sides.forEach((side, lane) => {
    const spotlight = spotlights[lane];
    if (!side || !spotlight) return;
    const times = spotlight.slots[0]?.from;
    groups.set(times, [...(groups.get(times) ?? []), { side, spotlight }]);
  });
  return [...groups.values()];
}
