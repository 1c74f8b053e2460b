import type { Bytes, Seconds, Tokens } from '../../units/units';
import { hitTokens, wholeBlocks, type BlockRows } from './block-rows';
import { emptyFetchPlan, planFetch, type FetchMode, type FetchPlan } from './fetch-plan';
import { TierStack, type TierStackInput } from './tier-stack';

/** Device memory of an instance as the simulator counts it: pages of private KV, and what is shared beside them. */
export interface DeviceRoom {
  readonly capacityBytes: Bytes;
  /** Bytes of shared blocks in use; part of what is used. */
  sharedBytes: Bytes;
  take(globalPages: number, localPages: number): void;
}

export interface KvMemoryInput extends Omit<TierStackInput, 'deviceBlocks' | 'requests'> {
  rows: BlockRows;
  requests: number;
  /** Room of each instance; null where prefixes are not kept on the device. */
  rooms: readonly (DeviceRoom | null)[];
  /** 1 for instances that only decode: a request may sit on one of each at a time. */
  sides: Uint8Array;
  /** Bytes of a block in full-attention layers on the device, and its pages there. */
  deviceBlockBytes: Bytes;
  pagesPerBlock: number;
  fetchMode: FetchMode;
}

/**
 * The KV memory of a cluster as its requests see it: what of a prompt need not be computed, what is shared, what is
 * kept when a request leaves. The simulator keeps counting a request's own pages; the named blocks at the front of
 * its context move from those pages to the shared blocks as they are computed, and are given up with the request.
 *
 * Cached blocks live in memory that no sequence will grow into: a request claims its final size when it is admitted,
 * and the cache shrinks then, never during decode. So jumping over decode steps sees the same cache as walking them.
 */
export class KvMemory {
  readonly stack: TierStack;
  /** Of the last `peek`: blocks on the device, blocks found anywhere in front order, bytes that would be pinned. */
  deviceBlocks = 0;
  foundBlocks = 0;
  pinnedBytes: Bytes = 0;
  /** Prompt tokens found on the device and fetched from behind it, over all passes; per request for the ledger. */
  readonly reusedTokens: Int32Array;
  readonly fetchedTokens: Int32Array;
  /** The last decision of `plan`. */
  readonly fetchPlan: FetchPlan = emptyFetchPlan();
  private readonly input: KvMemoryInput;
  /** By request and place: blocks taken from the device (0) and from each tier (1 + its index). */
  readonly blocksFrom: Int32Array;
  readonly places: number;
  /** By seat (request, side): front blocks held, front blocks brought here, end of the fetch, bytes claimed. */
  private readonly heldBlocks: Int32Array;
  private readonly broughtBlocks: Int32Array;
  private readonly fetchEnd: Int32Array;
  private readonly claimOf: Float64Array;
  private readonly seated: Uint8Array;
  private readonly claimed: Float64Array;

  constructor(input: KvMemoryInput) {
    this.input = input;
    const deviceBlocks = input.rooms.map((room) =>
      room === null ? 0 : Math.floor(room.capacityBytes / input.deviceBlockBytes),
    );
    this.stack = new TierStack({ ...input, deviceBlocks });
    this.reusedTokens = new Int32Array(input.requests);
    this.fetchedTokens = new Int32Array(input.requests);
    this.places = input.tiers.length + 1;
    this.blocksFrom = new Int32Array(input.requests * this.places);
    this.heldBlocks = new Int32Array(2 * input.requests);
    this.broughtBlocks = new Int32Array(2 * input.requests);
    this.fetchEnd = new Int32Array(2 * input.requests);
    this.claimOf = new Float64Array(2 * input.requests);
    this.seated = new Uint8Array(2 * input.requests);
    this.claimed = new Float64Array(input.rooms.length);
  }

  /** True between `admit` and `release`: what the request holds is settled and must not be looked up again. */
  holds(instance: number, request: number): boolean {
    return this.seated[this.seat(instance, request)] === 1;
  }

  /**
   * Looks up the first `tokens` tokens of a request; returns those that an instance has on its device. Changes
   * nothing, so a router may ask about every instance and a scheduler again at every step.
   */
  peek(instance: number, request: number, tokens: Tokens, now: Seconds): Tokens {
    const { rows, deviceBlockBytes } = this.input;
    const first = rows.offsets[request]!;
    const count = wholeBlocks(rows, request, tokens);
    this.foundBlocks = this.stack.lookup(instance, rows.ids, first, count, now);
    let onDevice = 0;
    while (onDevice < this.foundBlocks && this.stack.placeOf[onDevice] === 0) onDevice++;
    this.deviceBlocks = onDevice;
    const unused = this.stack.devices[instance]!.unusedIn(rows.ids, first, onDevice);
    this.pinnedBytes = unused * deviceBlockBytes;
    return hitTokens(onDevice, rows.blockTokens, tokens);
  }

  /** Fetch or recompute what the last `peek` found behind the device; `recompute` as in `planFetch`. */
  plan(instance: number, recompute: (tokens: Tokens, cached: Tokens) => Seconds): FetchPlan {
    const { rows, fetchMode } = this.input;
    const from = this.deviceBlocks;
    return planFetch(
      this.foundBlocks - from,
      rows.blockTokens,
      from * rows.blockTokens,
      (blocks) => this.stack.fetchSeconds(instance, from, from + blocks),
      recompute,
      fetchMode,
      this.fetchPlan,
    );
  }

