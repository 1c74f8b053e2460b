import type { Seconds } from '../../units/units';
import { LaneHeap } from '../sim/lane-heap';
import type { Tier } from './tier';

/** In place of a count of flows: all have ended, and nobody has looked yet. */
const OVER = -1;

/**
 * Blocks on their way from the tiers to devices. A fetch is one flow per tier that has some of its blocks; it is over
 * when the last of them has ended and the latency of its tier has passed.
 */
export class TierReads {
  /** Of the last `end` that completed a fetch: when its blocks are there. */
  arrivedAt: Seconds = 0;
  private readonly tiers: readonly Tier[];
  /** By request: flows under way, and the earliest time at which its fetch may be over. */
  private readonly flows: Int32Array;
  private readonly gate: Float64Array;
  /** Links of all stores of all tiers, numbered on; each has its next end in the heap. */
  private readonly linkTier: number[] = [];
  private readonly linkStore: number[] = [];
  private readonly firstLink: number[] = [];
  private readonly ends: LaneHeap;

  constructor(tiers: readonly Tier[], requests: number) {
    this.tiers = tiers;
    this.flows = new Int32Array(requests);
    this.gate = new Float64Array(requests);
    tiers.forEach((tier, t) => {
      this.firstLink.push(this.linkTier.length);
      tier.links.forEach((_, store) => {
        this.linkTier.push(t);
        this.linkStore.push(store);
      });
    });
    this.ends = new LaneHeap(this.linkTier.length);
  }

  /** Starts a fetch of `blocks[1 + t]` blocks from each tier t; returns how many flows that takes. */
  start(instance: number, request: number, blocks: Int32Array, now: Seconds): number {
    let flows = 0;
    this.gate[request] = now;
    for (let t = 0; t < this.tiers.length; t++) {
      const count = blocks[t + 1]!;
      if (count === 0) continue;
      const tier = this.tiers[t]!;
      const store = tier.storeOf(instance);
      const link = tier.links[store]!;
      tier.hits += count;
      link.start(now, count * tier.blockBytes, request);
      tier.noteReads(now);
      this.ends.set(this.firstLink[t]! + store, link.nextEnd());
      flows++;
    }
    this.flows[request] = flows;
    return flows;
  }

  /** True from the start of a fetch until `close`. */
  busy(request: number): boolean {
    return this.flows[request] !== 0;
  }

  /** The blocks of a fetch have been taken note of. */
  close(request: number): void {
    this.flows[request] = 0;
  }

  /** When the next flow ends; Infinity when nothing is being read. */
  nextEnd(): Seconds {
    return this.ends.peekTime();
  }

  /** Ends the flow whose time has come, at `nextEnd()`; returns its request if that was the last one, else -1. */
  end(now: Seconds): number {
    const at = this.ends.peekId();
    const tier = this.tiers[this.linkTier[at]!]!;
    const link = tier.links[this.linkStore[at]!]!;
    const request = link.finish(now);
    tier.noteReads(now);
    if (link.flows > 0) this.ends.set(at, link.nextEnd());
    else this.ends.remove(at);
    this.gate[request] = Math.max(this.gate[request]!, now + tier.input.latencySeconds);
    if (--this.flows[request]! > 0) return -1;
    this.flows[request] = OVER;
    this.arrivedAt = this.gate[request]!;
    return request;
  }
}
