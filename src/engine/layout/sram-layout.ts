import { makeSramCost, sramStages } from '../cost/sram-cost';
import { pipelinePassage } from '../cost/sram-prefill';
import { kvBytesPerTokenLayer, layerSplit, pagedBytesOfSequence } from '../model/kv-bytes';
import { weightBytes } from '../model/weight-bytes';
import type { PoolDemand, PoolResult } from './pool-plan';
import { KV_BLOCK_TOKENS } from './pool-plan';
import { bytesText, chipsText, countText, formatText } from './quantities';

/**
 * Lays out a pool of SRAM dataflow chips: one machine, a pipeline with a lane per stage, all weights and all KV
 * spread over its memory. Nothing is copied, so the chip count follows from bytes alone (model.md §2.5).
 */
export function layOutSramPool(demand: PoolDemand): PoolResult {
  const { model, pool } = demand;
  const { chip, chips } = pool;
  const sram = chip.sram;
  if (sram === null) throw new TypeError(`chip ${chip.id} is of kind sram and has no sram timing`);
  const { shape } = model;
  const split = layerSplit(shape);
  const block = KV_BLOCK_TOKENS * kvBytesPerTokenLayer(shape, pool.kvFormat);
  const globalBlockBytes = block * split.globalLayers;
  const localBlockBytes = block * split.localLayers;
  const weights = weightBytes(shape, pool.weightFormat);
  const sequenceBytes = pagedBytesOfSequence(
    shape,
    demand.sequenceTokens,
    KV_BLOCK_TOKENS,
    globalBlockBytes,
    localBlockBytes,
  );
  const perChip = sram.usable * chip.memory.bytes;
  const capacity = perChip * chips;
  const needed = weights + sequenceBytes;
  if (!(needed <= capacity)) {
    const enough = Math.ceil(needed / perChip);
    return {
      shortfall: {
        pool: demand.index,
        message:
          `${model.name} in ${formatText(pool.weightFormat)} takes ${bytesText(weights)} and one sequence of ` +
          `${countText(demand.sequenceTokens)} tokens ${bytesText(sequenceBytes)}; ${countText(chips)} × ` +
          `${chip.name} holds ${bytesText(capacity)}; ${chipsText(enough)} would fit.`,
        neededBytes: needed,
        availableBytes: capacity,
        chipsNeeded: enough,
      },
    };
  }
  const cost = makeSramCost({
    shape,
    chip,
    chips,
    weightFormat: pool.weightFormat,
    kvFormat: pool.kvFormat,
  });
  const { chipsPerStage, stages, chunksInFlight } = sramStages(sram, chips, shape.layers);
  const lanes = Math.max(1, Math.floor(stages));
  const kvCapacityBytes = capacity - weights;
  const perStage = sram.wafer ? 'one wafer each' : `${countText(chipsPerStage)} chips each`;
  return {
    plan: {
      input: pool,
      instances: 1,
      chipsPerInstance: chips,
      lanesPerInstance: lanes,
      chipsPerLane: chipsPerStage,
      cost,
      weightBytes: weights,
      kvCapacityBytes,
      globalBlockBytes,
      localBlockBytes,
      maxSequencesPerLane: Math.max(1, Math.ceil(pool.maxSequences / lanes)),
      reason:
        `${countText(lanes)} pipeline ${lanes === 1 ? 'stage' : 'stages'} of ${perStage}; weights take ` +
        `${bytesText(weights)} of ${bytesText(capacity)}, which leaves KV room for ` +
        `${countText(Math.floor(kvCapacityBytes / sequenceBytes))} sequences of ` +
        `${countText(demand.sequenceTokens)} tokens.`,
      pipelinePrefill:
        pool.role === 'decode' ? null : (promptTokens) => pipelinePassage(cost, chunksInFlight, promptTokens),
    },
  };
}
