import { longer } from '../stretch-columns';

/** Slots in an order that their owner decides, as a doubly linked list through two columns. Never two of one slot. */
export class SlotList {
  /** The ends, or -1. */
  oldest = -1;
  newest = -1;
  private older = new Int32Array(0);
  private newer = new Int32Array(0);

  grow(slots: number): void {
    this.older = longer(this.older, new Int32Array(slots));
    this.newer = longer(this.newer, new Int32Array(slots));
  }

  /** Puts a slot that is not there right after an older one, or before all where that is -1. */
  put(slot: number, older: number): void {
    const newer = older < 0 ? this.oldest : this.newer[older]!;
    this.older[slot] = older;
    this.newer[slot] = newer;
    if (older < 0) this.oldest = slot;
    else this.newer[older] = slot;
    if (newer < 0) this.newest = slot;
    else this.older[newer] = slot;
  }

  /** Removes a slot that is there. */
  remove(slot: number): void {
    const older = this.older[slot]!;
    const newer = this.newer[slot]!;
    if (older < 0) this.oldest = newer;
    else this.newer[older] = newer;
    if (newer < 0) this.newest = older;
    else this.older[newer] = older;
  }
}
