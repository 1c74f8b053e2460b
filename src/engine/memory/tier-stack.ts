import type { Bytes, Seconds } from '../../units/units';
import { makeEviction, type EvictionChoice } from './eviction/policies';
import type { BlockCosts } from './eviction/policy';
import { PrefixCache, type EvictionSink } from './prefix-cache';
import { clientOf, Tier } from './tier';
import { TierReads } from './tier-reads';
import type { TierInput } from './tier-input';

export interface TierStackInput {
  /** Blocks that each instance's device memory may hold; 0 where prefixes are not kept. */
  deviceBlocks: readonly number[];
  deviceEviction: EvictionChoice;
  /** Behind the device, fastest first. */
  tiers: readonly TierInput[];
  /** Bytes of a block as stored behind the device. */
  blockBytes: Bytes;
  /** For the cost-aware policy: entry 0 for the device, then one per tier. */
  costs: readonly BlockCosts[];
  requests: number;
}

/** A run of blocks as one tier has it: their slots as far as `end`, the slot before that end. */
interface Copies {
  tier: Tier;
  slots: Int32Array;
  end: number;
  before: number;
}

/**
 * Where the KV blocks of a cluster are: device memory of each instance, and the tiers behind it. A block may be in
 * several places; the fastest counts. Blocks come onto the device computed or fetched; from there they are copied to
 * the tiers that write through, and fall from tier to tier where the next one writes back.
 */
export class TierStack {
  readonly devices: PrefixCache[] = [];
  readonly tiers: Tier[] = [];
  /** Of the last `lookup`: place of each block, 0 for the device, else 1 + index of the tier. */
  placeOf = new Uint8Array(64);
  readonly reads: TierReads;
  /** What follows the request on whose behalf blocks come; see `ReuseClass`. */
  kind = 0;
  private readonly counts: Int32Array;
  /** Of the run being brought: uses of each block, and where each tier has it. */
  private uses = new Int32Array(64);
  private readonly copies: Copies[];

  constructor(input: TierStackInput) {
    const instances = input.deviceBlocks.length;
    const costs = (place: number) => input.costs[place] ?? { savedSeconds: new Float64Array(1), reuse: [] };
    input.tiers.forEach((tier, t) => {
      const sink = (store: number) => this.sinkBelow(t + 1, clientOf(tier, store), input);
      const policy = makeEviction(tier.eviction, costs(t + 1));
      this.tiers.push(new Tier(tier, instances, input.blockBytes, policy, sink));
    });
    const policy = makeEviction(input.deviceEviction, costs(0));
    input.deviceBlocks.forEach((blocks, instance) => {
      this.devices.push(new PrefixCache(blocks, policy, this.sinkBelow(0, instance, input)));
    });
    this.copies = this.tiers.map((tier) => ({ tier, slots: new Int32Array(64), end: 0, before: -1 }));
    this.reads = new TierReads(this.tiers, input.requests);
    this.counts = new Int32Array(input.tiers.length + 1);
  }

  /** How many of the blocks [0, count) are somewhere, up to the first that is nowhere; fills `placeOf`. */
  lookup(instance: number, ids: Int32Array, first: number, count: number, now: Seconds): number {
    if (count > this.placeOf.length) this.placeOf = new Uint8Array(2 * count);
    const onDevice = this.devices[instance]!.match(ids, first, count);
    this.placeOf.fill(0, 0, onDevice);
    let k = onDevice;
    for (; k < count; k++) {
      const place = this.place(instance, ids[first + k]!, now);
      if (place < 0) break;
      this.placeOf[k] = place;
    }
    return k;
  }

  /** Seconds to bring blocks [from, to) of the last lookup onto the device, tiers in parallel, loads as they are. */
  fetchSeconds(instance: number, from: number, to: number): Seconds {
    this.count(from, to);
    let slowest = 0;
    this.tiers.forEach((tier, t) => {
      const blocks = this.counts[t + 1]!;
      if (blocks > 0) slowest = Math.max(slowest, tier.readSeconds(instance, blocks));
    });
    return slowest;
  }

