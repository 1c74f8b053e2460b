import { longer, type StretchColumns } from '../stretch-columns';
import type { EvictionKind, EvictionPolicy } from './policy';

/** Cached stretches in a doubly linked list through two columns, oldest first. */
class Lru implements EvictionPolicy {
  readonly keepsChains = false;
  readonly forgetsUses = true;
  private older = new Int32Array(0);
  private newer = new Int32Array(0);
  private oldest = -1;
  private newest = -1;
  private readonly columns: StretchColumns;

  constructor(columns: StretchColumns) {
    this.columns = columns;
  }

  grow(slots: number): void {
    this.older = longer(this.older, new Int32Array(slots));
    this.newer = longer(this.newer, new Int32Array(slots));
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
    this.put(slot, this.newest);
  }

  busy(slot: number): void {
    const older = this.older[slot]!;
    const newer = this.newer[slot]!;
    if (older < 0) this.oldest = newer;
    else this.newer[older] = newer;
    if (newer < 0) this.newest = older;
    else this.older[newer] = older;
  }

  split(front: number, rest: number): void {
    if (this.columns.refs[rest] === 0) this.put(front, rest);
  }

  adopted(): void {
    // Chains are not looked at.
  }

  bared(): void {
    // Chains are not looked at.
  }

  victim(): number {
    return this.oldest;
  }

  blocksOf(_: number, most: number): number {
    return most;
  }

  shortened(): void {
    // It keeps its place.
  }

  /** Puts a stretch right after an older one, or first of all. */
  private put(slot: number, older: number): void {
    const newer = older < 0 ? this.oldest : this.newer[older]!;
    this.older[slot] = older;
    this.newer[slot] = newer;
    if (older < 0) this.oldest = slot;
    else this.newer[older] = slot;
    if (newer < 0) this.newest = slot;
    else this.older[newer] = slot;
  }
}

export const lru: EvictionKind<never> = {
  id: 'lru',
  label: 'Least recently used',
  description: 'Gives up the block that nobody has used for the longest time.',
  options: {},
  make: () => (columns) => new Lru(columns),
};
