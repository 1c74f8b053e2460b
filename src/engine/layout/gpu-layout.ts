import type { Bytes, Seconds, Tokens } from '../../units/units';
import { makeStepWork, type StepCost } from '../cost/step-cost';
import { decodeShape, promptShape } from '../cost/step-shapes';
import type { ModelInput, PoolInput } from '../input';
import { layerSplit } from '../model/kv-bytes';
import { dataParallelWeightBytes, weightBytes } from '../model/weight-bytes';
import type { Drafting } from './drafting';
import { expertSlots } from '../cost/expert-balance';
import { cutProblem, degreesOf, groupsTogether, type GpuDegrees } from './gpu-degrees';
import type { GpuGroup } from './gpu-group';
import { gpuGroup, sequenceBytes } from './gpu-group';
import { GpuPoolCosts } from './gpu-pool-cost';
import { autoReason, degreeProblem, gpuShortfallMessage, leftOver, tooFewFor } from './gpu-wording';
import {
  idleChips,
  type PoolDemand,
  type PoolLayout,
  type PoolPlan,
  type PoolResult,
  type Shortfall,
  type Staged,
} from './pool-plan';
import { powersOfTwo } from './powers-of-two';

/** As many as a scenario may ask for. */
const MOST_STAGES = 64;

/** A tensor-parallel group with its cost, and what its step takes at zero load. */
export interface JudgedGroup {
  group: GpuGroup;
  cost: StepCost;
  seconds: Seconds;
}

/**
 * Layout of a GPU pool. `auto` takes, among the powers of two that fit, the tensor-parallel degree with the fastest
 * step at zero load (one decode at mean context; one mean prompt in a prefill pool); ties go to the smaller.
 */
export class GpuLayout implements PoolLayout {
  readonly model: ModelInput;
  readonly pool: PoolInput;
  private readonly index: number;
  /** Of a group, whatever its ranks; 0 until they are asked for. */
  private weights = 0;
  private readonly groups = new Map<number, GpuGroup>();
  private readonly costs: GpuPoolCosts;
  private readonly degrees: GpuDegrees;
  private readonly work = makeStepWork();

  private readonly drafting: Drafting | null;

  constructor(model: ModelInput, pool: PoolInput, index: number, drafting: Drafting | null = null) {
    this.model = model;
    this.pool = pool;
    this.index = index;
    this.drafting = drafting;
    this.degrees = degreesOf(pool);
    this.costs = new GpuPoolCosts(model, pool, drafting?.queries ?? 1);
  }

  layOut(demand: PoolDemand, wording: boolean): PoolResult {
    const { pool, degrees, model } = this;
    const asked = pool.tensorParallel;
    const uncut = cutProblem(model, degrees);
    if (uncut !== null) return { shortfall: this.refusal(uncut, null) };
    if (asked !== 'auto') {
      const problem = degreeProblem(pool, asked);
      if (problem !== null) return { shortfall: this.refusal(problem.message, problem.chipsNeeded) };
    }
    const drafts = this.drafting?.layOut(demand, wording) ?? { apart: null };
    if ('shortfall' in drafts) return drafts;
    const largest = Math.min(pool.chip.scaleUpChips, pool.chips / groupsTogether(degrees));
    const groups = (asked === 'auto' ? powersOfTwo(largest) : [asked]).map((ranks) => this.group(ranks));
    const last = groups.at(-1);
    if (last === undefined) return { shortfall: this.refusal(tooFewFor(pool, 1), this.chipsNeeded(demand)) };
    const fitting = groups.filter((g) => this.fits(g, demand.sequenceTokens));
    if (fitting.length === 0) return { shortfall: this.shortfall(demand, last, wording) };
    const judged = fitting.map((group): JudgedGroup => {
      const cost = this.cost(group.ranks, demand, drafts.apart);
      // With one candidate and nobody to read the reason, the figure is not needed.
      const seconds = fitting.length > 1 || wording ? this.zeroLoadSeconds(demand, cost) : 0;
      return { group, cost, seconds };
    });
    let best = judged[0]!;
    for (const other of judged) if (other.seconds < best.seconds) best = other;
    const plan = this.planOf(best, wording ? autoReason(pool, judged, best, groups) : '');
    return { plan: this.drafting === null ? plan : this.drafting.complete(plan, drafts.apart) };
  }

  private group(ranks: number): GpuGroup {
    let group = this.groups.get(ranks);
    if (group === undefined) {
      const { model, pool, drafting } = this;
      this.weights ||= this.weightsOfGroup();
      group = gpuGroup(model.shape, pool, ranks, drafting?.shapeHere ?? null, this.weights);
      this.groups.set(ranks, group);
    }
    return group;
  }

