import type { Waterfall } from '../../engine/result';
import type { Seconds } from '../../units/units';
import { WATERFALL_PARTS } from '../charts/waterfall-rows';

/** What a request's time went into, in the order in which it passes: those of the waterfall chart. */
export type PartKey = (typeof WATERFALL_PARTS)[number]['key'];

export interface RequestPart {
  key: PartKey;
  /** In a sentence or a bar, and in a table. */
  name: string;
  long: string;
  seconds: Seconds;
}

/** The parts add up to the end-to-end time. */
export function partsOf(waterfall: Waterfall): RequestPart[] {
  // Differences of times may come out a hair below zero.
  return WATERFALL_PARTS.map((part) => ({ ...part, seconds: Math.max(0, waterfall[`${part.key}_s`]) }));
}

export function largestPart(parts: readonly RequestPart[]): RequestPart {
  return parts.reduce((most, part) => (part.seconds > most.seconds ? part : most));
}
