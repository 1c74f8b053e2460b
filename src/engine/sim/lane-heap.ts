import type { Seconds } from '../../units/units';

/**
 * Indexed binary heap over a fixed set of ids, each with at most one pending time; re-planning an id moves it.
 * Order is (time, id), so ties never depend on insertion. Capacity is the number of ids, set once.
 */
export class LaneHeap {
  private readonly time: Float64Array;
  private readonly heap: Int32Array;
  /** Place of an id in the heap, or -1. */
  private readonly place: Int32Array;
  private size = 0;

  constructor(ids: number) {
    this.time = new Float64Array(ids);
    this.heap = new Int32Array(ids);
    this.place = new Int32Array(ids).fill(-1);
  }

  /** Earliest time, or Infinity when nothing is pending. */
  peekTime(): Seconds {
    return this.size > 0 ? this.time[this.heap[0]!]! : Infinity;
  }

  peekId(): number {
    return this.size > 0 ? this.heap[0]! : -1;
  }

  timeOf(id: number): Seconds {
    return this.place[id]! >= 0 ? this.time[id]! : Infinity;
  }

  /** Sets or moves the pending time of an id. */
  set(id: number, time: Seconds): void {
    this.time[id] = time;
    let at = this.place[id]!;
    if (at < 0) {
      at = this.size++;
      this.heap[at] = id;
      this.place[id] = at;
    }
    this.up(at);
    this.down(this.place[id]!);
  }

  remove(id: number): void {
    const at = this.place[id]!;
    if (at < 0) return;
    this.place[id] = -1;
    const last = this.heap[--this.size]!;
    if (last === id) return;
    this.heap[at] = last;
    this.place[last] = at;
    this.up(at);
    this.down(this.place[last]);
  }

  private before(x: number, y: number): boolean {
    const tx = this.time[x]!;
    const ty = this.time[y]!;
    return tx < ty || (tx === ty && x < y);
  }

  private up(from: number): void {
    const { heap, place } = this;
    let at = from;
    const id = heap[at]!;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const other = heap[parent]!;
      if (!this.before(id, other)) break;
      heap[at] = other;
      place[other] = at;
      at = parent;
    }
    heap[at] = id;
    place[id] = at;
  }

  private down(from: number): void {
    const { heap, place, size } = this;
    let at = from;
    const id = heap[at]!;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && this.before(heap[child + 1]!, heap[child]!)) child++;
      const other = heap[child]!;
      if (!this.before(other, id)) break;
      heap[at] = other;
      place[other] = at;
      at = child;
    }
    heap[at] = id;
    place[id] = at;
  }
}
