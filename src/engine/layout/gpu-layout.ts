import type { Bytes, Seconds, Tokens } from '../../units/units';
import { makeGpuCost } from '../cost/gpu-cost';
import type { StepCost } from '../cost/step-cost';
import { decodeShape, promptShape } from '../cost/step-shapes';
import type { ModelInput, PoolInput } from '../input';
import { kvBytesPerTokenLayer, kvShards, layerSplit, pagedBytesOfSequence } from '../model/kv-bytes';
import { weightBytes } from '../model/weight-bytes';
import type { PoolDemand, PoolPlan, PoolResult, Shortfall } from './pool-plan';
import { KV_BLOCK_TOKENS } from './pool-plan';
import { bytesText, chipsText, countText, formatText, millisecondsText } from './quantities';

/** Share of memory the engine may fill, vLLM's default. */
const USABLE = 0.9;
/** Activations, and runtime with communication buffers, per GPU (aiconfigurator's `other_mem`). */
const RESERVED_BYTES = 2e9 + 3.5e9;

/** Tensor-parallel group of `ranks` chips, judged for capacity. Bytes over all its chips. */
interface Candidate {
  ranks: number;
  usableBytes: Bytes;
  reservedBytes: Bytes;
  weightBytes: Bytes;
  globalBlockBytes: Bytes;
  localBlockBytes: Bytes;
  sequenceBytes: Bytes;
  kvCapacityBytes: Bytes;
  fits: boolean;
}

/** Weights split evenly over the ranks; KV is copied where there are more ranks than KV heads. */
function candidate(model: ModelInput, pool: PoolInput, ranks: number, tokens: Tokens): Candidate {
  const { shape } = model;
  const split = layerSplit(shape);
  const copies = ranks / kvShards(shape, ranks);
  const perLayer = KV_BLOCK_TOKENS * kvBytesPerTokenLayer(shape, pool.kvFormat) * copies;
  const weights = weightBytes(shape, pool.weightFormat);
  const usableBytes = ranks * USABLE * pool.chip.memory.bytes;
  const reservedBytes = ranks * RESERVED_BYTES;
  const globalBlockBytes = perLayer * split.globalLayers;
  const localBlockBytes = perLayer * split.localLayers;
  const sequenceBytes = pagedBytesOfSequence(
    shape,
    tokens,
    KV_BLOCK_TOKENS,
    globalBlockBytes,
    localBlockBytes,
  );
  const kvCapacityBytes = usableBytes - reservedBytes - weights;
  return {
    ranks,
    usableBytes,
    reservedBytes,
    weightBytes: weights,
    globalBlockBytes,
    localBlockBytes,
    sequenceBytes,
    kvCapacityBytes,
    fits: kvCapacityBytes >= sequenceBytes,
  };
}

function powersOfTwo(most: number): number[] {
  const list: number[] = [];
  for (let n = 1; n <= most; n *= 2) list.push(n);
  return list;
}

/**
 * Lays out a GPU pool. `auto` takes, among the powers of two that fit, the tensor-parallel degree with the fastest
 * step at zero load (one decode at mean context; one mean prompt in a prefill pool); ties go to the smaller.
 */
export function layOutGpuPool(demand: PoolDemand): PoolResult {
  const { model, pool } = demand;
  const asked = pool.tensorParallel;
  const largest = Math.min(pool.chip.scaleUpChips, pool.chips);
  const consider = (ranks: number) => candidate(model, pool, ranks, demand.sequenceTokens);
  if (asked !== 'auto') {
    const problem = refusal(demand, asked);
    if (problem !== null) return { shortfall: problem };
    const only = consider(asked);
    if (!only.fits) return { shortfall: shortfall(demand, only) };
    const reason = `Tensor parallelism ${String(asked)} as asked: ${stepText(demand, asked)}.`;
    return { plan: planOf(demand, only, costOf(demand, asked), reason) };
  }
  const candidates = powersOfTwo(largest).map(consider);
  const fitting = candidates.filter((c) => c.fits);
  const last = candidates.at(-1);
  if (last === undefined) return { shortfall: noChips(demand) };
  if (fitting.length === 0) return { shortfall: shortfall(demand, last) };
  const judged = fitting.map((c) => {
    const cost = costOf(demand, c.ranks);
    return { c, cost, seconds: zeroLoadSeconds(demand, cost) };
  });
  let best = judged[0]!;
  for (const other of judged) if (other.seconds < best.seconds) best = other;
  return { plan: planOf(demand, best.c, best.cost, autoReason(demand, judged, best, candidates)) };
}

function costOf({ model, pool }: PoolDemand, tensorParallel: number): StepCost {
  return makeGpuCost({
    shape: model.shape,
    chip: pool.chip,
    tensorParallel,
    weightFormat: pool.weightFormat,
    kvFormat: pool.kvFormat,
    software: pool.software,
  });
}

function zeroLoadSeconds(demand: PoolDemand, cost: StepCost): Seconds {
  const { window } = layerSplit(demand.model.shape);
  const shape =
    demand.pool.role === 'prefill'
      ? promptShape(demand.promptMean, 0, 0, window)
      : decodeShape(1, demand.contextMean, window);
  const work = { seconds: 0, flop: 0, peakComputeSeconds: 0, bytes: 0 };
  cost.step(shape, work);
  return work.seconds;
}

function stepName(demand: PoolDemand): string {
  return demand.pool.role === 'prefill' ? 'prompt' : 'decode step';
}

