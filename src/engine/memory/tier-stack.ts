import type { Bytes, Seconds } from '../../units/units';
import { makeEviction, type EvictionChoice } from './eviction/policies';
import type { BlockCosts } from './eviction/policy';
import { PrefixCache, type EvictionSink } from './prefix-cache';
import { Tier } from './tier';
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
  private readonly counts: Int32Array;

  constructor(input: TierStackInput) {
    const instances = input.deviceBlocks.length;
    const costs = (place: number) => input.costs[place] ?? { savedSeconds: new Float64Array(1), reuse: [] };
    input.tiers.forEach((tier, t) => {
      const sink = (store: number) => this.sinkBelow(t + 1, () => this.tiers[t]!.clientOf(store), input);
      const policy = makeEviction(tier.eviction, costs(t + 1));
      this.tiers.push(new Tier(tier, instances, input.blockBytes, policy, sink));
    });
    const policy = makeEviction(input.deviceEviction, costs(0));
    input.deviceBlocks.forEach((blocks, instance) => {
      this.devices.push(
        new PrefixCache(
          blocks,
          policy,
          this.sinkBelow(0, () => instance, input),
        ),
      );
    });
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
  acquire(instance: number, ids: Int32Array, first: number, count: number, now: Seconds): void {
    const device = this.devices[instance]!;
    device.acquire(ids, first, 0, count, now);
    for (const tier of this.tiers) {
      const { admitUses, fill } = tier.input;
      if (fill !== 'through' || admitUses < 2) continue;
      let from = 0;
      for (let k = 0; k <= count; k++) {
        if (k < count && device.columns.uses[device.find(ids[first + k]!)] === admitUses) continue;
        if (k > from) this.copyInto(tier, instance, ids, first, from, k, now);
        from = k + 1;
      }
    }
  }

  /**
   * Blocks [from, to) have come onto the device, computed or fetched, and their request holds them; returns the end
   * of what found room there. Tiers that write through get their copy in either case.
   */
  bring(instance: number, ids: Int32Array, first: number, from: number, to: number, now: Seconds): number {
    const device = this.devices[instance]!;
    let before = from > 0 ? device.find(ids[first + from - 1]!) : -1;
    let end = from;
    for (; end < to; end++) {
      const id = ids[first + end]!;
      before = device.bring(id, before, end, this.usesBelow(instance, id) + 1, now);
      if (before < 0) break;
    }
    this.copyDown(instance, ids, first, from, to, now);
    return end;
  }

  /** Copies blocks [from, to), which are in an instance's memory, to the tiers that write through. */
  copyDown(instance: number, ids: Int32Array, first: number, from: number, to: number, now: Seconds): void {
    for (const tier of this.tiers) this.copyInto(tier, instance, ids, first, from, to, now);
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

  private count(from: number, to: number): void {
    this.counts.fill(0);
    for (let k = from; k < to; k++) this.counts[this.placeOf[k]!]!++;
  }

  private usesBelow(instance: number, id: number): number {
    let uses = 0;
    for (const tier of this.tiers) {
      const store = tier.stores[tier.storeOf(instance)]!;
      const slot = store.find(id);
      if (slot >= 0) uses = Math.max(uses, store.columns.uses[slot]!);
    }
    return uses;
  }

  /** Marks the blocks of a run that are in a tier as used, and writes those that are not and may be. */
  private copyInto(
    tier: Tier,
    instance: number,
    ids: Int32Array,
    first: number,
    from: number,
    to: number,
    now: Seconds,
  ): void {
    const store = tier.stores[tier.storeOf(instance)]!;
    if (store.capacity === 0) return;
    const device = this.devices[instance]!;
    let before = from > 0 ? store.find(ids[first + from - 1]!) : -1;
    let k = from;
    for (; k < to; k++) {
      const id = ids[first + k]!;
      if (store.find(id) >= 0) {
        before = store.bring(id, before, k, 1, now);
        continue;
      }
      if (tier.input.fill !== 'through') break;
      const onDevice = device.find(id);
      const uses = onDevice >= 0 ? device.columns.uses[onDevice]! : 1;
      before = this.write(tier, store, instance, id, before, k, uses, now);
      // What follows a block that is not here could not be found.
      if (before < 0) break;
    }
    store.release(ids, first, from, k, now);
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
    const slot = store.bring(id, before, depth, uses, now);
    if (slot >= 0) store.columns.readyAt[slot] = tier.write(instance, now);
    return slot;
  }

  /** What catches the blocks that a place evicts: the tier below, if it is filled that way. */
  private sinkBelow(below: number, client: () => number, input: TierStackInput): EvictionSink | null {
    if (input.tiers[below]?.fill !== 'back') return null;
    return {
      evicting: (cache, slot, now) => {
        const tier = this.tiers[below]!;
        const instance = client();
        const store = tier.stores[tier.storeOf(instance)]!;
        const { id, parent, depth, uses } = cache.columns;
        if (store.find(id[slot]!) >= 0) return;
        const above = parent[slot]!;
        const before = above >= 0 ? store.find(id[above]!) : -1;
        const held = this.write(tier, store, instance, id[slot]!, before, depth[slot]!, uses[slot]!, now);
        if (held >= 0) store.letGo(held, now);
      },
    };
  }
}
