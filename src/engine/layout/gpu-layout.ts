import type { Seconds, Tokens } from '../../units/units';
import { makeGpuCost } from '../cost/gpu-cost';
import type { StepCost, StepWork } from '../cost/step-cost';
import { decodeShape, promptShape } from '../cost/step-shapes';
import type { ModelInput, PoolInput } from '../input';
import { layerSplit } from '../model/kv-bytes';
import { weightBytes } from '../model/weight-bytes';
import type { GpuGroup } from './gpu-group';
import { gpuGroup, sequenceBytes } from './gpu-group';
import { autoReason, degreeProblem, gpuShortfallMessage, leftOver } from './gpu-wording';
import type { PoolDemand, PoolLayout, PoolPlan, PoolResult, Shortfall } from './pool-plan';

/** A tensor-parallel group with its cost, and what its step takes at zero load. */
export interface JudgedGroup {
  group: GpuGroup;
  cost: StepCost;
  seconds: Seconds;
}

function powersOfTwo(most: number): number[] {
  const list: number[] = [];
  for (let n = 1; n <= most; n *= 2) list.push(n);
  return list;
}

/**
 * Layout of a GPU pool. `auto` takes, among the powers of two that fit, the tensor-parallel degree with the fastest
 * step at zero load (one decode at mean context; one mean prompt in a prefill pool); ties go to the smaller.
 */
export class GpuLayout implements PoolLayout {
  readonly model: ModelInput;
  readonly pool: PoolInput;
  private readonly index: number;
  private readonly groups = new Map<number, GpuGroup>();
  private readonly costs = new Map<number, StepCost>();
  private readonly work: StepWork = { seconds: 0, flop: 0, peakComputeSeconds: 0, bytes: 0 };

  constructor(model: ModelInput, pool: PoolInput, index: number) {
    this.model = model;
    this.pool = pool;
    this.index = index;
  }

  layOut(demand: PoolDemand, wording: boolean): PoolResult {
    const { pool } = this;
    const asked = pool.tensorParallel;
    if (asked !== 'auto') {
      const problem = degreeProblem(pool, asked);
      if (problem !== null) return { shortfall: this.refusal(problem.message, problem.chipsNeeded) };
    }
    const largest = Math.min(pool.chip.scaleUpChips, pool.chips);
    const groups = (asked === 'auto' ? powersOfTwo(largest) : [asked]).map((ranks) => this.group(ranks));
    const last = groups.at(-1);
    if (last === undefined)
      return { shortfall: this.refusal('The pool has no chips.', this.chipsNeeded(demand)) };
    const fitting = groups.filter((g) => this.fits(g, demand.sequenceTokens));
    if (fitting.length === 0) return { shortfall: this.shortfall(demand, last, wording) };
    const judged = fitting.map((group): JudgedGroup => {
      const cost = this.cost(group.ranks);
      // With one candidate and nobody to read the reason, the figure is not needed.
      const seconds = fitting.length > 1 || wording ? this.zeroLoadSeconds(demand, cost) : 0;
      return { group, cost, seconds };
    });
    let best = judged[0]!;
    for (const other of judged) if (other.seconds < best.seconds) best = other;
    return { plan: this.planOf(best, wording ? autoReason(pool, judged, best, groups) : '') };
  }

  private group(ranks: number): GpuGroup {
    let group = this.groups.get(ranks);
    if (group === undefined) this.groups.set(ranks, (group = gpuGroup(this.model.shape, this.pool, ranks)));
    return group;
  }

  private fits(group: GpuGroup, tokens: Tokens): boolean {
    return group.kvCapacityBytes >= sequenceBytes(this.model.shape, group, tokens);
  }

  private cost(tensorParallel: number): StepCost {
    const known = this.costs.get(tensorParallel);
    if (known !== undefined) return known;
    const { shape } = this.model;
    const { chip, weightFormat, kvFormat, software } = this.pool;
    const cost = makeGpuCost({ shape, chip, tensorParallel, weightFormat, kvFormat, software });
    this.costs.set(tensorParallel, cost);
    return cost;
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
    const instances = Math.floor(pool.chips / group.ranks);
    const idle = pool.chips - instances * group.ranks;
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
    return sizes.find((ranks) => this.fits(this.group(ranks), demand.sequenceTokens)) ?? null;
  }

  private shortfall(demand: PoolDemand, group: GpuGroup, wording: boolean): Shortfall {
    const chipsNeeded = this.chipsNeeded(demand);
    const sequence = sequenceBytes(this.model.shape, group, demand.sequenceTokens);
    return {
      pool: this.index,
      message: wording
        ? gpuShortfallMessage(this.model, this.pool, group, demand, sequence, chipsNeeded)
        : '',
      neededBytes: group.weightBytes + group.reservedBytes + sequence,
      availableBytes: group.usableBytes,
      chipsNeeded,
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
