import type { Bytes, BytesPerSecond, Fraction, Seconds, TokensPerSecond } from '../units/units';
import { expm1 } from './number/portable';

/** KV tiers: fetch against recompute, what a tier remembers, how long flash lasts. model.md §4. */

export function fetchSeconds(latency: Seconds, bytes: Bytes, rate: BytesPerSecond): Seconds {
  return latency + bytes / rate;
}

/** Rate above which fetching `bytes` beats computing them in `recompute` seconds; Infinity if latency eats it all. */
export function breakEvenRate(bytes: Bytes, recompute: Seconds, latency: Seconds): BytesPerSecond {
  return recompute > latency ? bytes / (recompute - latency) : Infinity;
}

/** How far back a least-recently-used tier remembers: capacity over the rate of new bytes. */
export function residenceSeconds(capacity: Bytes, newTokens: TokensPerSecond, bytesPerToken: Bytes): Seconds {
  return capacity / (newTokens * bytesPerToken);
}

/** Share of turns that come back before they are forgotten, gaps exponential. */
export function hitShare(residence: Seconds, meanGap: Seconds): Fraction {
  return -expm1(-residence / meanGap);
}

/** Prefixes of one popularity: how many, how large, how often each is asked for. */
export interface PrefixClass {
  count: number;
  bytes: Bytes;
  requestsPerSecond: number;
}

/**
 * Che's characteristic time T: Σ count·bytes·(1 − e^(−rate·T)) = capacity, by bisection. Infinity when everything
 * fits. Source: Che, Tung and Wang, IEEE JSAC 20(7), 2002.
 */
export function characteristicTime(classes: readonly PrefixClass[], capacity: Bytes): Seconds {
  const used = (t: Seconds) =>
    classes.reduce((sum, c) => sum - c.count * c.bytes * expm1(-c.requestsPerSecond * t), 0);
  const all = classes.reduce((sum, c) => sum + c.count * c.bytes, 0);
  if (all <= capacity) return Infinity;
  let low = 0;
  let high = 1;
  while (used(high) < capacity) high *= 2;
  for (let i = 0; i < 200 && high - low > high * 1e-15; i++) {
    const middle = (low + high) / 2;
    if (used(middle) < capacity) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export interface FlashEndurance {
  capacity: Bytes;
  /** Drive writes per day the warranty allows, and for how many years. */
  driveWritesPerDay: number;
  warrantyYears: number;
  /** Write amplification over the one the rating assumes. */
  amplification: number;
}

const DAYS_PER_YEAR = 365;
const SECONDS_PER_DAY = 86400;

/** Years until the rated writes are used up at this rate of host writes. */
export function flashYears(flash: FlashEndurance, writes: BytesPerSecond): number {
  const rated = flash.capacity * flash.driveWritesPerDay * DAYS_PER_YEAR * flash.warrantyYears;
  return rated / (writes * SECONDS_PER_DAY * DAYS_PER_YEAR * flash.amplification);
}
