import type { Seconds } from '../../units/units';
import { longer } from './stretch-columns';

/** How fast blocks come into a store that is written block by block. */
export interface WriteRate {
  /** Seconds of a block at the client that writes it, and at the store. */
  clientSeconds: Seconds;
  storeSeconds: Seconds;
  latencySeconds: Seconds;
}

/**
 * When the blocks of each stretch are written, by slot. Blocks that are queued together come one after the other, each
 * when its turn at the client and at the store is over; so the times of a stretch follow from those at which its
 * queues were free.
 */
export class WriteTimes {
  /** When the last block of a stretch is there. */
  done = new Float64Array(0);
  private readonly rate: WriteRate;
  /** When the client and the store were free for the first block that was queued, its place, and the way on from it. */
  private client = new Float64Array(0);
  private store = new Float64Array(0);
  private first = new Int32Array(0);
  private forwards = new Uint8Array(0);

  constructor(rate: WriteRate) {
    this.rate = rate;
  }

  grow(slots: number): void {
    this.done = longer(this.done, new Float64Array(slots));
    this.client = longer(this.client, new Float64Array(slots));
    this.store = longer(this.store, new Float64Array(slots));
    this.first = longer(this.first, new Int32Array(slots));
    this.forwards = longer(this.forwards, new Uint8Array(slots));
  }

  /** Blocks were queued from place `first` on, or from there backwards, up to the one at `last`. */
  set(slot: number, client: Seconds, store: Seconds, first: number, last: number, forwards: boolean): void {
    this.client[slot] = client;
    this.store[slot] = store;
    this.first[slot] = first;
    this.forwards[slot] = forwards ? 1 : 0;
    this.done[slot] = this.at(slot, last);
  }

  copy(to: number, from: number): void {
    this.done[to] = this.done[from]!;
    this.client[to] = this.client[from]!;
    this.store[to] = this.store[from]!;
    this.first[to] = this.first[from]!;
    this.forwards[to] = this.forwards[from]!;
  }

  /** Whether what is known of one tells the times of both: they are over, or the blocks were queued together. */
  alike(one: number, other: number, now: Seconds): boolean {
    if (this.done[one]! <= now && this.done[other]! <= now) return true;
    return (
      this.client[one] === this.client[other] &&
      this.store[one] === this.store[other] &&
      this.first[one] === this.first[other] &&
      this.forwards[one] === this.forwards[other]
    );
  }

  /** Two that are alike become one. */
  join(front: number, rest: number): void {
    this.done[rest] = Math.max(this.done[front]!, this.done[rest]!);
  }

  /** Of the blocks [place, stop) of a stretch: the end of those that are there from `place` on, or less its negative. */
  reach(slot: number, place: number, stop: number, now: Seconds): number {
    const there = this.at(slot, place) <= now;
    let end = place + 1;
    while (end < stop && this.at(slot, end) <= now === there) end++;
    return there ? end : -end;
  }

  private at(slot: number, place: number): Seconds {
    const { clientSeconds, storeSeconds, latencySeconds } = this.rate;
    const turn = 1 + (this.forwards[slot] === 1 ? place - this.first[slot]! : this.first[slot]! - place);
    return (
      Math.max(this.client[slot]! + turn * clientSeconds, this.store[slot]! + turn * storeSeconds) +
      latencySeconds
    );
  }
}
