import type { Seconds } from '../../units/units';
import { BlockColumns } from './block-columns';
import { BlockTable } from './block-table';
import type { EvictionPolicy, MakePolicy } from './eviction/policy';

/** Most blocks one store may hold: 60 bytes each. */
const MAX_RESIDENT_BLOCKS = 1 << 24;

/** Told of each block just before it is evicted, while its columns still stand. */
export interface EvictionSink {
  evicting(cache: PrefixCache, slot: number, now: Seconds): void;
}

/**
 * One store of KV blocks: what is resident, who uses it, what goes when room is needed. A block in use stays; one
 * that nobody uses is kept until a policy picks it. Chains are given as a range [from, to) of a row that begins at
 * `first` in the column of ids. Whoever lets go of a chain lets go of its last block first, so that the front, which
 * every continuation needs, counts as used last.
 */
export class PrefixCache {
  readonly capacity: number;
  readonly columns = new BlockColumns();
  resident = 0;
  /** Blocks in use; the others are cached, and go when room is needed. */
  referenced = 0;
  /** Blocks that requests found here, brought here and lost here. */
  hits = 0;
  inserted = 0;
  evicted = 0;
  /** Seconds that evicted blocks had not been used, summed. */
  idleSeconds: Seconds = 0;
  /** What follows the request that lets go; see `ReuseClass`. */
  kind = 0;
  private readonly table = new BlockTable();
  private readonly policy: EvictionPolicy;
  private readonly sink: EvictionSink | null;
  private free = -1;
  private moment = 0;

  constructor(capacityBlocks: number, makePolicy: MakePolicy, sink: EvictionSink | null = null) {
    this.capacity = Math.max(0, Math.floor(capacityBlocks));
    this.policy = makePolicy(this.columns);
    this.sink = sink;
  }

  get cached(): number {
    return this.resident - this.referenced;
  }

  /** Slot of a block, or -1. */
  find(id: number): number {
    return this.table.get(id);
  }

  /** Blocks of [0, count) that are here, up to the first that is not. Changes nothing. */
  match(ids: Int32Array, first: number, count: number): number {
    let k = 0;
    while (k < count && this.table.get(ids[first + k]!) >= 0) k++;
    return k;
  }

  /** Of the resident blocks [0, count), those that nobody uses: what acquiring them would take out of the cache. */
  unusedIn(ids: Int32Array, first: number, count: number): number {
    const { refs } = this.columns;
    let unused = 0;
    for (let k = 0; k < count; k++) if (refs[this.table.get(ids[first + k]!)] === 0) unused++;
    return unused;
  }

  /** One more user of each block of [from, to), all resident. `uses` is 0 where that has been counted before. */
  acquire(ids: Int32Array, first: number, from: number, to: number, now: Seconds, uses = 1): void {
    this.hits += (to - from) * uses;
    let before = from > 0 ? this.table.get(ids[first + from - 1]!) : -1;
    for (let k = from; k < to; k++) {
      const slot = this.table.get(ids[first + k]!);
      if (slot < 0) throw new Error('acquired a block that is not resident');
      this.hold(slot, before, now, uses);
      before = slot;
    }
  }

  /**
   * Brings in blocks [from, to), each held once by the caller; one that is here already gains a user. Evicts as
   * needed and stops at the first block that finds no room. Returns the end of what is held.
   */
  insert(ids: Int32Array, first: number, from: number, to: number, now: Seconds): number {
    let before = from > 0 ? this.table.get(ids[first + from - 1]!) : -1;
    for (let k = from; k < to; k++) {
      const slot = this.bring(ids[first + k]!, before, k, 1, now);
      if (slot < 0) return k;
      before = slot;
    }
    return to;
  }

  /** As `insert` for one block whose parent's slot is known; returns its slot, or -1 when there is no room. */
  bring(id: number, before: number, depth: number, uses: number, now: Seconds): number {
    const here = this.table.get(id);
    if (here < 0) return this.add(id, before, depth, uses, now);
    this.hold(here, before, now);
    return here;
  }