  /** Starts to read blocks [from, to) of the last lookup for a request; returns how many flows that takes. */
  startFetch(instance: number, request: number, from: number, to: number, now: Seconds): number {
    this.count(from, to);
    return this.reads.start(instance, request, this.counts, now);
  }

  /** A request uses blocks [0, count), all on its device; those used often enough now pass the filters below. */
  acquire(instance: number, ids: Int32Array, first: number, count: number, now: Seconds, uses = 1): void {
    const device = this.devices[instance]!;
    device.acquire(ids, first, 0, count, now, uses);
    if (uses === 0) return;
    for (const copy of this.copies) {
      const { admitUses, fill } = copy.tier.input;
      if (fill !== 'through' || admitUses < 2) continue;
      let from = 0;
      for (let k = 0; k <= count; k++) {
        if (k < count && device.columns.uses[device.find(ids[first + k]!)] === admitUses) continue;
        if (k > from) this.promote(copy, instance, ids, first, from, k, now);
        from = k + 1;
      }
    }
  }

  /** Writes blocks [from, to), which have just reached the uses a tier asks for. */
  private promote(
    copy: Copies,
    instance: number,
    ids: Int32Array,
    first: number,
    from: number,
    to: number,
    now: Seconds,
  ): void {
    this.reserve(to - from);
    this.uses.fill(copy.tier.input.admitUses, 0, to - from);
    this.holdCopies(copy, instance, ids, first, from, to, now);
    this.writeCopies(copy, instance, ids, first, from, to, now);
  }

  /**
   * Blocks [from, to) are in an instance's memory, computed or fetched. With `keep` they become the device's, held by
   * their request; returns the end of what found room. Tiers that have them count a use, tiers that write through
   * get what they lack.
   */
  bring(
    instance: number,
    ids: Int32Array,
    first: number,
    from: number,
    to: number,
    now: Seconds,
    keep = true,
  ): number {
    this.reserve(to - from);
    this.uses.fill(1, 0, to - from);
    for (const copy of this.copies) this.holdCopies(copy, instance, ids, first, from, to, now);
    const device = this.devices[instance]!;
    let before = from > 0 ? device.find(ids[first + from - 1]!) : -1;
    let end = from;
    for (; keep && end < to; end++) {
      before = device.bring(ids[first + end]!, before, end, this.uses[end - from]!, now);
      if (before < 0) break;
      this.uses[end - from] = device.columns.uses[before]!;
    }
    for (const copy of this.copies) this.writeCopies(copy, instance, ids, first, from, to, now);
    return end;
  }

  /**
   * Blocks [from, to) leave a device that keeps nothing for the tiers: to those that write through, and to the first
   * in any case, as if that device had held them and given them up.
   */
  spill(instance: number, ids: Int32Array, first: number, from: number, to: number, now: Seconds): void {
    this.reserve(to - from);
    this.uses.fill(1, 0, to - from);
    for (const copy of this.copies) this.holdCopies(copy, instance, ids, first, from, to, now);
    this.copies.forEach((copy, t) => this.writeCopies(copy, instance, ids, first, from, to, now, t === 0));
  }

  /** The fastest place of a block that is there now, or -1. */
  private place(instance: number, id: number, now: Seconds): number {
    if (this.devices[instance]!.find(id) >= 0) return 0;
    for (let t = 0; t < this.tiers.length; t++) {
      const tier = this.tiers[t]!;
      const store = tier.stores[tier.storeOf(instance)]!;
      const slot = store.find(id);
      if (slot >= 0 && store.columns.readyAt[slot]! <= now) return t + 1;
    }
    return -1;
  }

  private reserve(count: number): void {
    if (count <= this.uses.length) return;
    this.uses = new Int32Array(2 * count);
    for (const copy of this.copies) copy.slots = new Int32Array(2 * count);
  }

  private count(from: number, to: number): void {
    this.counts.fill(0);
    for (let k = from; k < to; k++) this.counts[this.placeOf[k]!]!++;
  }

