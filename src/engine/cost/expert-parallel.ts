import type { BytesPerSecond, Fraction, Seconds, Tokens } from '../../units/units';
import type { ChipInput, KvFormat, ModelShape, SoftwareProfile, WeightFormat } from '../input';
import { computeFormat, peakFlops, weightBytesPerElement, weightGroups } from '../model/formats';
import { expertsHit, lnMissed } from '../model/coverage';
import { layerSplit } from '../model/kv-bytes';
import { mixtureLayers } from '../model/parameters';
import { allToAll, sentSeconds } from './exchange';
import { makeGpuCost } from './gpu-cost';
import { decodeShape } from './step-shapes';

/** Expert parallelism with data-parallel attention, DeepSeek's way of serving. model.md §2.3. */
export interface ExpertParallel {
  ranks: number;
  /** Copies of popular experts beyond the model's own. */
  redundantExperts: number;
  /** Routed load of the busiest rank over the mean. */
  imbalance: number;
  /** Share of the shorter of compute and exchange that overlaps with the other. */
  overlap: Fraction;
  networkBytesPerSecond: BytesPerSecond;
  exchangeLatencySeconds: Seconds;
  microBatches: number;
  /** Times a token's activation is sent in dispatch; the routed experts' number unless ranks share a node. */
  copies: number;
  moeComputeEfficiency: Fraction;
  stepSeconds: Seconds;
}

/** Published defaults of a decode deployment over `ranks` GPUs (DeepEP; power-law imbalance). */
export function decodeExpertParallel(ranks: number, expertsPerToken: number): ExpertParallel {
  return {
    ranks,
    redundantExperts: 32,
    imbalance: 1.15,
    overlap: 0.8,
    networkBytesPerSecond: 40e9,
    exchangeLatencySeconds: 20e-6,
    microBatches: 2,
    copies: expertsPerToken,
    moeComputeEfficiency: 0.35,
    stepSeconds: 0.8e-3,
  };
}

const NO_SOFTWARE: SoftwareProfile = {
  id: 'none',
  stepSeconds: 0,
  sequenceSeconds: 0,
  hostLayerSeconds: 0,
};

export interface ExpertParallelStep {
  seconds: Seconds;
  compute: Seconds;
  exchange: Seconds;
}

/**
 * A decode step of `sequences` per GPU at `context` tokens. Attention, projections, dense and shared FFN run on
 * every rank for its own sequences; routed experts are spread. Throws for a model without experts.
 */
export function expertParallelDecode(
  shape: ModelShape,
  chip: ChipInput,
  options: ExpertParallel,
  weightFormat: WeightFormat,
  kvFormat: KvFormat,
  sequences: number,
  context: Tokens,
): ExpertParallelStep {
  const moe = shape.moe;
  if (moe === null || chip.gpu === null) throw new TypeError('expert parallelism needs experts and a GPU');
  const { ranks, microBatches } = options;
  const batch = sequences / microBatches;
  const layers = mixtureLayers(shape);

  const cost = makeGpuCost({
    shape,
    chip,
    tensorParallel: 1,
    weightFormat,
    kvFormat,
    software: NO_SOFTWARE,
  });
  let local = 0;
  for (const part of cost.explain(decodeShape(batch, context, layerSplit(shape).window)))
    if (part.name !== 'moe' && part.name !== 'router' && part.name !== 'head') local += part.seconds;
  // Small kernels of the routed experts' activations belong to the expert ranks, not here.
  const routedAux =
    (shape.layers * 2 * batch * 3 * moe.expertsPerToken * moe.expertWidth) /
    (chip.gpu.aux.memoryEfficiency * chip.memory.bytesPerSecond);

  const slots = moe.experts + options.redundantExperts;
  const localExperts = slots / ranks;
  const pairs = ((batch * ranks * moe.expertsPerToken) / slots) * localExperts * options.imbalance;
  const hit = expertsHit(localExperts, lnMissed(moe.experts, moe.expertsPerToken), batch * ranks);
  const expertFormat = weightGroups(weightFormat).expert;
  const expertParameters = 3 * shape.width * moe.expertWidth;
  const peak = peakFlops(chip, computeFormat(chip, expertFormat));
  const flopSeconds = (2 * pairs * expertParameters) / (options.moeComputeEfficiency * peak);
  const byteSeconds =
    (hit * expertParameters * weightBytesPerElement(expertFormat)) /
    (chip.gpu.moe.memoryEfficiency * chip.memory.bytesPerSecond);
  const experts = chip.gpu.moe.tauSeconds + Math.sqrt(flopSeconds * flopSeconds + byteSeconds * byteSeconds);

  const compute = (local - routedAux) / layers + experts;
  const link = {
    latencySeconds: options.exchangeLatencySeconds,
    bytesPerSecond: options.networkBytesPerSecond,
  };
  const exchange = sentSeconds(allToAll(shape.width, options.copies, ranks, link), batch);
  const hidden = microBatches > 1 ? options.overlap * Math.min(compute, exchange) : 0;
  return {
    seconds: layers * microBatches * (compute + exchange - hidden) + options.stepSeconds,
    compute: layers * microBatches * compute,
    exchange: layers * microBatches * exchange,
  };
}
