import { makeGpuCost } from '../engine/cost/gpu-cost';
import { makeStepWork, type StepCost, type StepShape, type StepWork } from '../engine/cost/step-cost';
import { layerSplit } from '../engine/model/kv-bytes';
import type { Seconds, Tokens } from '../units/units';
import type { Configuration } from './configuration';

/** Step times of a configuration, for the rows that need no run. */

export function stepCostOf(c: Configuration): StepCost {
  return makeGpuCost({
    shape: c.model.shape,
    chip: c.chip,
    tensorParallel: c.tensorParallel,
    dataParallel: c.dataParallel,
    expertParallel: c.expertParallel,
    weightFormat: c.weightFormat,
    kvFormat: c.kvFormat,
    software: c.software,
  });
}

export const windowOf = (c: Configuration): Tokens => layerSplit(c.model.shape).window;

/** A step of `batch` whole prompts, all computed together. */
export function promptsShape(batch: number, prompt: Tokens): StepShape {
  return {
    batch: 0,
    globalTokens: 0,
    localTokens: 0,
    chunks: batch,
    chunkNew: Array.from({ length: batch }, () => prompt),
    chunkCached: Array.from({ length: batch }, () => 0),
    finishing: batch,
  };
}

export function workOf(cost: StepCost, shape: StepShape): StepWork {
  const work = makeStepWork();
  cost.step(shape, work);
  return work;
}

export const secondsOf = (cost: StepCost, shape: StepShape): Seconds => workOf(cost, shape).seconds;
