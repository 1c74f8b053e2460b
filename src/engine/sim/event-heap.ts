import type { Seconds } from '../../units/units';

/**
 * Binary heap of plain events keyed (time, kind, id): a total order, so ties never depend on insertion. Grows by
 * doubling up to a stated capacity and throws beyond it.
 */
export class EventHeap {
  size = 0;
  private time = new Float64Array(64);
  private kind = new Int32Array(64);
  private id = new Int32Array(64);
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  peekTime(): Seconds {
    return this.size > 0 ? this.time[0]! : Infinity;
  }

  peekKind(): number {
    return this.kind[0]!;
  }

  peekId(): number {
    return this.id[0]!;
  }

  push(time: Seconds, kind: number, id: number): void {
    if (this.size === this.time.length) this.grow();
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.precedes(time, kind, id, parent)) break;
      this.move(parent, at);
      at = parent;
    }
    this.put(at, time, kind, id);
  }

  /** Removes the earliest event; read it with the peeks first. */
  pop(): void {
    const last = --this.size;
    if (last === 0) return;
    const time = this.time[last]!;
    const kind = this.kind[last]!;
    const id = this.id[last]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      const right = child + 1;
      if (right < last && this.precedes(this.time[right]!, this.kind[right]!, this.id[right]!, child)) {
        child = right;
      }
      if (this.precedes(time, kind, id, child)) break;
      this.move(child, at);
      at = child;
    }
    this.put(at, time, kind, id);
  }

  private precedes(time: number, kind: number, id: number, other: number): boolean {
    const t = this.time[other]!;
    if (time !== t) return time < t;
    const k = this.kind[other]!;
    if (kind !== k) return kind < k;
    return id < this.id[other]!;
  }

  private move(from: number, to: number): void {
    this.time[to] = this.time[from]!;
    this.kind[to] = this.kind[from]!;
    this.id[to] = this.id[from]!;
  }

  private put(at: number, time: number, kind: number, id: number): void {
    this.time[at] = time;
    this.kind[at] = kind;
    this.id[at] = id;
  }

  private grow(): void {
    const next = Math.min(this.time.length * 2, this.capacity);
    if (next === this.time.length) throw new Error(`more than ${String(this.capacity)} pending events`);
    const time = new Float64Array(next);
    const kind = new Int32Array(next);
    const id = new Int32Array(next);
    time.set(this.time);
    kind.set(this.kind);
    id.set(this.id);
    this.time = time;
    this.kind = kind;
    this.id = id;
  }
}
