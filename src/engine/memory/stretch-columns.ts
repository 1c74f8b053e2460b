import type { Seconds } from '../../units/units';

/**
 * What is known of each stretch, by slot: blocks that follow each other in one strand and are alike, in who holds them,
 * how often they were used and when they were let go. Columns grow when full, so holders keep this object and read
 * its arrays afresh. Policies read it; only the store and its lists write it.
 */
export class StretchColumns {
  slots = 0;
  /** Its blocks are those of places [start, end) of a strand; see `BlockRows`. */
  strand = new Int32Array(0);
  start = new Int32Array(0);
  end = new Int32Array(0);
  /** The stretches before and after it in its strand; see `StrandLists`. `next` links the free slots too. */
  prev = new Int32Array(0);
  next = new Int32Array(0);
  /** Running requests that hold it. */
  refs = new Int32Array(0);
  /** Requests that have ever used it, here or in a faster tier before it came, as far as anybody counts them. */
  uses = new Int32Array(0);
  /** The stretch that ends with the block before it, -1 when that is not here; only for policies that keep chains. */
  parent = new Int32Array(0);
  /** Stretches whose parent it is. */
  children = new Int32Array(0);
  /**
   * Number of the moment at which its last block was let go; each block before it has the next number. A larger one is
   * more recent, no two blocks have the same.
   */
  order = new Float64Array(0);
  usedAt = new Float64Array(0);
  /** What followed the request that last let it go; see `ReuseClass`. */
  kind = new Uint8Array(0);

  grow(slots: number): void {
    this.strand = longer(this.strand, new Int32Array(slots));
    this.start = longer(this.start, new Int32Array(slots));
    this.end = longer(this.end, new Int32Array(slots));
    this.prev = longer(this.prev, new Int32Array(slots));
    this.next = longer(this.next, new Int32Array(slots));
    this.refs = longer(this.refs, new Int32Array(slots));
    this.uses = longer(this.uses, new Int32Array(slots));
    this.parent = longer(this.parent, new Int32Array(slots));
    this.children = longer(this.children, new Int32Array(slots));
    this.order = longer(this.order, new Float64Array(slots));
    this.usedAt = longer(this.usedAt, new Float64Array(slots));
    this.kind = longer(this.kind, new Uint8Array(slots));
    this.slots = slots;
  }

  /** A new front [start, at) of a stretch, which keeps the rest: all that is known of one holds for the other. */
  copyFront(front: number, of: number, at: number): void {
    this.strand[front] = this.strand[of]!;
    this.start[front] = this.start[of]!;
    this.end[front] = at;
    this.refs[front] = this.refs[of]!;
    this.uses[front] = this.uses[of]!;
    this.order[front] = this.order[of]! + (this.end[of]! - at);
    this.usedAt[front] = this.usedAt[of]!;
    this.kind[front] = this.kind[of]!;
    this.start[of] = at;
  }

  /** How long nobody has used it. */
  age(slot: number, now: Seconds): Seconds {
    return now - this.usedAt[slot]!;
  }
}

/** Copies a column into a longer one, which it returns. */
export function longer<T extends Int32Array | Float64Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
