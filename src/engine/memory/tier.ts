import type { Bytes, BytesPerSecond, Seconds } from '../../units/units';
import { SERIES_BUCKETS, SHORTEST_BUCKET, TimeSeries } from '../sim/time-series';
import { flashYears } from '../tiering';
import { CappedLink } from './capped-link';
import type { MakePolicy } from './eviction/policy';
import { PrefixCache, type EvictionSink } from './prefix-cache';
import type { TierInput } from './tier-input';

/** An instance of a store: the one whose link a write on behalf of the store is charged to. */
export function clientOf(tier: TierInput, store: number): number {
  return store === 0 ? 0 : store * tier.instancesPerStore;
}

/** A tier as state: its stores, the links they are read over, the queues they are written through, its counters. */
export class Tier {
  readonly input: TierInput;
  readonly blockBytes: Bytes;
  readonly stores: PrefixCache[] = [];
  /** Reads of each store. */
  readonly links: CappedLink[] = [];
  /** Blocks that were read from here because no faster tier had them. */
  hits = 0;
  /** Blocks not written: too few uses, or the queue too long. */
  refused = 0;
  dropped = 0;
  bytesWritten: Bytes = 0;
  /** What all stores hold, and how fast they are being read. */
  readonly heldSeries = new TimeSeries(SERIES_BUCKETS, SHORTEST_BUCKET);
  readonly readSeries = new TimeSeries(SERIES_BUCKETS, SHORTEST_BUCKET);
  private held: Bytes = 0;
  private readonly clientBusyUntil: Float64Array;
  private readonly storeBusyUntil: Float64Array;

  constructor(
    input: TierInput,
    instances: number,
    blockBytes: Bytes,
    makePolicy: MakePolicy,
    sink: (store: number) => EvictionSink | null,
  ) {
    this.input = input;
    this.blockBytes = blockBytes;
    const stores = instances > 0 ? this.storeOf(instances - 1) + 1 : 0;
    for (let s = 0; s < stores; s++) {
      this.stores.push(new PrefixCache(input.capacityBytes / blockBytes, makePolicy, sink(s)));
      this.links.push(new CappedLink(input.read.perClient, input.read.aggregate));
    }
    this.clientBusyUntil = new Float64Array(instances);
    this.storeBusyUntil = new Float64Array(stores);
  }

  storeOf(instance: number): number {
    return Math.floor(instance / this.input.instancesPerStore);
  }

  /** Whether a write would have to wait longer than the queue allows. */
  writeQueueFull(instance: number, now: Seconds): boolean {
    const busyUntil = Math.max(this.clientBusyUntil[instance]!, this.storeBusyUntil[this.storeOf(instance)]!);
    return busyUntil - now > this.input.writeQueueSeconds;
  }

  /**
   * Queues the write of one block and returns when it ends. Writes wait for their turn at the client and at the
   * store; they hold up no computation, so first come first served says enough.
   */
  write(instance: number, now: Seconds): Seconds {
    const store = this.storeOf(instance);
    const clientEnd =
      Math.max(now, this.clientBusyUntil[instance]!) + this.blockBytes / this.input.write.perClient;
    const sharedEnd =
      Math.max(now, this.storeBusyUntil[store]!) + this.blockBytes / this.input.write.aggregate;
    this.clientBusyUntil[instance] = clientEnd;
    this.storeBusyUntil[store] = sharedEnd;
    this.bytesWritten += this.blockBytes;
    return Math.max(clientEnd, sharedEnd) + this.input.latencySeconds;
  }

  /** Seconds to read this many blocks if the link stays as busy as it is now. */
  readSeconds(instance: number, blocks: number): Seconds {
    const link = this.links[this.storeOf(instance)]!;
    return this.input.latencySeconds + (blocks * this.blockBytes) / link.rate(link.flows + 1);
  }

  /** Stores hold so many blocks more (or less) than before. */
  holdMore(now: Seconds, blocks: number): void {
    this.held += blocks * this.blockBytes;
    this.heldSeries.set(now, this.held);
  }

  /** A read has begun or ended. */
  noteReads(now: Seconds): void {
    let rate: BytesPerSecond = 0;
    for (const link of this.links) if (link.flows > 0) rate += link.flows * link.rate(link.flows);
    this.readSeries.set(now, rate);
  }

  get residentBytes(): Bytes {
    return this.stores.reduce((sum, store) => sum + store.resident, 0) * this.blockBytes;
  }

  get evictedBytes(): Bytes {
    return this.stores.reduce((sum, store) => sum + store.evicted, 0) * this.blockBytes;
  }

  get bytesRead(): Bytes {
    return this.links.reduce((sum, link) => sum + link.bytesOut, 0);
  }

  /** Years until as many media are worn out at the rate seen in `elapsed` seconds; null where nothing wears. */
  lifeYears(elapsed: Seconds, stores = this.stores.length): number | null {
    const { endurance } = this.input;
    if (endurance === null || this.bytesWritten === 0) return null;
    return flashYears(endurance, this.bytesWritten / stores / elapsed);
  }
}
