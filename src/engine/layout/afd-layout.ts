import type { Bytes, Tokens } from '../../units/units';
import { AfdCost, type AfdCostInput } from '../cost/afd-cost';
import { decodeWork } from '../cost/evaluate';
import { makeGpuCost } from '../cost/gpu-cost';
import { makeStepWork, type StepCost } from '../cost/step-cost';
import type { ModelInput, PoolInput, SplitInput } from '../input';
import { layerSplit } from '../model/kv-bytes';
import { ffnWeightBytes, weightBytes } from '../model/weight-bytes';
import type { Drafting } from './drafting';
import { ffnMachine, type FfnMachine } from './ffn-machine';
import { sequenceSlots } from '../closed-form/slots';
import type { GpuGroup } from './gpu-group';
import { gpuGroup, sequenceBytes } from './gpu-group';
import { degreeProblem, leftOver } from './gpu-wording';

import {
  idleChips,
  type PoolDemand,
  type PoolLayout,
  type PoolPlan,
  type PoolResult,
  type Shortfall,
} from './pool-plan';
import { powersOfTwo } from './powers-of-two';
import { bytesText, chipsText, countText, formatText, durationText, sequenceText } from './quantities';

/** Attention chips cut into groups, and groups into lanes, with the cost of a step. */
interface Team {
  group: GpuGroup;
  lanes: number;
  groupsPerLane: number;
  split: AfdCost;
  cost: StepCost;
  seconds: number;
}

/**
 * Attention on GPUs, FFN in another pool. Tensor-parallel groups hold the attention, embedding and head weights and
 * the KV; `auto` takes the degree with the fastest step of one sequence. A lane is one place in the FFN machine and
 * an even share of the groups, which attend to a part of its sequences each: SRAM stages work for different lanes at
 * once, and a copy of the FFN on GPUs is the faster per token the more sequences it gets together.
 */
export class AfdLayout implements PoolLayout {
  private readonly model: ModelInput;
  private readonly pool: PoolInput;
  private readonly index: number;
  private readonly split: SplitInput;
  private readonly ffnPool: PoolInput;
  private readonly drafting: Drafting | null;
  private readonly attentionBytes: Bytes;
  /** Do not depend on the workload: made once, the machine with words for people and without. */
  private readonly parts = new Map<number, Pick<AfdCostInput, 'attention' | 'head'>>();
  private ffn: ReturnType<typeof ffnMachine> | null = null;
  private ffnTold: ReturnType<typeof ffnMachine> | null = null;

  constructor(
    model: ModelInput,
    pool: PoolInput,
    index: number,
    split: SplitInput,
    ffnPool: PoolInput,
    drafting: Drafting | null,
  ) {
    this.model = model;
    this.pool = pool;
    this.index = index;
    this.split = split;
    this.ffnPool = ffnPool;
    this.drafting = drafting;
    const { weightFormat } = pool;
    this.attentionBytes = weightBytes(model.shape, weightFormat) - ffnWeightBytes(model.shape, weightFormat);
  }

  layOut(demand: PoolDemand, wording: boolean): PoolResult {
    const { pool, model, drafting } = this;
    const { tensorParallel: asked } = pool;
    const problem = asked === 'auto' ? null : degreeProblem(pool, asked);
    if (problem !== null) return { shortfall: this.refusal(problem.message, problem.chipsNeeded) };
    const queries = drafting?.queries ?? 1;
    const known = wording ? this.ffnTold : this.ffn;
    const ffn = known ?? ffnMachine(model, this.ffnPool, this.split.pool, queries, wording);
    if (wording) this.ffnTold = ffn;
    else this.ffn = ffn;
    if ('shortfall' in ffn) return ffn;
    const drafts = drafting?.layOut(demand, wording) ?? { apart: null };
    if ('shortfall' in drafts) return drafts;
    const sizes = asked === 'auto' ? powersOfTwo(Math.min(pool.chip.scaleUpChips, pool.chips)) : [asked];
    const fitting = sizes
      .map((ranks) => this.group(ranks))
      .filter((g) => this.fits(g, demand.sequenceTokens));
    if (fitting.length === 0) return { shortfall: this.shortfall(demand, sizes, wording) };
    let best: Team | null = null;
    for (const group of fitting) {
      const team = this.team(group, ffn, demand, drafts.apart);
      if (best === null || team.seconds < best.seconds) best = team;
    }
    const plan = this.planOf(best!, ffn, demand, wording);
    return { plan: drafting === null ? plan : drafting.complete(plan, drafts.apart) };
  }

  private group(ranks: number): GpuGroup {
    const { model, pool, attentionBytes, drafting } = this;
    return gpuGroup(model.shape, pool, ranks, drafting?.shapeHere ?? null, attentionBytes);
  }

  private fits(group: GpuGroup, tokens: Tokens): boolean {
    return group.kvCapacityBytes >= sequenceBytes(this.model.shape, group, tokens);
  }

