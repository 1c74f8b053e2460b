import type { Seconds } from '../../units/units';

/**
 * What is known of each resident block, by slot. Columns double when full, so holders keep this object and read its
 * arrays afresh. Policies read it; only `PrefixCache` writes it.
 */
export class BlockColumns {
  slots = 0;
  id = new Int32Array(0);
  /** Running requests that hold the block. */
  refs = new Int32Array(0);
  /** Requests that have ever used it, here or in a faster tier before it came. */
  uses = new Int32Array(0);
  /** Place in its chain: 0 is the first block of a prompt. */
  depth = new Int32Array(0);
  /** Slot of the block before it, -1 when that is not here; links the free slots too. */
  parent = new Int32Array(0);
  /** Resident blocks whose parent it is; counted only for policies that keep chains whole. */
  children = new Int32Array(0);
  /** Number of the moment at which the block was last let go: a larger one is more recent. Never equal. */
  order = new Float64Array(0);
  usedAt = new Float64Array(0);
  /** When the write that brought it here ends. */
  readyAt = new Float64Array(0);
  /** What followed the request that last let it go; see `ReuseClass`. */
  kind = new Uint8Array(0);

  grow(slots: number): void {
    this.id = longer(this.id, new Int32Array(slots));
    this.refs = longer(this.refs, new Int32Array(slots));
    this.uses = longer(this.uses, new Int32Array(slots));
    this.depth = longer(this.depth, new Int32Array(slots));
    this.parent = longer(this.parent, new Int32Array(slots));
    this.children = longer(this.children, new Int32Array(slots));
    this.order = longer(this.order, new Float64Array(slots));
    this.usedAt = longer(this.usedAt, new Float64Array(slots));
    this.readyAt = longer(this.readyAt, new Float64Array(slots));
    this.kind = longer(this.kind, new Uint8Array(slots));
    this.slots = slots;
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
