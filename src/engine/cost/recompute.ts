import type { Seconds, Tokens } from '../../units/units';
import type { StepCost, StepShape, StepWork } from './step-cost';

const shape: StepShape = {
  batch: 0,
  globalTokens: 0,
  localTokens: 0,
  chunks: 1,
  chunkNew: [0],
  chunkCached: [0],
  finishing: 0,
};
const work: StepWork = { seconds: 0, flop: 0, peakComputeSeconds: 0, bytes: 0 };

/** Seconds that computing `tokens` after `cached` others would take by themselves. */
export function recomputing(cost: StepCost): (tokens: Tokens, cached: Tokens) => Seconds {
  return (tokens, cached) => {
    shape.chunkNew = [tokens];
    shape.chunkCached = [cached];
    cost.step(shape, work);
    return work.seconds;
  };
}
