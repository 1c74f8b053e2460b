import { longer } from '../block-columns';
import type { EvictionKind, EvictionPolicy } from './policy';

/** Cached blocks in a doubly linked list through two columns, oldest first. */
class Lru implements EvictionPolicy {
  readonly keepsChains = false;
  private older = new Int32Array(0);
  private newer = new Int32Array(0);
  private oldest = -1;
  private newest = -1;

  grow(slots: number): void {
    this.older = longer(this.older, new Int32Array(slots));
    this.newer = longer(this.newer, new Int32Array(slots));
  }

  used(): void {
    // Recency is the order in which blocks are let go.
  }

  idle(slot: number): void {
    this.older[slot] = this.newest;
    this.newer[slot] = -1;
    if (this.newest < 0) this.oldest = slot;
    else this.newer[this.newest] = slot;
    this.newest = slot;
  }

  busy(slot: number): void {
    const older = this.older[slot]!;
    const newer = this.newer[slot]!;
    if (older < 0) this.oldest = newer;
    else this.newer[older] = newer;
    if (newer < 0) this.newest = older;
    else this.older[newer] = older;
  }

  adopted(): void {
    // Chains are not looked at.
  }

  bared(): void {
    // Chains are not looked at.
  }

  victim(): number {
    const slot = this.oldest;
    if (slot >= 0) this.busy(slot);
    return slot;
  }
}

export const lru: EvictionKind<never> = {
  id: 'lru',
  label: 'Least recently used',
  description: 'Gives up the block that nobody has used for the longest time.',
  options: {},
  make: () => () => new Lru(),
};
