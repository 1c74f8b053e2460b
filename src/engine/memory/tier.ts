import type { Bytes, BytesPerSecond, Seconds } from '../../units/units';
import { SERIES_BUCKETS, SHORTEST_BUCKET, TimeSeries } from '../sim/time-series';
import { flashYears } from '../tiering';
import { CappedLink } from './capped-link';
import type { MakePolicy } from './eviction/policy';
import { PrefixCache, type EvictionSink, type Intake } from './prefix-cache';
import type { TierInput } from './tier-input';

/** An instance of a store: the one whose link a write on behalf of the store is charged to. */
export function clientOf(tier: TierInput, store: number): number {
  return store === 0 ? 0 : store * tier.instancesPerStore;
}

/** A tier as state: its stores, the links they are read over, the queues they are written through, its counters. */
export class Tier implements Intake {
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
  private readonly clientSeconds: Seconds;
  private readonly storeSeconds: Seconds;
  /** Of the writes under way: who writes, when, when the queues were free for them, which way they go, how many so far. */
  private client = 0;
  private since: Seconds = 0;
  private clientFree: Seconds = 0;
  private storeFree: Seconds = 0;
  private forwards = true;
  private written = 0;
  private earlier = 0;

  constructor(
    input: TierInput,
    instances: number,
    blockBytes: Bytes,
    makePolicy: MakePolicy,
    sink: (store: number) => EvictionSink | null,
    mostUses: number,
  ) {
    this.input = input;
    this.blockBytes = blockBytes;
    this.clientSeconds = blockBytes / input.write.perClient;
    this.storeSeconds = blockBytes / input.write.aggregate;
    const { clientSeconds, storeSeconds } = this;
    const writes = { clientSeconds, storeSeconds, latencySeconds: input.latencySeconds };
    const stores = instances > 0 ? this.storeOf(instances - 1) + 1 : 0;
    for (let s = 0; s < stores; s++) {
      this.stores.push(
        new PrefixCache(input.capacityBytes / blockBytes, makePolicy, { sink: sink(s), writes, mostUses }),
      );
      this.links.push(new CappedLink(input.read.perClient, input.read.aggregate));
    }
    this.clientBusyUntil = new Float64Array(instances);
    this.storeBusyUntil = new Float64Array(stores);
  }

  storeOf(instance: number): number {
    return Math.floor(instance / this.input.instancesPerStore);
  }

  /**
   * Writes of an instance begin, of blocks in order of place or backwards. They wait for their turn at the client and at
   * the store; they hold up no computation, so first come first served says enough.
   */
  beginWrites(instance: number, now: Seconds, forwards: boolean): void {
    const store = this.storeOf(instance);
    this.client = instance;
    this.since = now;
    this.clientFree = Math.max(now, this.clientBusyUntil[instance]!);
    this.storeFree = Math.max(now, this.storeBusyUntil[store]!);
    this.forwards = forwards;
    this.written = 0;
    this.earlier = this.stores[store]!.resident;
  }

  /** Of blocks that were used so often, those that may be queued: before one of the others the queue is too long. */
  admit(count: number, uses: number): number {
    if (uses < this.input.admitUses) return 0;
    let admitted = count;
    while (admitted > 0 && this.queueSeconds(admitted - 1) > this.input.writeQueueSeconds) admitted--;
    return admitted;
  }

  refuse(count: number, uses: number): void {
    if (uses < this.input.admitUses) this.refused += count;
    else this.dropped += count;
  }

  came(cache: PrefixCache, slot: number, from: number, to: number): void {
    const { forwards, written } = this;
    const [first, last] = forwards ? [from - written, to - 1] : [to - 1 + written, from];
    cache.writes?.set(slot, this.clientFree, this.storeFree, first, last, forwards);
    this.written += to - from;
    this.bytesWritten += (to - from) * this.blockBytes;
  }

  endWrites(): void {
    if (this.written === 0) return;
    const store = this.storeOf(this.client);
    this.clientBusyUntil[this.client] = this.clientFree + this.written * this.clientSeconds;
    this.storeBusyUntil[store] = this.storeFree + this.written * this.storeSeconds;
    this.holdMore(this.since, this.stores[store]!.resident - this.earlier);
  }

  /** How long the block that comes after so many others would have to wait. */
  private queueSeconds(blocks: number): Seconds {
    const turn = this.written + blocks;
    return (
      Math.max(this.clientFree + turn * this.clientSeconds, this.storeFree + turn * this.storeSeconds) -
      this.since
    );
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
