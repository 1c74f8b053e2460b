import type { Bytes, BytesPerSecond, Seconds } from '../../units/units';

/** Most flows at once on one link. */
const MAX_FLOWS = 1 << 20;

/**
 * A link shared by processor sharing with a cap per flow: each of n flows moves at min(perFlow, aggregate / n). All
 * flows move alike, so one counter of bytes per flow stands for all: a flow ends when that counter has grown by its
 * size, whatever comes and goes meanwhile. Starting and ending is O(log n) and touches no other flow.
 */
export class CappedLink {
  flows = 0;
  bytesIn: Bytes = 0;
  bytesOut: Bytes = 0;
  busySeconds: Seconds = 0;
  readonly perFlow: BytesPerSecond;
  readonly aggregate: BytesPerSecond;
  /** Bytes each flow has moved since the link was last idle. */
  private moved: Bytes = 0;
  private updatedAt: Seconds = 0;
  private started = 0;
  private end = new Float64Array(16);
  private size = new Float64Array(16);
  private order = new Float64Array(16);
  private owner = new Int32Array(16);

  constructor(perFlow: BytesPerSecond, aggregate: BytesPerSecond) {
    this.perFlow = perFlow;
    this.aggregate = aggregate;
  }

  /** Rate of each flow when there are n. */
  rate(n: number): BytesPerSecond {
    return Math.min(this.perFlow, this.aggregate / n);
  }

  /** When the next flow ends if none starts before; Infinity when idle. */
  nextEnd(): Seconds {
    if (this.flows === 0) return Infinity;
    return this.updatedAt + Math.max(0, this.end[0]! - this.moved) / this.rate(this.flows);
  }

  nextOwner(): number {
    return this.owner[0]!;
  }

  start(now: Seconds, bytes: Bytes, owner: number): void {
    this.advance(now);
    if (this.flows === this.end.length) this.grow();
    this.bytesIn += bytes;
    this.up(this.flows++, this.moved + bytes, bytes, this.started++, owner);
  }

  /** Ends the earliest flow at `now`, which must be `nextEnd()`; returns its owner. */
  finish(now: Seconds): number {
    const owner = this.owner[0]!;
    const exact = this.end[0]!;
    this.advance(now);
    // Pinned to the flow's own end: rounding must not leave a residue for the next one.
    this.moved = exact;
    this.bytesOut += this.size[0]!;
    const last = --this.flows;
    if (last === 0) this.moved = 0;
    else this.down(this.end[last]!, this.size[last]!, this.order[last]!, this.owner[last]!);
    return owner;
  }

  private advance(now: Seconds): void {
    if (this.flows > 0) {
      this.moved += (now - this.updatedAt) * this.rate(this.flows);
      this.busySeconds += now - this.updatedAt;
    }
    this.updatedAt = now;
  }

  private precedes(end: Bytes, order: number, other: number): boolean {
    const e = this.end[other]!;
    return end < e || (end === e && order < this.order[other]!);
  }

  private up(from: number, end: Bytes, size: Bytes, order: number, owner: number): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.precedes(end, order, above)) break;
      this.put(at, this.end[above]!, this.size[above]!, this.order[above]!, this.owner[above]!);
      at = above;
    }
    this.put(at, end, size, order, owner);
  }

  private down(end: Bytes, size: Bytes, order: number, owner: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.flows) break;
      const right = child + 1;
      if (right < this.flows && this.precedes(this.end[right]!, this.order[right]!, child)) child = right;
      if (this.precedes(end, order, child)) break;
      this.put(at, this.end[child]!, this.size[child]!, this.order[child]!, this.owner[child]!);
      at = child;
    }
    this.put(at, end, size, order, owner);
  }

  private put(at: number, end: Bytes, size: Bytes, order: number, owner: number): void {
    this.end[at] = end;
    this.size[at] = size;
    this.order[at] = order;
    this.owner[at] = owner;
  }

  private grow(): void {
    const length = this.end.length * 2;
    if (length > MAX_FLOWS) throw new Error(`more than ${MAX_FLOWS} flows on one link`);
    const [end, size, order, owner] = [this.end, this.size, this.order, this.owner];
    this.end = new Float64Array(length);
    this.size = new Float64Array(length);
    this.order = new Float64Array(length);
    this.owner = new Int32Array(length);
    this.end.set(end);
    this.size.set(size);
    this.order.set(order);
    this.owner.set(owner);
  }
}
