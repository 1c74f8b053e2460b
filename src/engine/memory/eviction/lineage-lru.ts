import type { StretchColumns } from '../stretch-columns';
import { LeafQueue } from './leaf-queue';
import type { EvictionKind, EvictionPolicy } from './policy';

/**
 * Least recently used among the leaves: stretches without resident children, whose last block no resident block
 * continues. A parent queues with its own age once its last child has gone.
 */
class LineageLru implements EvictionPolicy {
  readonly keepsChains = true;
  readonly forgetsUses = true;
  private readonly leaves: LeafQueue;
  private readonly columns: StretchColumns;

  constructor(columns: StretchColumns) {
    this.columns = columns;
    this.leaves = new LeafQueue(columns);
  }

  grow(slots: number): void {
    this.leaves.grow(slots);
  }

  came(): void {
    // Recency is the order in which blocks are let go.
  }

  used(): void {
    // As above.
  }

  alike(): boolean {
    return true;
  }

  idle(slot: number): void {
    if (this.columns.children[slot] === 0) this.leaves.add(slot);
  }

  busy(slot: number): void {
    this.leaves.remove(slot);
  }

  split(): void {
    // The rest is a leaf if the whole was; its front is none.
  }

  adopted(slot: number): void {
    this.leaves.remove(slot);
  }

  bared(slot: number): void {
    this.leaves.addOld(slot);
  }

  victim(): number {
    return this.leaves.peek();
  }

  blocksOf(_: number, most: number): number {
    return most;
  }

  shortened(slot: number): void {
    this.leaves.shortened(slot);
  }
}

export const lineageLru: EvictionKind<never> = {
  id: 'lineage',
  label: 'Leaves first, oldest first',
  description:
    'Gives up the least recently used block among those that no resident block continues, so a chain is cut from its end.',
  options: {},
  make: () => (columns) => new LineageLru(columns),
};