  /**
   * The request runs here now, with what the last `peek` found for it on the device; it will hold `finalBytes` in
   * the end, shared blocks included. The caller has seen to it that `pinnedBytes` and its own pages fit.
   */
  admit(instance: number, request: number, finalBytes: Bytes, tokens: Tokens, now: Seconds): void {
    const { rows, rooms } = this.input;
    const seat = this.seat(instance, request);
    this.seated[seat] = 1;
    this.heldBlocks[seat] = this.deviceBlocks;
    this.broughtBlocks[seat] = this.deviceBlocks;
    this.fetchEnd[seat] = this.deviceBlocks;
    this.blocksFrom[request * this.places]! += this.deviceBlocks;
    this.claimOf[seat] = finalBytes;
    this.claimed[instance]! += finalBytes - this.deviceBlocks * this.input.deviceBlockBytes;
    this.stack.acquire(instance, rows.ids, rows.offsets[request]!, this.deviceBlocks, now);
    this.reusedTokens[request]! += hitTokens(this.deviceBlocks, rows.blockTokens, tokens);
    if (rooms[instance] !== null) this.settle(instance, now);
  }

  /**
   * Starts to fetch the next `blocks` blocks behind those held, as the last `peek` found them; the caller has taken
   * pages for them. Returns false when there is nothing to wait for.
   */
  fetch(instance: number, request: number, blocks: number, tokens: Tokens, now: Seconds): boolean {
    const { blockTokens } = this.input.rows;
    const seat = this.seat(instance, request);
    const from = this.heldBlocks[seat]!;
    this.fetchEnd[seat] = from + blocks;
    for (let k = from; k < from + blocks; k++) {
      this.blocksFrom[request * this.places + this.stack.placeOf[k]!]!++;
    }
    this.fetchedTokens[request]! +=
      hitTokens(from + blocks, blockTokens, tokens) - hitTokens(from, blockTokens, tokens);
    return this.stack.startFetch(instance, request, from, from + blocks, now) > 0;
  }

  /** The blocks fetched for a request are on the device. */
  fetched(instance: number, request: number, now: Seconds): void {
    this.share(instance, request, this.fetchEnd[this.seat(instance, request)]!, now);
  }

  /**
   * The first `tokens` tokens of a request are in its device's memory: whole named blocks become shared. Nothing
   * happens while its front is still being fetched.
   */
  computed(instance: number, request: number, tokens: Tokens, now: Seconds): void {
    const seat = this.seat(instance, request);
    if (this.seated[seat] === 0 || this.fetchEnd[seat]! > this.broughtBlocks[seat]!) return;
    this.share(instance, request, wholeBlocks(this.input.rows, request, tokens), now);
  }

  /**
   * The request leaves the instance: done, handed over or preempted. What it shared stays cached while there is
   * room. Call it when its pages have been given back, all of them: the shared ones are handed back here.
   */
  release(instance: number, request: number, kind: number, now: Seconds): void {
    const { rows, rooms, pagesPerBlock, deviceBlockBytes } = this.input;
    const seat = this.seat(instance, request);
    if (this.seated[seat] === 0) return;
    const held = this.heldBlocks[seat]!;
    const device = this.stack.devices[instance]!;
    device.kind = kind;
    device.release(rows.ids, rows.offsets[request]!, 0, held, now);
    this.seated[seat] = 0;
    this.heldBlocks[seat] = 0;
    this.claimed[instance]! -= this.claimOf[seat]! - held * deviceBlockBytes;
    const room = rooms[instance];
    if (room === null || room === undefined) return;
    this.settle(instance, now);
    if (held > 0) room.take(held * pagesPerBlock, 0);
  }

  private seat(instance: number, request: number): number {
    return 2 * request + this.input.sides[instance]!;
  }

  private share(instance: number, request: number, to: number, now: Seconds): void {
    const { rows, rooms, pagesPerBlock, deviceBlockBytes } = this.input;
    const seat = this.seat(instance, request);
    const from = this.broughtBlocks[seat]!;
    if (to <= from) return;
    const first = rows.offsets[request]!;
    this.broughtBlocks[seat] = to;
    // What is shared is one run from the first block: after a block that found no room the rest stays private.
    if (this.heldBlocks[seat]! < from) {
      this.stack.copyDown(instance, rows.ids, first, from, to, now);
      return;
    }
    const end = this.stack.bring(instance, rows.ids, first, from, to, now);
    const moved = end - from;
    this.heldBlocks[seat] = end;
    this.claimed[instance]! -= moved * deviceBlockBytes;
    const room = rooms[instance];
    if (moved === 0 || room === null || room === undefined) return;
    room.take(-moved * pagesPerBlock, 0);
    this.settle(instance, now);
  }

  /** Cached blocks give way to what running requests have claimed. */
  private settle(instance: number, now: Seconds): void {
    const room = this.input.rooms[instance]!;
    const device = this.stack.devices[instance]!;
    const { deviceBlockBytes } = this.input;
    device.trim(Math.floor((room.capacityBytes - this.claimed[instance]!) / deviceBlockBytes), now);
    room.sharedBytes = device.referenced * deviceBlockBytes;
  }
}