  private weightsOfGroup(): Bytes {
    const { model, pool, degrees } = this;
    const { shape } = model;
    const { ranks, stages } = degrees;
    const slots = ranks > 1 && shape.moe !== null ? expertSlots(shape.moe.experts, ranks) : undefined;
    const sharing = ranks > 1 ? ranks : (pool.dataParallel ?? 1);
    return dataParallelWeightBytes(shape, pool.weightFormat, sharing, slots) / stages;
  }

  private fits(group: GpuGroup, tokens: Tokens): boolean {
    return group.kvCapacityBytes >= sequenceBytes(this.model.shape, group, tokens);
  }

  private cost(ranks: number, demand: PoolDemand, draftPool: PoolPlan | null): StepCost {
    const own = this.costs.at(ranks, demand.contextMean);
    return this.drafting === null
      ? own
      : this.drafting.cost(own, draftPool, this.instancesOf(ranks), 1, ranks);
  }

  /** Groups that stand for a model held together are there all or not at all. */
  private instancesOf(ranks: number): number {
    const together = groupsTogether(this.degrees);
    return Math.floor(this.pool.chips / (ranks * together)) * together;
  }

  private zeroLoadSeconds(demand: PoolDemand, cost: StepCost): Seconds {
    const { window } = layerSplit(this.model.shape);
    cost.step(
      this.pool.role === 'prefill'
        ? promptShape(demand.promptMean, 0, 0, window)
        : decodeShape(1, demand.contextMean, window),
      this.work,
    );
    return this.work.seconds;
  }

  private planOf({ group, cost }: JudgedGroup, reason: string): PoolPlan {
    const { pool } = this;
    const instances = this.instancesOf(group.ranks);
    const idle = idleChips({ input: pool, instances, chipsPerInstance: group.ranks });
    return {
      input: pool,
      instances,
      chipsPerInstance: group.ranks,
      lanesPerInstance: 1,
      chipsPerLane: group.ranks,
      cost,
      weightBytes: group.weightBytes,
      kvCapacityBytes: group.kvCapacityBytes,
      globalBlockBytes: group.globalBlockBytes,
      localBlockBytes: group.localBlockBytes,
      maxSequencesPerLane: pool.maxSequences,
      reason: reason !== '' && idle > 0 ? `${reason} ${leftOver(idle)}` : reason,
      pipelinePrefill: null,
    };
  }

  /** Chips of the smallest group that fits; null when the largest of a scale-up domain is too small. */
  private chipsNeeded(demand: PoolDemand): number | null {
    const { chip, tensorParallel } = this.pool;
    const sizes = tensorParallel === 'auto' ? powersOfTwo(chip.scaleUpChips) : [tensorParallel];
    const enough = sizes.find((ranks) => this.fits(this.group(ranks), demand.sequenceTokens));
    return enough === undefined ? null : enough * groupsTogether(this.degrees);
  }

  /** The fewest stages in which the largest group holds its share of the weights and a sequence; null if none do. */
  private staged(demand: PoolDemand): Staged | null {
    const { model, pool, degrees } = this;
    if (pool.singleStage === true) return null;
    const { chip, tensorParallel } = pool;
    const ranks = tensorParallel === 'auto' ? (powersOfTwo(chip.scaleUpChips).at(-1) ?? 1) : tensorParallel;
    const group = this.group(ranks);
    const sequence = sequenceBytes(model.shape, group, demand.sequenceTokens);
    const room = group.usableBytes - group.reservedBytes - sequence;
    const stages = Math.ceil((group.weightBytes * degrees.stages) / room);
    return room > 0 && stages <= MOST_STAGES && stages <= model.shape.layers
      ? { stages, chips: Math.max(pool.chips, ranks * stages * degrees.ranks) }
      : null;
  }

  private shortfall(demand: PoolDemand, group: GpuGroup, wording: boolean): Shortfall {
    const chipsNeeded = this.chipsNeeded(demand);
    const staged = chipsNeeded === null && this.drafting === null ? this.staged(demand) : null;
    const sequence = sequenceBytes(this.model.shape, group, demand.sequenceTokens);
    return {
      pool: this.index,
      message: wording
        ? gpuShortfallMessage(this.model, this.pool, group, demand, sequence, chipsNeeded ?? staged)
        : '',
      neededBytes: group.weightBytes + group.reservedBytes + sequence,
      availableBytes: group.usableBytes,
      chipsNeeded,
      ...(staged !== null && { staged }),
    };
  }

  private refusal(message: string, chipsNeeded: number | null): Shortfall {
    return {
      pool: this.index,
      message,
      neededBytes: weightBytes(this.model.shape, this.pool.weightFormat),
      availableBytes: this.pool.chips * this.pool.chip.memory.bytes,
      chipsNeeded,
    };
  }
}