  private team(group: GpuGroup, ffn: FfnMachine, demand: PoolDemand, draftPool: PoolPlan | null): Team {
    const { pool, model, split, drafting } = this;
    const { shape } = model;
    const { ranks } = group;
    const { chip, weightFormat, kvFormat, software } = pool;
    const groups = Math.floor(pool.chips / ranks);
    const lanes = Math.min(groups, ffn.places);
    const groupsPerLane = Math.floor(groups / lanes);
    const queries = drafting?.queries ?? 1;
    const input = { shape, chip, tensorParallel: ranks, weightFormat, kvFormat, software, queries };
    const { window } = layerSplit(shape);
    const visible = { global: demand.contextMean, local: Math.min(demand.contextMean, window) };
    let parts = this.parts.get(ranks);
    if (parts === undefined) {
      parts = { attention: makeGpuCost(input, 'attention'), head: makeGpuCost(input, 'head') };
      this.parts.set(ranks, parts);
    }
    const cost = new AfdCost({
      ...parts,
      ffn: ffn.plan.cost,
      ffnChips: ffn.plan.chipsPerLane,
      layers: shape.layers,
      width: shape.width,
      groups: groupsPerLane,
      queries,
      microBatches: split.microBatches,
      latencySeconds: split.latencySeconds,
      bytesPerSecond: split.bytesPerSecond * ranks * groupsPerLane,
      hostSeconds: software.hostLayerSeconds * shape.layers,
      visible,
    });
    const whole = drafting === null ? cost : drafting.cost(cost, draftPool, lanes, groupsPerLane, ranks);
    const work = makeStepWork();
    decodeWork(whole.decode(1), visible.global, visible.local, work);
    return { group, lanes, groupsPerLane, split: cost, cost: whole, seconds: work.seconds };
  }

  private planOf(team: Team, ffn: FfnMachine, demand: PoolDemand, wording: boolean): PoolPlan {
    const { pool, split } = this;
    const { group, lanes, groupsPerLane } = team;
    const plan: PoolPlan = {
      input: pool,
      instances: lanes,
      chipsPerInstance: group.ranks * groupsPerLane,
      tensorParallel: group.ranks,
      lanesPerInstance: 1,
      chipsPerLane: group.ranks * groupsPerLane,
      cost: team.cost,
      weightBytes: group.weightBytes * groupsPerLane,
      kvCapacityBytes: group.kvCapacityBytes * groupsPerLane,
      globalBlockBytes: group.globalBlockBytes,
      localBlockBytes: group.localBlockBytes,
      maxSequencesPerLane: pool.maxSequences * groupsPerLane,
      reason: '',
      pipelinePrefill: null,
      companions: [{ pool: split.pool, plan: ffn.plan }],
    };
    return wording ? { ...plan, reason: this.reason(plan, team, ffn.places, demand) } : plan;
  }

  private reason(plan: PoolPlan, team: Team, places: number, demand: PoolDemand): string {
    const { split } = this;
    const { group, lanes, groupsPerLane, seconds } = team;
    const { window } = layerSplit(this.model.shape);
    const full = Math.max(1, Math.floor(sequenceSlots(plan, demand.contextMean, window)));
    const alone = team.split.microBatchesOf(1);
    const most = team.split.microBatchesOf(full);
    const batches = (m: number) => `${countText(m)} ${m === 1 ? 'micro-batch' : 'micro-batches'}`;
    const turns =
      split.microBatches === 'auto'
        ? `${batches(alone)} for one sequence and ${batches(most)} for ${countText(full)}, the fastest each`
        : `${batches(split.microBatches)} as asked`;
    const idle = idleChips(plan);
    const sets = `${countText(lanes)} ${lanes === 1 ? 'lane' : 'lanes'} of ${countText(groupsPerLane)} × ${chipsText(group.ranks)}`;
    return (
      `${sets}; the FFN pool has room for ${countText(places)} at a time: ${durationText(seconds)} per token at zero load, ` +
      `the fastest that fits; ${turns}. Attention, embedding and head weights take ` +
      `${bytesText(this.attentionBytes)} a group.${idle > 0 ? ` ${leftOver(idle)}` : ''}`
    );
  }

  private shortfall(demand: PoolDemand, sizes: readonly number[], wording: boolean): Shortfall {
    const { pool, model, index } = this;
    const wider = pool.tensorParallel === 'auto' ? powersOfTwo(pool.chip.scaleUpChips) : sizes;
    const enough = wider.find((ranks) => this.fits(this.group(ranks), demand.sequenceTokens)) ?? null;
    const group = this.group(sizes.at(-1) ?? 1);
    const sequence = sequenceBytes(model.shape, group, demand.sequenceTokens);
    const remedy =
      enough === null ? 'no group of one fast-link domain would fit' : `${chipsText(enough)} would fit`;
    const message = wording
      ? `Attention, embedding and head of ${model.name} in ${formatText(pool.weightFormat)} take ` +
        `${bytesText(group.weightBytes)} and ${sequenceText(demand)} ` +
        `${bytesText(sequence)}; ${countText(group.ranks)} × ${pool.chip.name} in the attention pool has ` +
        `${bytesText(group.usableBytes)} usable, ${bytesText(group.reservedBytes)} of it for activations and the ` +
        `runtime; ${remedy}.`
      : '';
    const neededBytes = group.weightBytes + group.reservedBytes + sequence;
    return { pool: index, message, neededBytes, availableBytes: group.usableBytes, chipsNeeded: enough };
  }

  private refusal(message: string, chipsNeeded: number | null): Shortfall {
    const { pool, index, attentionBytes } = this;
    const availableBytes = pool.chips * pool.chip.memory.bytes;
    return { pool: index, message, neededBytes: attentionBytes, availableBytes, chipsNeeded };
  }
}
