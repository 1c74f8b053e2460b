import type { Seconds } from '../../units/units';

/** Tokens under way, as columns that are filled anew for each frame and never reallocated. */
export interface Particles {
  count: number;
  /** Which side, which kind of track (`TRACK`), and how far along it, 0 to 1. */
  lane: Uint8Array;
  track: Uint8Array;
  /** Ends of that track, as `TRACK` says. */
  from: Uint8Array;
  to: Uint8Array;
  fraction: Float32Array;
  shape: Uint8Array;
  /** Index into `TIERS`: the memory that its KV is in. */
  tier: Uint8Array;
  request: Int32Array;
  /** Index of the token, or of the group of prompt tokens, within its request. */
  token: Int32Array;
}

/** What a particle is: its phase. Hollow: prompt tokens that no memory had, where memories are asked. */
export const SHAPE = { dash: 0, streak: 1, dot: 2, hollow: 3 } as const;

/**
 * Where it travels: into pool `to`, from pool `from` to pool `to`, from pool `from` to the line of other answers, from
 * pool `from` to row `to`, from vessel `from` to pool `to`.
 */
export const TRACK = { intoPool: 0, link: 1, others: 2, row: 3, fetch: 4 } as const;

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
    from: new Uint8Array(CAPACITY),
    to: new Uint8Array(CAPACITY),
    fraction: new Float32Array(CAPACITY),
    shape: new Uint8Array(CAPACITY),
    tier: new Uint8Array(CAPACITY),
    request: new Int32Array(CAPACITY),
    token: new Int32Array(CAPACITY),
  };
}

/** What all particles of one train, or of one request, have in common. */
export interface Route {
  lane: number;
  track: number;
  from: number;
  to: number;
}

export function addParticle(
  particles: Particles,
  { lane, track, from, to }: Route,
  fraction: number,
  shape: number,
  tier: number,
  request: number,
  token: number,
): void {
  const at = particles.count;
  if (at === CAPACITY) return;
  particles.lane[at] = lane;
  particles.track[at] = track;
  particles.from[at] = from;
  particles.to[at] = to;
  particles.fraction[at] = fraction;
  particles.shape[at] = shape;
  particles.tier[at] = tier;
  particles.request[at] = request;
  particles.token[at] = token;
  particles.count = at + 1;
}
