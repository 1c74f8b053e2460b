import type { Bytes, Seconds, Tokens } from '../../units/units';
import type { Branch, DecodeCost } from '../cost/step-cost';
import type { ModelInput } from '../input';
import { kvBytesOfSequence } from '../model/kv-bytes';
import { KV_BLOCK_TOKENS } from '../plan';
import type { PoolPlan } from '../plan';
import type { KvRoom } from './kv-room';
import type { MeteredLane } from './metered-lane';
import type { PoolMeter } from './pool-meter';
import { StepHeap } from './step-heap';

export const IDLE = 0;
/** Decode steps only; they are jumped over. */
export const DECODING = 1;
/** One iteration that carries prompt chunks. */
export const MIXED = 2;

/**
 * One running batch. `step` counts the decode steps the lane has ever run; a sequence remembers the step at
 * which it joined, so its context is known without touching it. Sums over the batch hold at the *next* step.
 */
export class Lane implements MeteredLane {
  readonly id: number;
  readonly instance: Instance;
  mode: typeof IDLE | typeof DECODING | typeof MIXED = IDLE;
  step = 0;
  batch = 0;
  roundTokens = 0;
  /** Σ context, and Σ min(context, window) over the batch. */
  globalTokens: Tokens = 0;
  localTokens: Tokens = 0;
  /** Sequences still shorter than the window. */
  growingLocal = 0;
  /** What next changes, per sequence: its end, or its leaving the window. */
  readonly changes: StepHeap;
  /** Sequences by (context - step) mod 16: how many start a new KV block at a given step. */
  readonly globalPhase = new Int32Array(KV_BLOCK_TOKENS);
  readonly localPhase = new Int32Array(KV_BLOCK_TOKENS);

  /** The present run of steps: t_j = first + slope·j after `anchor`, where `step` was `anchorStep`. */
  anchored = false;
  anchor: Seconds = 0;
  anchorStep = 0;
  anchorGlobal: Tokens = 0;
  anchorLocal: Tokens = 0;
  first: Seconds = 0;
  slope: Seconds = 0;
  cost: DecodeCost | null = null;
  branch: Branch | null = null;
  /** Step from which another branch of the cost holds. */
  branchEnd = 0;
  /** Step at which the run must be looked at again, and the step the pending event stands for. */
  lastStep = 0;
  targetStep = 0;

  /**
   * What one sequence of the batch has been charged since the lane began: its equal share of every decode step,
   * and the time prompts of others added. A request's own bill is the difference between leaving and joining.
   */
  shareTdpSeconds = 0;
  shareBytes = 0;
  shareChipSeconds = 0;
  shareStallSeconds = 0;
  shareElsewhereJoules = 0;
  shareElsewhereUsd = 0;

  /** Chunks of the iteration under way. */
  chunks = 0;
  readonly chunkRequest: Int32Array;
  readonly chunkNew: Float64Array;
  readonly chunkCached: Float64Array;
  iterationStart: Seconds = 0;
  iterationSeconds: Seconds = 0;
  /** Request whose prompt is partly computed, or -1. */
  partial = -1;

  /** Sequences that join at the next step boundary, in order of arrival. */
  joining: number[] = [];
  /** Of the batch: who has not run a step yet although its last token came earlier, and how much earlier. */
  readonly lateRequests: number[] = [];
  readonly lateSeconds: Seconds[] = [];
  busySince: Seconds = 0;

  constructor(id: number, instance: Instance, cap: number) {
    this.id = id;
    this.instance = instance;
    this.changes = new StepHeap(cap);
    this.chunkRequest = new Int32Array(cap);
    this.chunkNew = new Float64Array(cap);
    this.chunkCached = new Float64Array(cap);
  }
}

/** A pool as state: its plan, its instances and what it has done so far. */
export interface Pool {
  index: number;
  /** What reports call it. */
  name: string;
  plan: PoolPlan;
  model: ModelInput;
  /** Window of the model's local layers; Infinity when it has none. */
  window: Tokens;
  instances: Instance[];
  meter: PoolMeter;
  /** Decode pools: requests that were promised to it and have no memory there yet. */
  withoutRoom: number;
  /** Whole-length reservation: sequences never grow into memory that is not theirs, so none is preempted. */
  reserves: boolean;
  /** Seconds of one prompt token when the budget is full; -1 until somebody asks. */
  promptTokenSeconds: number;
}

/** KV bytes of one sequence over all layers, as a pool stores it. */
export function kvBytesIn({ model, plan }: Pool, tokens: Tokens): Bytes {
  return kvBytesOfSequence(model.shape, tokens, plan.input.kvFormat);
}

/** One model replica: KV memory, a queue and one or more lanes. */
export interface Instance {
  id: number;
  pool: Pool;
  kv: KvRoom;
  lanes: Lane[];
  /** Requests sent here and not yet gone. */
  load: number;
  /** Prompt tokens of requests sent here that are not yet computed. */
  promptTokensAhead: number;
  /** Prompt tokens computed here since the run began, in iterations that decodes were part of or had to wait for. */
  promptTokensDone: number;
  /** First and last waiting request, linked through `RequestState.next`; -1 when none waits. */
  queueHead: number;
  queueTail: number;
  /** Sequences that hold a reservation, of at most lanes × cap. */
  reserved: number;
  /** SRAM pipelines that prefill: whether a prompt occupies the entrance. */
  pipelineBusy: boolean;
}
