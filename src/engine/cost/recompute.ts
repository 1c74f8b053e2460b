import type { Seconds, Tokens } from '../../units/units';
import { makeStepWork, type StepCost, type StepShape } from './step-cost';

const fresh = [0];
const before = [0];
const shape: StepShape = {
  batch: 0,
  globalTokens: 0,
  localTokens: 0,
  chunks: 1,
  chunkNew: fresh,
  chunkCached: before,
  finishing: 0,
};
const work = makeStepWork();

/** Seconds that computing `tokens` after `cached` others would take by themselves. */
export function recomputing(cost: StepCost): (tokens: Tokens, cached: Tokens) => Seconds {
  return (tokens, cached) => {
    fresh[0] = tokens;
    before[0] = cached;
    cost.step(shape, work);
    return work.seconds;
  };
}