function stepText(demand: PoolDemand, ranks: number): string {
  return `${millisecondsText(zeroLoadSeconds(demand, costOf(demand, ranks)))} per ${stepName(demand)} at zero load`;
}

function autoReason(
  demand: PoolDemand,
  judged: readonly { c: Candidate; seconds: Seconds }[],
  best: { c: Candidate; seconds: Seconds },
  candidates: readonly Candidate[],
): string {
  const others = judged
    .filter((j) => j.c !== best.c)
    .map((j) => `${millisecondsText(j.seconds)} at ${String(j.c.ranks)}`);
  const tooSmall = candidates.filter((c) => !c.fits).map((c) => String(c.ranks));
  const against = others.length > 0 ? ` (${others.join(', ')})` : '';
  const refused = tooSmall.length > 0 ? `; ${tooSmall.join(', ')} would not fit` : '';
  return (
    `Tensor parallelism ${String(best.c.ranks)}: ${millisecondsText(best.seconds)} per ` +
    `${stepName(demand)} at zero load, the fastest that fits${against}${refused}.`
  );
}

function planOf(demand: PoolDemand, c: Candidate, cost: StepCost, reason: string): PoolPlan {
  const { pool } = demand;
  const instances = Math.floor(pool.chips / c.ranks);
  const idle = pool.chips - instances * c.ranks;
  return {
    input: pool,
    instances,
    chipsPerInstance: c.ranks,
    lanesPerInstance: 1,
    chipsPerLane: c.ranks,
    cost,
    weightBytes: c.weightBytes,
    kvCapacityBytes: c.kvCapacityBytes,
    globalBlockBytes: c.globalBlockBytes,
    localBlockBytes: c.localBlockBytes,
    maxSequencesPerLane: pool.maxSequences,
    reason: idle > 0 ? `${reason} ${chipsText(idle)} left over, paid for and idle.` : reason,
    pipelinePrefill: null,
  };
}

/** Chips the smallest fitting group takes; null when the largest group of a scale-up domain is too small. */
function chipsNeeded({ model, pool, sequenceTokens }: PoolDemand): number | null {
  const sizes = pool.tensorParallel === 'auto' ? powersOfTwo(pool.chip.scaleUpChips) : [pool.tensorParallel];
  for (const ranks of sizes) if (candidate(model, pool, ranks, sequenceTokens).fits) return ranks;
  return null;
}

function shortfall(demand: PoolDemand, c: Candidate): Shortfall {
  const { model, pool } = demand;
  const needed = c.weightBytes + c.reservedBytes + c.sequenceBytes;
  const chips = chipsNeeded(demand);
  const holds = `${countText(c.ranks)} × ${pool.chip.name} has ${bytesText(c.usableBytes)} usable`;
  const weights = `${model.name} in ${formatText(pool.weightFormat)} takes ${bytesText(c.weightBytes)}`;
  const beside = `${bytesText(c.reservedBytes)} of it for activations and the runtime`;
  const sequence = `one ${pool.role === 'prefill' ? 'prompt' : 'sequence'} of ${countText(demand.sequenceTokens)} tokens takes ${bytesText(c.sequenceBytes)}`;
  const what =
    c.weightBytes > c.usableBytes
      ? `${weights}; ${holds}`
      : `${weights} and ${sequence}; ${holds}, ${beside}`;
  return {
    pool: demand.index,
    message: `${what}; ${remedy(demand, chips)}.`,
    neededBytes: needed,
    availableBytes: c.usableBytes,
    chipsNeeded: chips,
  };
}

function remedy({ pool }: PoolDemand, chips: number | null): string {
  if (chips !== null) return `${chipsText(chips)} would fit`;
  const domain = pool.chip.scaleUpChips;
  if (pool.tensorParallel !== 'auto' && pool.tensorParallel < domain)
    return `tensor parallelism ${String(pool.tensorParallel)} is too small, whatever the number of chips`;
  return domain === 1
    ? 'this chip has no fast link to share a model over'
    : `not even ${countText(domain)} chips, the most one fast-link domain joins, would fit`;
}

/** A tensor-parallel degree that no layout can have; null when it is sound. */
function refusal(demand: PoolDemand, ranks: number): Shortfall | null {
  const { pool } = demand;
  const name = `Tensor parallelism ${String(ranks)}`;
  const problem = (message: string, chips: number | null): Shortfall => ({
    pool: demand.index,
    message,
    neededBytes: 0,
    availableBytes: pool.chips * pool.chip.memory.bytes,
    chipsNeeded: chips,
  });
  if (!powersOfTwo(ranks).includes(ranks)) return problem(`${name} is not a power of two.`, null);
  if (ranks > pool.chip.scaleUpChips)
    return problem(
      `${name} is more than the ${countText(pool.chip.scaleUpChips)} × ${pool.chip.name} that one fast-link domain joins.`,
      null,
    );
  if (ranks > pool.chips)
    return problem(`${name} needs ${chipsText(ranks)}; the pool has ${countText(pool.chips)}.`, ranks);
  return null;
}

function noChips(demand: PoolDemand): Shortfall {
  return {
    pool: demand.index,
    message: 'The pool has no chips.',
    neededBytes: weightBytes(demand.model.shape, demand.pool.weightFormat),
    availableBytes: 0,
    chipsNeeded: chipsNeeded(demand),
  };
}
