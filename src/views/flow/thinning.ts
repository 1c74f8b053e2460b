import type { Snapshot } from '../../engine/result';
import type { Seconds, Tokens } from '../../units/units';
import type { LaneMotion } from './lane-motion';
import { FLIGHT, MOST_PARTICLES } from './particles';
import { streamRate } from './request-state';
import { deliveredAt, type SideIndex } from './side-index';

/** How many tokens stand behind a dash or dot, so that what is drawn can be told apart. */

/** Dots on one row's track, and on the track of all others, and dashes at a pool's door, before they run together. */
const DENSEST_ROW = 24;
const DENSEST_OTHERS = 20;
const DENSEST_DASHES = 14;
/** Dashes of a typical prompt. */
export const DASHES_PER_PROMPT = 90;

/**
 * Prompt tokens of one dash: a power of two, so that a typical prompt is a train and not a cloud, and so that
 * dashes under way at this speed stay apart.
 */
export function dashFor(sides: readonly (Snapshot | null)[], speed: number): Tokens {
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
export function chooseStrides(
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
