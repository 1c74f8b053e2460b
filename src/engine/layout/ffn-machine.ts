import type { Bytes } from '../../units/units';
import { makeGpuCost } from '../cost/gpu-cost';
import { makeSramCost, sramStages } from '../cost/sram-cost';
import { makeStepWork, type StepCost } from '../cost/step-cost';
import { decodeShape } from '../cost/step-shapes';
import type { ModelInput, PoolInput } from '../input';
import { ffnWeightBytes } from '../model/weight-bytes';
import { NO_SOFTWARE } from './drafting';
import { RESERVED_BYTES, USABLE } from './gpu-group';
import { degreeProblem } from './gpu-wording';
import type { PoolPlan, Shortfall } from './pool-plan';
import { powersOfTwo } from './powers-of-two';
import { bytesText, chipsText, countText, formatText, durationText } from './quantities';

/** The FFN of every layer on a pool of its own, for attention elsewhere. */
export interface FfnMachine {
  plan: PoolPlan;
  /** Lanes that it can work for at the same time, each in another copy or another stage. */
  places: number;
}

/**
 * SRAM chips form one machine with the layers laid out over its stages, so that as many lanes are in it at once as it
 * has stages. GPUs hold as many whole copies of the FFN as fit; each works for one lane, on a batch that is the
 * larger for it. `queries`: tokens a sequence computes in one step.
 */
export function ffnMachine(
  model: ModelInput,
  pool: PoolInput,
  index: number,
  queries: number,
  wording: boolean,
): FfnMachine | { shortfall: Shortfall } {
  const weights = ffnWeightBytes(model.shape, pool.weightFormat);
  return pool.chip.kind === 'sram'
    ? onSram(model, pool, index, queries, weights, wording)
    : onGpus(model, pool, index, queries, weights, wording);
}

function onSram(
  model: ModelInput,
  pool: PoolInput,
  index: number,
  queries: number,
  weights: Bytes,
  wording: boolean,
): FfnMachine | { shortfall: Shortfall } {
  const { chip, chips, weightFormat, kvFormat } = pool;
  const sram = chip.sram!;
  const perChip = sram.usable * chip.memory.bytes;
  if (weights > perChip * chips)
    return tooSmall(model, pool, index, weights, perChip * chips, Math.ceil(weights / perChip), wording);
  const { shape } = model;
  const stages = sramStages(sram, chips, shape.layers);
  const places = Math.max(1, Math.floor(stages.stages));
  const cost = makeSramCost({ shape, chip, chips, weightFormat, kvFormat, queries, ffnOnly: true });
  const reason = wording
    ? `${countText(places)} ${places === 1 ? 'stage' : 'stages'} of ${countText(stages.chipsPerStage)} chips; the ` +
      `FFN of all layers takes ${bytesText(weights)} of ${bytesText(perChip * chips)}.`
    : '';
  const lanes = { instances: 1, lanesPerInstance: places, chipsPerInstance: chips };
  return { places, plan: planOf(pool, cost, weights, stages.chipsPerStage, lanes, reason) };
}

function onGpus(
  model: ModelInput,
  pool: PoolInput,
  index: number,
  queries: number,
  weights: Bytes,
  wording: boolean,
): FfnMachine | { shortfall: Shortfall } {
  const { chip, chips, weightFormat, kvFormat, tensorParallel: asked } = pool;
  const perChip = USABLE * chip.memory.bytes - RESERVED_BYTES;
  const problem = asked === 'auto' ? null : degreeProblem(pool, asked);
  if (problem !== null) {
    const { message, chipsNeeded } = problem;
    const availableBytes = perChip * chips;
    return { shortfall: { pool: index, message, neededBytes: weights, availableBytes, chipsNeeded } };
  }
  const fits = (ranks: number) => weights <= perChip * ranks;
  const sizes = asked === 'auto' ? powersOfTwo(Math.min(chip.scaleUpChips, chips)) : [asked];
  const fitting = sizes.filter(fits);
  if (fitting.length === 0) {
    const wider = asked === 'auto' ? powersOfTwo(chip.scaleUpChips) : sizes;
    return tooSmall(model, pool, index, weights, perChip * chips, wider.find(fits) ?? null, wording);
  }
  const { shape } = model;
  const common = { shape, chip, weightFormat, kvFormat, software: NO_SOFTWARE, queries };
  const work = makeStepWork();
  let best: { ranks: number; cost: StepCost; seconds: number } | null = null;
  for (const ranks of fitting) {
    const cost = makeGpuCost({ ...common, tensorParallel: ranks }, 'ffn');
    cost.step(decodeShape(1, 0, Infinity), work);
    if (best === null || work.seconds < best.seconds) best = { ranks, cost, seconds: work.seconds };
  }
  const { ranks, cost, seconds } = best!;
  const copies = Math.floor(chips / ranks);
  const reason = wording
    ? `${countText(copies)} ${copies === 1 ? 'copy' : 'copies'} of the FFN, each on ${chipsText(ranks)}: ` +
      `${durationText(seconds)} for all layers of one token, the fastest that fits.`
    : '';
  const lanes = { instances: copies, lanesPerInstance: 1, chipsPerInstance: ranks };
  return { places: copies, plan: planOf(pool, cost, weights, ranks, lanes, reason) };
}

function planOf(
  input: PoolInput,
  cost: StepCost,
  weights: Bytes,
  chipsPerLane: number,
  lanes: { instances: number; lanesPerInstance: number; chipsPerInstance: number },
  reason: string,
): PoolPlan {
  const none = { kvCapacityBytes: 0, globalBlockBytes: 0, localBlockBytes: 0, maxSequencesPerLane: 0 };
  return {
    input,
    ...lanes,
    chipsPerLane,
    cost,
    weightBytes: weights,
    ...none,
    reason,
    pipelinePrefill: null,
  };
}

function tooSmall(
  model: ModelInput,
  pool: PoolInput,
  index: number,
  neededBytes: Bytes,
  availableBytes: Bytes,
  chipsNeeded: number | null,
  wording: boolean,
): { shortfall: Shortfall } {
  const message = wording
    ? `The FFN of ${model.name} in ${formatText(pool.weightFormat)} takes ${bytesText(neededBytes)}; the FFN pool of ` +
      `${countText(pool.chips)} × ${pool.chip.name} holds ${bytesText(availableBytes)}; ` +
      `${chipsNeeded === null ? 'no number of them in one fast-link domain would fit' : `${chipsText(chipsNeeded)} would fit`}.`
    : '';
  return { shortfall: { pool: index, message, neededBytes, availableBytes, chipsNeeded } };
}
