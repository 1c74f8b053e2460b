import type { Seconds } from '../../units/units';

/** Tokens under way, as columns that are filled anew for each frame and never reallocated. */
export interface Particles {
  count: number;
  /** Which side, which of its tracks (`TRACK`), and how far along it, 0 to 1. */
  lane: Uint8Array;
  track: Uint8Array;
  fraction: Float32Array;
  shape: Uint8Array;
  request: Int32Array;
  /** Index of the token, or of the group of prompt tokens, within its request. */
  token: Int32Array;
}

/** What a particle is: its phase. */
export const SHAPE = { dash: 0, streak: 1, dot: 2 } as const;

/** Where it travels; a row's track is `row` plus the row's number. */
export const TRACK = { intoPool: 0, link: 1, others: 2, row: 3 } as const;

/** Screen seconds that a token is under way. */
export const FLIGHT: Seconds = 0.5;

/** Most particles in one picture; beyond, tokens are sampled and the picture says so. */
export const MOST_PARTICLES = 2000;

/** Room for what sampling by powers of two and the dashes and streaks may add. */
const CAPACITY = MOST_PARTICLES + 1024;

export function emptyParticles(): Particles {
  return {
    count: 0,
    lane: new Uint8Array(CAPACITY),
    track: new Uint8Array(CAPACITY),
    fraction: new Float32Array(CAPACITY),
    shape: new Uint8Array(CAPACITY),
    request: new Int32Array(CAPACITY),
    token: new Int32Array(CAPACITY),
  };
}

export function addParticle(
  particles: Particles,
  lane: number,
  track: number,
  fraction: number,
  shape: number,
  request: number,
  token: number,
): void {
  const at = particles.count;
  if (at === CAPACITY) return;
  particles.lane[at] = lane;
  particles.track[at] = track;
  particles.fraction[at] = fraction;
  particles.shape[at] = shape;
  particles.request[at] = request;
  particles.token[at] = token;
  particles.count = at + 1;
}
