import type { Bytes, BytesPerSecond, Seconds } from '../../units/units';
import { SERIES_BUCKETS, SHORTEST_BUCKET, TimeSeries } from './time-series';

/**
 * A link shared fairly by all flows in flight (processor sharing). Virtual time v advances at 1/n per second, so
 * a flow of b bytes ends when v has grown by b/rate whatever else comes and goes; starting and ending a flow is
 * O(log n) and never touches the others.
 */
export class FairLink {
  flows = 0;
  bytesIn: Bytes = 0;
  bytesOut: Bytes = 0;
  busySeconds: Seconds = 0;
  /** 1 while anything flows. */
  readonly busySeries = new TimeSeries(SERIES_BUCKETS, SHORTEST_BUCKET);
  private virtual = 0;
  private updatedAt: Seconds = 0;
  private ends: number[] = [];
  private owners: number[] = [];
  private sizes: Bytes[] = [];
  private sequence: number[] = [];
  private started = 0;
  private readonly rate: BytesPerSecond;

  constructor(rate: BytesPerSecond) {
    this.rate = rate;
  }

  /** When the next flow ends if none starts before; Infinity when the link is idle. */
  nextEnd(): Seconds {
    if (this.flows === 0) return Infinity;
    return this.updatedAt + Math.max(0, this.ends[0]! - this.virtual) * this.flows;
  }

  /** Owner of the flow that ends next. */
  nextOwner(): number {
    return this.owners[0]!;
  }

  start(now: Seconds, bytes: Bytes, owner: number): void {
    this.advance(now);
    this.bytesIn += bytes;
    if (this.flows === 0) this.busySeries.set(now, 1);
    let at = this.flows++;
    const end = this.virtual + bytes / this.rate;
    const order = this.started++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.precedes(end, order, parent)) break;
      this.copy(parent, at);
      at = parent;
    }
    this.put(at, end, order, owner, bytes);
  }

  /** Ends the earliest flow at `now`, which must be `nextEnd()`. */
  end(now: Seconds): void {
    const exact = this.ends[0]!;
    this.advance(now);
    // Pinned to the flow's own end: rounding must not leave a residue for the next one.
    this.virtual = exact;
    this.bytesOut += this.sizes[0]!;
    const last = --this.flows;
    if (last === 0) this.busySeries.set(now, 0);
    const end = this.ends[last]!;
    const order = this.sequence[last]!;
    const owner = this.owners[last]!;
    const bytes = this.sizes[last]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      const right = child + 1;
      if (right < last && this.precedes(this.ends[right]!, this.sequence[right]!, child)) child = right;
      if (this.precedes(end, order, child)) break;
      this.copy(child, at);
      at = child;
    }
    this.put(at, end, order, owner, bytes);
  }

  private advance(now: Seconds): void {
    if (this.flows > 0) {
      this.virtual += (now - this.updatedAt) / this.flows;
      this.busySeconds += now - this.updatedAt;
    }
    this.updatedAt = now;
  }

  private precedes(end: number, order: number, other: number): boolean {
    const e = this.ends[other]!;
    return end < e || (end === e && order < this.sequence[other]!);
  }

  private copy(from: number, to: number): void {
    this.put(to, this.ends[from]!, this.sequence[from]!, this.owners[from]!, this.sizes[from]!);
  }

  private put(at: number, end: number, order: number, owner: number, bytes: Bytes): void {
    this.ends[at] = end;
    this.sequence[at] = order;
    this.owners[at] = owner;
    this.sizes[at] = bytes;
  }
}
