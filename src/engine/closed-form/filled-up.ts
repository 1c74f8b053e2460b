import type { RequestsPerSecond, Seconds, Tokens } from '../../units/units';
import { expm1 } from '../number/portable';
import { steppedNodes } from './length-nodes';

/** Prompts of one instance whose iterations have a token budget. */
export interface Chunked {
  budget: Tokens;
  mean: Tokens;
  cv: number;
  /** At which they come while it is at work. */
  rate: RequestsPerSecond;
}

/** Lengths that stand for all: what is left of the budget goes up and down with length. */
const NODES = 8;

/** Those of mean 1 and the last variation that was asked for: along a curve all but its last digits stay. */
const LAST = { cv: NaN, lengths: [] as number[] };

function lengthsOf(cv: number): number[] {
  const near = Math.fround(cv);
  if (LAST.cv !== near) {
    LAST.cv = near;
    LAST.lengths = steppedNodes(1, near, NODES).tokens;
  }
  return LAST.lengths;
}

/**
 * Seconds that the mean prompt ends later because those behind it fill up its last iteration, and it ends with that. They
 * gain nothing by it: their tokens are computed when they would have been. Behind it are those that came while it waited and
 * while its chunks before the last were computed; their tokens are taken for exponential, and come with the chance that there
 * are any. `wait`: of the mean prompt; `perToken`: what a token adds to an iteration.
 */
export function filledUp({ budget, mean, cv, rate }: Chunked, wait: Seconds, perToken: Seconds): Seconds {
  const lengths = lengthsOf(cv);
  let delay = 0;
  for (const share of lengths) {
    const length = share * mean;
    const before = budget * (Math.ceil(length / budget) - 1);
    const came = rate * (wait + before * perToken);
    if (!(came > 0)) continue;
    const chance = -expm1(-came);
    const behind = (mean * came) / chance;
    delay -= chance * behind * expm1((length - before - budget) / behind);
  }
  return (delay / lengths.length) * perToken;
}
