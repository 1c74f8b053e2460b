import type { Bytes, Fraction, Tokens } from '../../units/units';
import type { PipelinePassage } from '../cost/sram-prefill';
import type { StepCost } from '../cost/step-cost';
import type { ClusterInput, LinkInput, MemoryInput, ModelInput, PoolInput, WorkloadInput } from '../input';
import { isCompanion } from '../roles';

/** Tokens in one KV block (vLLM's and Dynamo's default). */
export const KV_BLOCK_TOKENS = 16;

/**
 * A pool laid out: how many instances, what each holds, what a step costs. Made once per run by `makePlan`.
 *
 * An *instance* owns KV memory. A *lane* runs one batch: a GPU instance has one lane; an SRAM machine is a
 * pipeline, so it has one lane per stage, each with its own micro-batch, all sharing the machine's KV room.
 */
export interface PoolPlan {
  input: PoolInput;
  instances: number;
  chipsPerInstance: number;
  /** Chips of one tensor-parallel group where an instance has several; absent: the instance is one. */
  tensorParallel?: number;
  lanesPerInstance: number;
  /** Chips a lane keeps busy at any moment: the whole instance on GPUs, one stage on an SRAM pipeline. */
  chipsPerLane: number;
  cost: StepCost;
  /** Bytes over all chips of one instance. */
  weightBytes: Bytes;
  kvCapacityBytes: Bytes;
  /** Bytes over all chips of one instance that a block of 16 tokens takes in full and in windowed layers. */
  globalBlockBytes: Bytes;
  localBlockBytes: Bytes;
  /** Most sequences running in one lane. */
  maxSequencesPerLane: number;
  /** Why this layout: one sentence with the alternatives' numbers. */
  reason: string;
  /** SRAM pools that prefill: seconds one prompt occupies the pipeline, and fills it; null elsewhere. */
  pipelinePrefill: ((promptTokens: Tokens) => PipelinePassage) | null;
  /** Draft and verify with every round drawn; absent: `cost` is all there is. */
  rounds?: Rounds;
  /** Pools that do part of every decode step, in the order in which `DecodeCost.companions` lists their work. */
  companions?: readonly Companion[];
}

type Used = Pick<PoolPlan, 'input' | 'instances' | 'chipsPerInstance'>;

/** Chips that the layout leaves over, paid for and idle. */
export function idleChips({ input, instances, chipsPerInstance }: Used): number {
  return Math.max(0, input.chips - instances * chipsPerInstance);
}

/** Memory of the chips that the layout uses. */
export function memoryBytes(plan: Used): Bytes {
  const { chip, chips } = plan.input;
  return chip.memory.bytes * (chips - idleChips(plan));
}

/** Rounds of draft and verify: what one costs, and what decides how many tokens it yields. */
export interface Rounds {
  cost: StepCost;
  drafted: number;
  acceptance: Fraction;
}

/** A pool that serves another: its place in the cluster, and what it holds. Its lanes are its owner's. */
export interface Companion {
  pool: number;
  plan: PoolPlan;
}

/** What is missing, in a form that a button can fix. */
export interface Shortfall {
  pool: number;
  /** One sentence for people: what does not fit, by how much, what would. */
  message: string;
  neededBytes: Bytes;
  availableBytes: Bytes;
  /** Smallest chip count that fits with everything else equal; null if no count does. */
  chipsNeeded: number | null;
  /** Where no count does: the fewest pipeline stages that would, and the chips they take; absent if there are none. */
  staged?: Staged;
}

export interface Staged {
  stages: number;
  chips: number;
}

/** KV memory as the closed form looks at it. */
export interface KeptIn {
  input: MemoryInput;
  /** Turns of a session are sent to where its KV is, not anywhere. */
  homing: boolean;
}

export interface Plan {
  pools: PoolPlan[];
  /** Absent: no KV outlives its request. */
  kept?: KeptIn;
  link: LinkInput | null;
  chips: number;
}

/** The pool in which answers are decoded: the last that is no companion of another. */
export function decoderOf(pools: readonly PoolPlan[]): PoolPlan {
  return pools.findLast(({ input }) => !isCompanion(input.role))!;
}

export type PlanResult = { feasible: true; plan: Plan } | { feasible: false; shortfalls: Shortfall[] };

/** The arguments of `makePlan`, named. */
export interface PlanInput {
  model: ModelInput;
  cluster: ClusterInput;
  workload: WorkloadInput;
}

/** What a workload asks of one pool: what it must hold, and the step its layout is judged by. */
export interface PoolDemand {
  /** Longest sequence the pool must hold: 99th percentile of the workload, or of a class. */
  sequenceTokens: Tokens;
  /** True: `sequenceTokens` is the mean instead, the least that a pool beside others must hold. */
  ofMean?: boolean;
  promptMean: Tokens;
  /** Context of a decode step at zero load. */
  contextMean: Tokens;
}

/** Shortfalls name the pool that is too small, which may be a companion. */
export type PoolResult = { plan: PoolPlan } | { shortfall: Shortfall };

/** A pool for one model, ready to be laid out for any workload. */
export interface PoolLayout {
  /** `wording` false leaves `reason` and `message` empty, for callers that ask hundreds of times. */
  layOut(demand: PoolDemand, wording: boolean): PoolResult;
}
