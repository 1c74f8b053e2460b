import type { Bytes, Fraction, Seconds } from '../../../units/units';
import { ReuseCurve } from '../reuse-curve';
import type { StretchColumns } from '../stretch-columns';
import { LeafQueue } from './leaf-queue';
import type { BlockCosts, EvictionKind, EvictionPolicy } from './policy';

/**
 * What a byte of a block is worth where it is, in price per byte: chance of reuse · seconds saved by having it here ·
 * price of a second of the serving instance / bytes (model.md §4.4). Inside one store price and bytes are the same
 * for every block, so the policy below compares the first two factors.
 */
export function blockValue(chance: Fraction, saved: Seconds, pricePerSecond: number, bytes: Bytes): number {
  return (chance * saved * pricePerSecond) / bytes;
}

/**
 * Gives up the leaf of least value. The chance of reuse falls with age at a pace that depends on what the session
 * waits for, so leaves are queued by kind of pause, oldest first, and only the heads are compared. Within a kind
 * that is exact where the chance falls with age and blocks cost alike; a leaf deeper in its chain costs somewhat
 * more to compute, which decides between kinds but not within one.
 */
class CostAware implements EvictionPolicy {
  readonly keepsChains = true;
  readonly forgetsUses = true;
  private readonly columns: StretchColumns;
  private readonly saved: Float64Array;
  private readonly curves: ReuseCurve[];
  private readonly leaves: LeafQueue[];
  /** Of the last victim: the value of the leaf that is next by kind. */
  private next = Infinity;

  constructor(columns: StretchColumns, costs: BlockCosts, horizon: Seconds) {
    this.columns = columns;
    this.saved = costs.savedSeconds;
    this.curves = costs.reuse.map((reuse) => new ReuseCurve(reuse, horizon));
    this.leaves = costs.reuse.map(() => new LeafQueue(columns));
    if (this.leaves.length === 0 || this.saved.length === 0) {
      throw new Error('the cost-aware policy needs at least one reuse class and one cost');
    }
  }

  grow(slots: number): void {
    for (const leaves of this.leaves) leaves.grow(slots);
  }

  came(): void {
    // What counts is what the last session waits for.
  }

  used(): void {
    // As above.
  }

  alike(): boolean {
    return true;
  }

  idle(slot: number): void {
    if (this.columns.children[slot] === 0) this.queueOf(slot).add(slot);
  }

  busy(slot: number): void {
    this.queueOf(slot).remove(slot);
  }

  split(): void {
    // The rest is a leaf if the whole was; its front is none.
  }

  adopted(slot: number): void {
    this.queueOf(slot).remove(slot);
  }

  bared(slot: number): void {
    this.queueOf(slot).addOld(slot);
  }

  victim(now: Seconds): number {
    let best = -1;
    let least = Infinity;
    this.next = Infinity;
    for (let kind = 0; kind < this.leaves.length; kind++) {
      const slot = this.leaves[kind]!.peek();
      if (slot < 0) continue;
      const value = this.value(kind, slot, this.columns.end[slot]! - 1, now);
      if (value < least) {
        this.next = least;
        least = value;
        best = slot;
      } else if (value < this.next) this.next = value;
    }
    return best;
  }

  /** Blocks nearer to the front cost less to compute, so most often all of them. */
  blocksOf(slot: number, most: number, now: Seconds): number {
    const kind = this.kindOf(slot);
    const last = this.columns.end[slot]! - 1;
    let blocks = 1;
    while (blocks < most && this.value(kind, slot, last - blocks, now) < this.next) blocks++;
    return blocks;
  }

  shortened(slot: number): void {
    this.queueOf(slot).shortened(slot);
  }

  private queueOf(slot: number): LeafQueue {
    return this.leaves[this.kindOf(slot)]!;
  }

  private kindOf(slot: number): number {
    const kind = this.columns.kind[slot]!;
    return kind < this.leaves.length ? kind : 0;
  }

  /** What the block at a place of a stretch of this kind is worth. */
  private value(kind: number, slot: number, place: number, now: Seconds): number {
    const saved = this.saved[place < this.saved.length ? place : this.saved.length - 1]!;
    return this.curves[kind]!.at(this.columns.age(slot, now)) * saved;
  }
}

export const costAware: EvictionKind<'horizonSeconds'> = {
  id: 'cost',
  label: 'Least value first',
  description:
    'Gives up the leaf with the smallest chance of reuse times the seconds that having it here would save.',
  options: {
    horizonSeconds: { label: 'Looks ahead', unit: 's', default: 60, min: 1, max: 3600 },
  },
  make: (options, costs) => (columns) => new CostAware(columns, costs, options.horizonSeconds),
};
