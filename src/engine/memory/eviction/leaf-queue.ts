import { longer, type StretchColumns } from '../stretch-columns';
import { SlotHeap } from './slot-heap';
import { SlotList } from './slot-list';

const LISTED = 1;
const HEAPED = 2;

/**
 * Leaves by the time at which they were let go. Whoever is let go is the most recent and goes to the end of a list;
 * only parents that lost their last child come out of turn, and these are in a heap.
 */
export class LeafQueue {
  private readonly columns: StretchColumns;
  private readonly list = new SlotList();
  private readonly heap: SlotHeap;
  /** Where a slot is; 0 when it is in neither. */
  private where = new Uint8Array(0);

  constructor(columns: StretchColumns) {
    this.columns = columns;
    this.heap = new SlotHeap(columns);
  }

  grow(slots: number): void {
    this.list.grow(slots);
    this.where = longer(this.where, new Uint8Array(slots));
  }

  /** Adds a leaf that was let go just now. */
  add(slot: number): void {
    this.where[slot] = LISTED;
    this.list.put(slot, this.list.newest);
  }

  /** Adds one that was let go some time ago. */
  addOld(slot: number): void {
    this.where[slot] = HEAPED;
    // Most stores have no such parents.
    if (slot >= this.heap.key.length) this.heap.grow(this.columns.slots);
    this.heap.push(slot, this.columns.order[slot]!);
  }

  /** Removes a slot if it is there. */
  remove(slot: number): void {
    if (this.where[slot] === LISTED) this.list.remove(slot);
    else if (this.where[slot] === HEAPED) this.heap.remove(slot);
    this.where[slot] = 0;
  }

  /** The one let go longest ago, or -1. */
  peek(): number {
    const { oldest } = this.list;
    const old = this.heap.peek();
    if (old < 0 || oldest < 0) return Math.max(old, oldest);
    return this.columns.order[old]! < this.columns.order[oldest]! ? old : oldest;
  }

  /** It has lost some of its last blocks, and is still before whoever came after it. */
  shortened(slot: number): void {
    if (this.where[slot] === HEAPED) this.heap.key[slot] = this.columns.order[slot]!;
  }
}
