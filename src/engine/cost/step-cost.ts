import type { Bytes, Flop, Fraction, Seconds, Tokens } from '../../units/units';

/**
 * The contract between the cost models (GPU, SRAM) and everything that spends time: the closed form, the
 * simulator and the number cards. All work is per chip of the instance that runs the step.
 *
 * A decode step is affine in two sums over its batch: `global` = Σ s_i, the tokens visible to full-attention
 * layers, and `local` = Σ min(s_i, window), those visible to windowed layers. Exact event skipping rests on it
 * (model.md §9.3), so a cost model must keep it; where a maximum is involved it lists one branch per argument.
 */
export interface Affine {
  base: number;
  perGlobalToken: number;
  perLocalToken: number;
}

/** A branch of a step's seconds. */
export interface Branch extends Affine {
  /**
   * While this branch holds: seconds in which the lane's own chips work, then those of each companion. Absent: the
   * lane's own chips work throughout, and nobody else does.
   */
  busy?: readonly Affine[];
}

/** Work of a step in another pool: FFN apart from attention, a draft model apart from the one that verifies. */
export interface CompanionWork {
  /** Chips of that pool that work for the lane at a time; the rest is per such chip. */
  chips: number;
  flop: Affine;
  drawSeconds: Affine;
  bytes: Affine;
}

/** Pure decode step of a fixed batch. Seconds = max over `branches`; work is single-branch. */
export interface DecodeCost {
  branches: readonly Branch[];
  flop: Affine;
  /** What moving bytes and computing draws beyond the chip's base: its TDP for so many seconds, `power.ts`. */
  drawSeconds: Affine;
  bytes: Affine;
  /** In the order of the plan's companions. */
  companions?: readonly CompanionWork[];
  /** Activations that cross to companions and back; constant over the run. */
  linkBytes?: Bytes;
}

/** One step: decodes (by their sums) and prompt chunks together. `batch` may be real-valued in the closed form. */
export interface StepShape {
  batch: number;
  globalTokens: Tokens;
  localTokens: Tokens;
  /** Number of chunks, then for each the new tokens and those already cached before it. */
  chunks: number;
  chunkNew: ArrayLike<number>;
  chunkCached: ArrayLike<number>;
  /** Chunks that end their prompt in this step, so that their last position is sampled. */
  finishing: number;
}

/** Filled by `StepCost.step`; the caller owns and reuses it so that the hot path allocates nothing. */
export interface StepWork {
  seconds: Seconds;
  flop: Flop;
  drawSeconds: Seconds;
  bytes: Bytes;
  /** Seconds in which the lane's own chips work. */
  busySeconds: Seconds;
}

export function makeStepWork(): StepWork {
  return { seconds: 0, busySeconds: 0, flop: 0, drawSeconds: 0, bytes: 0 };
}

/** What a part of a step waits for. */
export type BoundBy = 'compute' | 'bytes' | 'latency' | 'link' | 'software';

/** One named part of a step; the parts' seconds sum to the step's (1e-12). */
export interface StepPart {
  name: string;
  seconds: Seconds;
  flop: Flop;
  bytes: Bytes;
  /** The largest of what it waits for. */
  boundBy: BoundBy;
  /** All that it waits for: shares of its seconds that sum to 1; absent: `boundBy` alone. */
  waits?: Partial<Record<BoundBy, Fraction>>;
}

export interface StepCost {
  /** Cached for integer batches. `batch` ≥ 1 for the simulator; the closed form may ask for real values > 0. */
  decode(batch: number): DecodeCost;
  step(shape: StepShape, out: StepWork): void;
  explain(shape: StepShape): StepPart[];
}
