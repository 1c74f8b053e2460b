import { longer, type StretchColumns } from '../stretch-columns';

/** Indexed min-heap of slots by key; of equal keys the one let go longer ago comes first. Never two of one slot. */
export class SlotHeap {
  size = 0;
  key = new Float64Array(0);
  private heap = new Int32Array(0);
  /** Place of a slot in the heap plus one; 0 when it is not there. */
  private place = new Int32Array(0);
  private readonly columns: StretchColumns;

  constructor(columns: StretchColumns) {
    this.columns = columns;
  }

  grow(slots: number): void {
    this.key = longer(this.key, new Float64Array(slots));
    this.heap = longer(this.heap, new Int32Array(slots));
    this.place = longer(this.place, new Int32Array(slots));
  }

  /** Slot with the smallest key, or -1. */
  peek(): number {
    return this.size > 0 ? this.heap[0]! : -1;
  }

  /** Adds a slot that is not there. */
  push(slot: number, key: number): void {
    this.key[slot] = key;
    this.up(this.size++, slot);
  }

  /** Removes a slot if it is there. */
  remove(slot: number): void {
    const at = this.place[slot]! - 1;
    if (at < 0) return;
    this.place[slot] = 0;
    const last = this.heap[--this.size]!;
    if (last === slot) return;
    this.up(at, last);
    this.down(this.place[last]! - 1, last);
  }

  private before(x: number, y: number): boolean {
    const kx = this.key[x]!;
    const ky = this.key[y]!;
    return kx < ky || (kx === ky && this.columns.order[x]! < this.columns.order[y]!);
  }

  private up(from: number, slot: number): void {
    const { heap, place } = this;
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above]!;
      if (!this.before(slot, other)) break;
      heap[at] = other;
      place[other] = at + 1;
      at = above;
    }
    heap[at] = slot;
    place[slot] = at + 1;
  }

  private down(from: number, slot: number): void {
    const { heap, place, size } = this;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && this.before(heap[child + 1]!, heap[child]!)) child++;
      const other = heap[child]!;
      if (!this.before(other, slot)) break;
      heap[at] = other;
      place[other] = at + 1;
      at = child;
    }
    heap[at] = slot;
    place[slot] = at + 1;
  }
}
