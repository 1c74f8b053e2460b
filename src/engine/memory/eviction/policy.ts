import type { Seconds } from '../../../units/units';
import type { StretchColumns } from '../stretch-columns';

/**
 * Picks the cached blocks to give up when room is needed. Blocks that are alike are one stretch, which is given up from
 * its end: its last block was let go first. The store tells which stretches nobody uses; what a policy needs beyond
 * the columns it keeps itself, by slot.
 */
export interface EvictionPolicy {
  /** True when it never gives up a block before its children; then the store counts children. */
  readonly keepsChains: boolean;
  /** False where blocks that come now are not to be put to a stretch that was here before. */
  readonly forgetsUses: boolean;
  /** Slots below this number may be named from now on. */
  grow(slots: number): void;
  /** A stretch came with this many uses behind it. */
  came(slot: number, now: Seconds, uses: number): void;
  /** A stretch was used. */
  used(slot: number, now: Seconds, times: number): void;
  /** Whether two stretches are alike to it. */
  alike(one: number, other: number): boolean;
  /** Its last user let go: it may be evicted, and is the most recent of those. */
  idle(slot: number): void;
  /** A cached stretch is in use again, or gone. */
  busy(slot: number): void;
  /** A stretch has become two: a new one for its front, and the rest. */
  split(front: number, rest: number): void;
  /** A cached stretch got its first resident child. */
  adopted(slot: number): void;
  /** A cached stretch lost its last resident child. */
  bared(slot: number): void;
  /** The stretch whose last block is to go next; -1 when there is none. */
  victim(now: Seconds): number;
  /** How many of its last `most` blocks go before anything else. */
  blocksOf(slot: number, most: number, now: Seconds): number;
  /** A cached stretch has lost some of its last blocks. */
  shortened(slot: number): void;
}

export type MakePolicy = (columns: StretchColumns) => EvictionPolicy;

/** A number the user may set. */
export interface PolicyOption {
  label: string;
  /** SI unit as printed beside the number; empty for a plain number. */
  unit: string;
  default: number;
  min: number;
  max: number;
}

/** What a control shows of a policy, beside how to make one. */
export interface EvictionKind<O extends string = string> {
  id: string;
  label: string;
  /** One sentence: what goes first. */
  description: string;
  options: Record<O, PolicyOption>;
  make(options: Record<O, number>, costs: BlockCosts): MakePolicy;
}

/** When a session that left a block behind comes back; index 0 is used where nothing is known. */
export interface ReuseClass {
  label: string;
  /** Share of such pauses that end in another turn at all. */
  continues: number;
  /** The pause, exponential when `cv` is null, else lognormal. */
  gapSecondsMean: Seconds;
  gapCv: number | null;
}

/** What losing a block costs; only the cost-aware policy looks at it. */
export interface BlockCosts {
  /**
   * Seconds saved by having a block here rather than getting it from the next tier or by computing it, whichever is
   * faster, by its place in the chain; the last entry holds for all later places.
   */
  savedSeconds: Float64Array;
  reuse: readonly ReuseClass[];
}
