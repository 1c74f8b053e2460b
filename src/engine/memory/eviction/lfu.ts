import type { Seconds } from '../../../units/units';
import { longer, type StretchColumns } from '../stretch-columns';
import type { EvictionKind, EvictionPolicy } from './policy';
import { SlotHeap } from './slot-heap';

/** Weight of a use at which counts are scaled back: 2⁶⁰. */
const MOST_WEIGHT = 1152921504606846976;

/**
 * Counts of uses that halve at every multiple of a period. Halving all counts leaves their order alone, so instead
 * each new use weighs twice as much as one a period ago; powers of two keep that exact.
 */
class Lfu implements EvictionPolicy {
  readonly keepsChains = false;
  readonly forgetsUses = false;
  private score = new Float64Array(0);
  private readonly heap: SlotHeap;
  private readonly columns: StretchColumns;
  private readonly halfLifeSeconds: Seconds;
  private period = 0;
  private weight = 1;

  constructor(columns: StretchColumns, halfLifeSeconds: Seconds) {
    this.columns = columns;
    this.heap = new SlotHeap(columns);
    this.halfLifeSeconds = halfLifeSeconds;
  }

  grow(slots: number): void {
    this.score = longer(this.score, new Float64Array(slots));
    this.heap.grow(slots);
  }

  came(slot: number, now: Seconds, uses: number): void {
    this.score[slot] = 0;
    this.used(slot, now, uses);
  }

  used(slot: number, now: Seconds, times: number): void {
    const period = Math.floor(now / this.halfLifeSeconds);
    if (period > this.period) this.halve(period - this.period);
    this.period = Math.max(this.period, period);
    this.score[slot]! += times * this.weight;
  }

  alike(one: number, other: number): boolean {
    return this.score[one] === this.score[other];
  }

  idle(slot: number): void {
    this.heap.push(slot, this.score[slot]!);
  }

  busy(slot: number): void {
    this.heap.remove(slot);
  }

  split(front: number, rest: number): void {
    this.score[front] = this.score[rest]!;
    if (this.columns.refs[rest] === 0) this.heap.push(front, this.score[front]);
  }

  adopted(): void {
    // Chains are not looked at.
  }

  bared(): void {
    // Chains are not looked at.
  }

  victim(): number {
    return this.heap.peek();
  }

  blocksOf(_: number, most: number): number {
    return most;
  }

  shortened(): void {
    // Its score is that of each of its blocks, and nobody else's blocks lie between.
  }

  private halve(times: number): void {
    for (let i = 0; i < Math.min(times, 2000); i++) {
      this.weight *= 2;
      if (this.weight >= MOST_WEIGHT) this.scaleBack();
    }
  }

  /** Divides everything by the weight of a use: exact but for counts that have become too small to matter. */
  private scaleBack(): void {
    const { score, weight } = this;
    for (let slot = 0; slot < score.length; slot++) {
      score[slot]! /= weight;
      this.heap.key[slot]! /= weight;
    }
    this.weight = 1;
  }
}

export const lfu: EvictionKind<'halfLifeSeconds'> = {
  id: 'lfu',
  label: 'Least frequently used',
  description: 'Gives up the block with the fewest uses, each use counting half as much after every period.',
  options: {
    halfLifeSeconds: { label: 'A count halves every', unit: 's', default: 600, min: 1, max: 86_400 },
  },
  make: (options) => (columns) => new Lfu(columns, options.halfLifeSeconds),
};