  /** As `bring` for a block that is known not to be here. */
  add(id: number, before: number, depth: number, uses: number, now: Seconds): number {
    if (this.resident >= this.capacity && !this.makeRoom(before, now)) return -1;
    const slot = this.takeSlot();
    const { columns } = this;
    columns.id[slot] = id;
    columns.refs[slot] = 1;
    columns.uses[slot] = uses;
    columns.depth[slot] = depth;
    columns.parent[slot] = -1;
    if (this.policy.keepsChains && before >= 0) this.link(slot, before);
    this.table.add(id, slot);
    this.policy.used(slot, now, uses);
    this.resident++;
    this.referenced++;
    this.inserted++;
    return slot;
  }

  /** One user less of each block of [from, to), the last block first. */
  release(ids: Int32Array, first: number, from: number, to: number, now: Seconds): void {
    for (let k = to - 1; k >= from; k--) this.letGo(this.table.get(ids[first + k]!), now);
  }

  /** One user less of one block. */
  letGo(slot: number, now: Seconds): void {
    const { refs, order, usedAt, kind } = this.columns;
    if (slot < 0 || refs[slot] === 0) throw new Error('released a block that is not in use');
    if (--refs[slot]! > 0) return;
    this.referenced--;
    order[slot] = ++this.moment;
    usedAt[slot] = now;
    kind[slot] = this.kind;
    this.policy.idle(slot);
  }

  /** Evicts cached blocks until at most `target` are resident or none is left to evict. */
  trim(target: number, now: Seconds): void {
    while (this.resident > target && this.evictOne(now));
  }

  /** One more user of a resident block; `before` is the slot of its parent, or -1. */
  hold(slot: number, before: number, now: Seconds, times = 1): void {
    const { refs, uses, parent } = this.columns;
    if (refs[slot]!++ === 0) {
      this.referenced++;
      this.policy.busy(slot);
    }
    uses[slot]! += times;
    if (times > 0) this.policy.used(slot, now, times);
    // A block may have come here before its parent did.
    if (this.policy.keepsChains && before >= 0 && parent[slot]! < 0) this.link(slot, before);
  }

  private link(slot: number, before: number): void {
    const { parent, children, refs } = this.columns;
    parent[slot] = before;
    if (children[before]!++ === 0 && refs[before] === 0) this.policy.adopted(before);
  }

  /** Evicts one block, but not the parent of the one that comes: whoever brings it need not hold its parent. */
  private makeRoom(before: number, now: Seconds): boolean {
    const shielded = this.policy.keepsChains && before >= 0 && this.columns.refs[before] === 0;
    if (shielded) this.policy.busy(before);
    const made = this.evictOne(now);
    if (shielded && !made) this.policy.idle(before);
    return made;
  }

  private evictOne(now: Seconds): boolean {
    const slot = this.policy.victim(now);
    if (slot < 0) return false;
    this.sink?.evicting(this, slot, now);
    const { id, parent, children, refs, usedAt } = this.columns;
    const before = parent[slot]!;
    this.table.remove(id[slot]!);
    parent[slot] = this.free;
    this.free = slot;
    this.resident--;
    this.evicted++;
    this.idleSeconds += now - usedAt[slot]!;
    if (before >= 0 && --children[before]! === 0 && refs[before] === 0) this.policy.bared(before);
    return true;
  }

  private takeSlot(): number {
    if (this.free < 0) this.grow();
    const slot = this.free;
    this.free = this.columns.parent[slot]!;
    return slot;
  }

  private grow(): void {
    const { columns } = this;
    const from = columns.slots;
    const most = Math.min(this.capacity, MAX_RESIDENT_BLOCKS);
    if (from >= most) throw new Error(`more than ${MAX_RESIDENT_BLOCKS} blocks in one store`);
    const to = Math.min(most, Math.max(256, from * 2));
    columns.grow(to);
    this.policy.grow(to);
    for (let slot = to - 1; slot >= from; slot--) {
      columns.parent[slot] = this.free;
      this.free = slot;
    }
  }
}
