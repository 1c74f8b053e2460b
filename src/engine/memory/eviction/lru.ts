import type { StretchColumns } from '../stretch-columns';
import type { EvictionKind, EvictionPolicy } from './policy';
import { SlotList } from './slot-list';

/** Cached stretches in a list, oldest first. */
class Lru implements EvictionPolicy {
  readonly keepsChains = false;
  readonly forgetsUses = true;
  private readonly list = new SlotList();
  private readonly columns: StretchColumns;

  constructor(columns: StretchColumns) {
    this.columns = columns;
  }

  grow(slots: number): void {
    this.list.grow(slots);
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
    this.list.put(slot, this.list.newest);
  }

  busy(slot: number): void {
    this.list.remove(slot);
  }

  split(front: number, rest: number): void {
    if (this.columns.refs[rest] === 0) this.list.put(front, rest);
  }

  adopted(): void {
    // Chains are not looked at.
  }

  bared(): void {
    // Chains are not looked at.
  }

  victim(): number {
    return this.list.oldest;
  }

  blocksOf(_: number, most: number): number {
    return most;
  }

  shortened(): void {
    // It keeps its place.
  }
}

export const lru: EvictionKind<never> = {
  id: 'lru',
  label: 'Least recently used',
  description: 'Gives up the block that nobody has used for the longest time.',
  options: {},
  make: () => (columns) => new Lru(columns),
};
