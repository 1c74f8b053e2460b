import type { Seconds } from '../../../units/units';
import type { BlockColumns } from '../block-columns';

/**
 * Picks the cached block to give up when room is needed. The store tells it which blocks nobody uses; what a policy
 * needs beyond the columns it keeps itself, by slot.
 */
export interface EvictionPolicy {
  /** True when it never gives up a block before its children; then the store counts children. */
  readonly keepsChains: boolean;
  /** Slots below this number may be named from now on. */
  grow(slots: number): void;
  /** A block was used, or came with this many uses behind it. */
  used(slot: number, now: Seconds, times: number): void;
  /** Its last user let go: it may be evicted, and is the most recent of those. */
  idle(slot: number): void;
  /** A cached block is in use again. */
  busy(slot: number): void;
  /** A cached block got its first resident child. */
  adopted(slot: number): void;
  /** A cached block lost its last resident child. */
  bared(slot: number): void;
  /** Chooses a block, forgets it and returns its slot; -1 when there is none. */
  victim(now: Seconds): number;
}

export type MakePolicy = (columns: BlockColumns) => EvictionPolicy;

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
