import type { Bytes, Tokens } from '../../units/units';
import type { SramStages } from '../cost/sram-cost';
import { makeSramCost, sramStages } from '../cost/sram-cost';
import { pipelinePassage } from '../cost/sram-prefill';
import type { StepCost } from '../cost/step-cost';
import type { ModelInput, PoolInput } from '../input';
import { kvBytesPerTokenLayer, layerSplit, pagedBytesOfSequence } from '../model/kv-bytes';
import { weightBytes } from '../model/weight-bytes';
import type { Drafting } from './drafting';
import type { PoolDemand, PoolLayout, PoolPlan, PoolResult } from './pool-plan';
import { KV_BLOCK_TOKENS } from './pool-plan';
import { bytesText, chipsText, countText, formatText, sequenceText } from './quantities';

/**
 * Layout of a pool of SRAM dataflow chips: one machine, a pipeline with a lane per stage, all weights and all KV
 * spread over its memory. Nothing is copied, so the chip count follows from bytes alone (model.md §2.5).
 */
export class SramLayout implements PoolLayout {
  private readonly model: ModelInput;
  private readonly pool: PoolInput;
  private readonly index: number;
  private readonly cost: StepCost;
  private readonly stages: SramStages;
  private readonly wafer: boolean;
  private readonly weights: Bytes;
  private readonly globalBlockBytes: Bytes;
  private readonly localBlockBytes: Bytes;
  private readonly usablePerChip: Bytes;
  private readonly drafting: Drafting | null;

  /** Throws when the chip is not of kind `sram`. */
  constructor(model: ModelInput, pool: PoolInput, index: number, drafting: Drafting | null = null) {
    const { chip, chips, weightFormat, kvFormat } = pool;
    const { shape } = model;
    this.model = model;
    this.pool = pool;
    this.index = index;
    this.drafting = drafting;
    const queries = drafting?.queries ?? 1;
    this.cost = makeSramCost({ shape, chip, chips, weightFormat, kvFormat, queries });
    const sram = chip.sram!;
    this.stages = sramStages(sram, chips, shape.layers);
    this.wafer = sram.wafer;
    const draft = drafting?.shapeHere ?? null;
    this.weights = weightBytes(shape, weightFormat) + (draft === null ? 0 : weightBytes(draft, weightFormat));
    const split = layerSplit(shape);
    const block = KV_BLOCK_TOKENS * kvBytesPerTokenLayer(shape, kvFormat);
    const draftBlock =
      draft === null ? 0 : KV_BLOCK_TOKENS * draft.layers * kvBytesPerTokenLayer(draft, kvFormat);
    this.globalBlockBytes = block * split.globalLayers + draftBlock;
    this.localBlockBytes = block * split.localLayers;
    this.usablePerChip = sram.usable * chip.memory.bytes;
  }

  layOut(demand: PoolDemand, wording: boolean): PoolResult {
    const { pool, stages, drafting } = this;
    const drafts = drafting?.layOut(demand, wording) ?? { apart: null };
    if ('shortfall' in drafts) return drafts;
    const sequence = this.sequenceBytes(demand.sequenceTokens);
    const capacity = this.usablePerChip * pool.chips;
    const needed = this.weights + sequence;
    if (!(needed <= capacity)) {
      const chipsNeeded = Math.ceil(needed / this.usablePerChip);
      const message = wording ? this.shortfallMessage(demand, sequence, capacity, chipsNeeded) : '';
      const pool = this.index;
      return { shortfall: { pool, message, neededBytes: needed, availableBytes: capacity, chipsNeeded } };
    }
    const lanes = Math.max(1, Math.floor(stages.stages));
    const cost = drafting === null ? this.cost : drafting.cost(this.cost, drafts.apart, lanes, 1, pool.chips);
    const prefills = pool.role === 'mixed' || pool.role === 'prefill';
    const plan: PoolPlan = {
      input: pool,
      instances: 1,
      chipsPerInstance: pool.chips,
      lanesPerInstance: lanes,
      chipsPerLane: stages.chipsPerStage,
      cost,
      weightBytes: this.weights,
      kvCapacityBytes: capacity - this.weights,
      globalBlockBytes: this.globalBlockBytes,
      localBlockBytes: this.localBlockBytes,
      maxSequencesPerLane: Math.max(1, Math.ceil(pool.maxSequences / lanes)),
      reason: wording ? this.reason(demand, lanes, sequence, capacity) : '',
      pipelinePrefill: prefills
        ? (promptTokens) => pipelinePassage(cost, stages.chunksInFlight, stages.chipsPerStage, promptTokens)
        : null,
    };
    return { plan: drafting === null ? plan : drafting.complete(plan, drafts.apart) };
  }

  private sequenceBytes(tokens: Tokens): Bytes {
    return pagedBytesOfSequence(
      this.model.shape,
      tokens,
      KV_BLOCK_TOKENS,
      this.globalBlockBytes,
      this.localBlockBytes,
    );
  }

  private reason(demand: PoolDemand, lanes: number, sequence: Bytes, capacity: Bytes): string {
    const size = this.wafer ? 'one wafer each' : `${countText(this.stages.chipsPerStage)} chips each`;
    const room = Math.floor((capacity - this.weights) / sequence);
    return (
      `${countText(lanes)} pipeline ${lanes === 1 ? 'stage' : 'stages'} of ${size}; weights take ` +
      `${bytesText(this.weights)} of ${bytesText(capacity)}, which leaves KV room for ${countText(room)} ` +
      `${room === 1 ? 'sequence' : 'sequences'} of ${countText(demand.sequenceTokens)} tokens.`
    );
  }

  private shortfallMessage(demand: PoolDemand, sequence: Bytes, capacity: Bytes, enough: number): string {
    const { model, pool } = this;
    return (
      `${model.name} in ${formatText(pool.weightFormat)} takes ${bytesText(this.weights)} and ` +
      `${sequenceText(demand)} ${bytesText(sequence)}; ${countText(pool.chips)} × ` +
      `${pool.chip.name} holds ${bytesText(capacity)}; ${chipsText(enough)} would fit.`
    );
  }
}
