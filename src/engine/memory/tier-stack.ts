import type { Bytes, Seconds } from '../../units/units';
import type { BlockRows } from './block-rows';
import { lfu } from './eviction/lfu';
import { makeEviction, type EvictionChoice } from './eviction/policies';
import type { BlockCosts } from './eviction/policy';
import { FoundPlaces } from './found-places';
import { PrefixCache, type EvictionSink } from './prefix-cache';
import { longer } from './stretch-columns';
import { clientOf, Tier } from './tier';
import { TierReads } from './tier-reads';
import type { TierInput } from './tier-input';
import { UsePieces } from './use-pieces';

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
  /** Of the last `lookup`: where the blocks are, 0 for the device, else 1 + index of the tier. */
  readonly found = new FoundPlaces();
  readonly reads: TierReads;
  /** What follows the request on whose behalf blocks come; see `ReuseClass`. */
  kind = 0;
  private readonly counts: Int32Array;
  /** Bit of each instance; by strand, those of all instances that may see blocks of it somewhere. */
  private readonly bits: Int32Array;
  private seen = new Int32Array(64);
  /** Of the blocks being brought: how often each was used, and by tier the end of those it had. */
  private readonly uses: UsePieces;
  private readonly held: Int32Array;

  constructor(input: TierStackInput) {
    const instances = input.deviceBlocks.length;
    const costs = (place: number) => input.costs[place] ?? { savedSeconds: new Float64Array(1), reuse: [] };
    const mostUses = usesToldApart(input);
    input.tiers.forEach((tier, t) => {
      const sink = (store: number) => this.sinkBelow(t + 1, clientOf(tier, store), input);
      const policy = makeEviction(tier.eviction, costs(t + 1));
      this.tiers.push(new Tier(tier, instances, input.blockBytes, policy, sink, mostUses));
    });
    const policy = makeEviction(input.deviceEviction, costs(0));
    input.deviceBlocks.forEach((blocks, instance) => {
      const sink = this.sinkBelow(0, instance, input);
      this.devices.push(new PrefixCache(blocks, policy, { sink, mostUses }));
    });
    this.uses = new UsePieces(mostUses);
    this.held = new Int32Array(input.tiers.length);
    this.reads = new TierReads(this.tiers, input.requests);
    this.counts = new Int32Array(input.tiers.length + 1);
    this.bits = bitsOf(input);
  }

  /** How many of the blocks [0, count) of a row are somewhere, up to the first that is nowhere; fills `found`. */
  lookup(instance: number, rows: BlockRows, row: number, count: number, now: Seconds): number {
    const { found, tiers } = this;
    const device = this.devices[instance]!;
    found.clear();
    let k = 0;
    for (let part = rows.starts[row]!; k < count; part++) {
      const strand = rows.strand[part]!;
      const end = Math.min(count, rows.until[part]!);
      if (strand >= this.seen.length || (this.seen[strand]! & this.bits[instance]!) === 0) {
        if (end > k) return k;
        continue;
      }
      while (k < end) {
        // Blocks that a faster place has are taken from there, even behind some that it has not.
        let stop = end;
        let reached = device.reach(strand, k, stop, now);
        let place = 0;
        while (reached < 0 && place < tiers.length) {
          stop = -reached;
          const tier = tiers[place++]!;
          reached = tier.stores[tier.storeOf(instance)]!.reach(strand, k, stop, now);
        }
        if (reached < 0) return k;
        found.add(place, reached);
        k = reached;
      }
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
  acquire(instance: number, rows: BlockRows, row: number, count: number, now: Seconds, times = 1): void {
    const device = this.devices[instance]!;
    device.acquire(rows, row, 0, count, now, times);
    if (times === 0) return;
    this.tiers.forEach(({ input: { admitUses, fill } }, t) => {
      if (fill !== 'through' || admitUses < 2) return;
      for (let k = 0; k < count;) {
        const end = device.equalUses(rows, row, k, count);
        if (device.usesAt(rows, row, k) === admitUses) this.promote(t, instance, rows, row, k, end, now);
        k = end;
      }
    });
  }

  /** Writes blocks [from, to), which have just reached the uses a tier asks for. */
  private promote(
    t: number,
    instance: number,
    rows: BlockRows,
    row: number,
    from: number,
    to: number,
    now: Seconds,
  ): void {
    this.uses.fill(to, this.tiers[t]!.input.admitUses);
    this.holdCopies(t, instance, rows, row, from, to, now);
    this.writeCopies(t, instance, rows, row, from, to, now);
  }

  /**
   * Blocks [from, to) are in an instance's memory, computed or fetched. With `keep` they become the device's, held by
   * their request; returns the end of what found room. Tiers that have them count a use, tiers that write through
   * get what they lack.
   */
  bring(
    instance: number,
    rows: BlockRows,
    row: number,
    from: number,
    to: number,
    now: Seconds,
    keep = true,
  ): number {
    this.uses.fill(to, 1);
    this.mark(instance, rows, row, from, to);
    for (let t = 0; t < this.tiers.length; t++) this.holdCopies(t, instance, rows, row, from, to, now);
    const end = keep ? this.devices[instance]!.bring(rows, row, from, to, now, this.uses, null) : from;
    for (let t = 0; t < this.tiers.length; t++) this.writeCopies(t, instance, rows, row, from, to, now);
    return end;
  }

  /**
   * Blocks [from, to) leave a device that keeps nothing for the tiers: to those that write through, and to the first
   * in any case, as if that device had held them and given them up.
   */
  spill(instance: number, rows: BlockRows, row: number, from: number, to: number, now: Seconds): void {
    this.uses.fill(to, 1);
    this.mark(instance, rows, row, from, to);
    for (let t = 0; t < this.tiers.length; t++) this.holdCopies(t, instance, rows, row, from, to, now);
    for (let t = 0; t < this.tiers.length; t++)
      this.writeCopies(t, instance, rows, row, from, to, now, t === 0);
  }

  /** Blocks [from, to) come where an instance, and all that it shares stores with, may see them. */
  private mark(instance: number, rows: BlockRows, row: number, from: number, to: number): void {
    for (let part = rows.starts[row]!, place = 0; place < to; part++) {
      place = rows.until[part]!;
      if (place <= from) continue;
      const strand = rows.strand[part]!;
      if (strand >= this.seen.length) this.seen = longer(this.seen, new Int32Array(2 * strand));
      this.seen[strand]! |= this.bits[instance]!;
    }
  }

  private count(from: number, to: number): void {
    const { counts, found } = this;
    counts.fill(0);
    for (let i = 0; i < found.pieces; i++) counts[found.placeOf(i)]! += found.within(i, from, to);
  }

  /** Holds the front of [from, to) as far as a tier has it, and takes note of the uses counted there. */
  private holdCopies(
    t: number,
    instance: number,
    rows: BlockRows,
    row: number,
    from: number,
    to: number,
    now: Seconds,
  ): void {
    const tier = this.tiers[t]!;
    const store = tier.stores[tier.storeOf(instance)]!;
    this.held[t] = store.hold(rows, row, from, to, now, this.uses);
  }

  /** Writes the rest of [from, to), as far as it may be written, and lets go of all of it. */
  private writeCopies(
    t: number,
    instance: number,
    rows: BlockRows,
    row: number,
    from: number,
    to: number,
    now: Seconds,
    given = false,
  ): void {
    const tier = this.tiers[t]!;
    const store = tier.stores[tier.storeOf(instance)]!;
    let end = this.held[t]!;
    if ((given || tier.input.fill === 'through') && end < to) {
      tier.beginWrites(instance, now, true);
      // What follows a block that is not here could not be found.
      end = store.bring(rows, row, end, to, now, this.uses, tier);
      tier.endWrites();
    }
    store.kind = this.kind;
    store.release(rows, row, from, end, now);
  }

  /** Blocks [from, to) of a stretch that a place evicts fall to tier `below`, written by `instance`, last block first. */
  fall(
    below: number,
    instance: number,
    { columns, keepsChains }: PrefixCache,
    slot: number,
    from: number,
    to: number,
    now: Seconds,
  ): void {
    const tier = this.tiers[below]!;
    const store = tier.stores[tier.storeOf(instance)]!;
    const strand = columns.strand[slot]!;
    const uses = columns.uses[slot]!;
    store.kind = columns.kind[slot]!;
    tier.beginWrites(instance, now, false);
    for (let end = to; end > from;) {
      const before = store.endBefore(strand, end);
      if (before === end) {
        // It is here already.
        end = store.columns.start[store.find(strand, end - 1)]!;
        continue;
      }
      const start = Math.max(from, before);
      const first = end - tier.admit(end - start, uses);
      if (first < end) {
        const stem = first > columns.start[slot]! ? slot : columns.parent[slot]!;
        const known = keepsChains && stem >= 0 ? columns.strand[stem]! : -1;
        store.receive(strand, first, end, known, uses, now, tier);
      }
      tier.refuse(first - start, uses);
      end = start;
    }
    tier.endWrites();
  }

  /** What catches the blocks that a place evicts: the tier below, if it is filled that way. */
  private sinkBelow(below: number, client: number, input: TierStackInput): EvictionSink | null {
    return input.tiers[below]?.fill === 'back' ? new TierBelow(this, below, client) : null;
  }
}

/**
 * A bit for each group of instances that share stores, be it through others. More than 32 groups share bits, and are
 * asked in vain now and then.
 */
function bitsOf({ deviceBlocks, tiers }: TierStackInput): Int32Array {
  let group = 0;
  return Int32Array.from(deviceBlocks, (_, i) => {
    const shares = tiers.some(({ instancesPerStore: n }) => Math.floor(i / n) === Math.floor((i - 1) / n));
    if (!shares) group++;
    return 1 << (group & 31);
  });
}

/** Uses of a block beyond which nobody tells apart: one more than any filter asks for, or no number. */
function usesToldApart({ tiers, deviceEviction }: TierStackInput): number {
  if ([deviceEviction, ...tiers.map(({ eviction }) => eviction)].some(({ id }) => id === lfu.id))
    return Infinity;
  const asked = tiers.reduce((most, { admitUses }) => Math.max(most, admitUses), 1);
  return asked > 1 ? asked + 1 : 1;
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

  evicting(cache: PrefixCache, slot: number, from: number, to: number, now: Seconds): void {
    this.stack.fall(this.below, this.client, cache, slot, from, to, now);
  }
}
