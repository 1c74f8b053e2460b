import type { BlockColumns } from '../block-columns';
import type { EvictionKind, EvictionPolicy } from './policy';
import { SlotHeap } from './slot-heap';

/**
 * Least recently used among the leaves: blocks without resident children. A parent queues with its own age once its
 * last child has gone. Only leaves are in the heap, one per chain, so this costs less than a list of all blocks.
 */
class LineageLru implements EvictionPolicy {
  readonly keepsChains = true;
  private readonly leaves: SlotHeap;
  private readonly columns: BlockColumns;

  constructor(columns: BlockColumns) {
    this.columns = columns;
    this.leaves = new SlotHeap(columns);
  }

  grow(slots: number): void {
    this.leaves.grow(slots);
  }

  used(): void {
    // Recency is the order in which blocks are let go.
  }

  idle(slot: number): void {
    if (this.columns.children[slot] === 0) this.leaves.push(slot, this.columns.order[slot]!);
  }

  busy(slot: number): void {
    this.leaves.remove(slot);
  }

  adopted(slot: number): void {
    this.leaves.remove(slot);
  }

  bared(slot: number): void {
    this.leaves.push(slot, this.columns.order[slot]!);
  }

  victim(): number {
    return this.leaves.pop();
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