  /** Holds the front of a run as far as a tier has it, and takes note of the uses counted there. */
  private holdCopies(
    copy: Copies,
    instance: number,
    ids: Int32Array,
    first: number,
    from: number,
    to: number,
    now: Seconds,
  ): void {
    const store = copy.tier.stores[copy.tier.storeOf(instance)]!;
    copy.before = from > 0 ? store.find(ids[first + from - 1]!) : -1;
    let k = from;
    for (; k < to; k++) {
      const slot = store.find(ids[first + k]!);
      if (slot < 0) break;
      store.hold(slot, copy.before, now);
      this.uses[k - from] = Math.max(this.uses[k - from]!, store.columns.uses[slot]!);
      copy.slots[k - from] = slot;
      copy.before = slot;
    }
    copy.end = k;
  }

  /** Writes the rest of a run, as far as it may be written, and lets go of all of it. */
  private writeCopies(
    copy: Copies,
    instance: number,
    ids: Int32Array,
    first: number,
    from: number,
    to: number,
    now: Seconds,
    given = false,
  ): void {
    const { tier } = copy;
    const store = tier.stores[tier.storeOf(instance)]!;
    let k = copy.end;
    if (given || tier.input.fill === 'through') {
      for (; k < to; k++) {
        const id = ids[first + k]!;
        let slot = store.find(id);
        if (slot >= 0) store.hold(slot, copy.before, now);
        else slot = this.write(tier, store, instance, id, copy.before, k, this.uses[k - from]!, now);
        // What follows a block that is not here could not be found.
        if (slot < 0) break;
        copy.slots[k - from] = slot;
        copy.before = slot;
      }
    }
    store.kind = this.kind;
    while (--k >= from) store.letGo(copy.slots[k - from]!, now);
  }

  /** Writes one block into a store, which then holds it once; returns its slot, or -1 when it may not be written. */
  private write(
    tier: Tier,
    store: PrefixCache,
    instance: number,
    id: number,
    before: number,
    depth: number,
    uses: number,
    now: Seconds,
  ): number {
    if (uses < tier.input.admitUses) {
      tier.refused++;
      return -1;
    }
    if (tier.writeQueueFull(instance, now)) {
      tier.dropped++;
      return -1;
    }
    const earlier = store.resident;
    const slot = store.add(id, before, depth, uses, now);
    tier.holdMore(now, store.resident - earlier);
    if (slot >= 0) store.columns.readyAt[slot] = tier.write(instance, now);
    return slot;
  }

  /** A block that a place evicts falls to tier `below`, written by `instance`. */
  fall(below: number, instance: number, cache: PrefixCache, slot: number, now: Seconds): void {
    const tier = this.tiers[below]!;
    const store = tier.stores[tier.storeOf(instance)]!;
    const { id, parent, depth, uses } = cache.columns;
    if (store.find(id[slot]!) >= 0) return;
    const above = parent[slot]!;
    const before = above >= 0 ? store.find(id[above]!) : -1;
    const held = this.write(tier, store, instance, id[slot]!, before, depth[slot]!, uses[slot]!, now);
    if (held < 0) return;
    store.kind = cache.columns.kind[slot]!;
    store.letGo(held, now);
  }

  /** What catches the blocks that a place evicts: the tier below, if it is filled that way. */
  private sinkBelow(below: number, client: number, input: TierStackInput): EvictionSink | null {
    return input.tiers[below]?.fill === 'back' ? new TierBelow(this, below, client) : null;
  }
}

/** An object, not a function, so that a copy of the run has its own. */
class TierBelow implements EvictionSink {
  private readonly stack: TierStack;
  private readonly below: number;
  private readonly client: number;

  constructor(stack: TierStack, below: number, client: number) {
    this.stack = stack;
    this.below = below;
    this.client = client;
  }

  evicting(cache: PrefixCache, slot: number, now: Seconds): void {
    this.stack.fall(this.below, this.client, cache, slot, now);
  }
}
