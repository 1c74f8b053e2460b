import type { Bytes, Seconds } from '../../units/units';
import type { BlockRows } from './block-rows';
import type { TierStack } from './tier-stack';

/** Device memory of an instance as the simulator counts it: pages of private KV, and what is shared beside them. */
export interface DeviceRoom {
  readonly capacityBytes: Bytes;
  /** Bytes of shared blocks in use; part of what is used. */
  sharedBytes: Bytes;
  take(globalPages: number, localPages: number): void;
}

export interface KvHoldingsInput {
  rows: BlockRows;
  requests: number;
  /** What each request's session waits for after it, as an index of reuse classes; null where nobody knows. */
  kinds: Uint8Array | null;
  /** Room of each instance; null where prefixes are not kept on the device. */
  rooms: readonly (DeviceRoom | null)[];
  /** 1 for instances that only decode: a request may sit on one of each at a time. */
  sides: Uint8Array;
  /** Bytes of a block in full-attention layers on the device, and its pages there. */
  deviceBlockBytes: Bytes;
  pagesPerBlock: number;
}

/**
 * What requests hold on devices, as columns by seat: a request may sit on one instance that prefills and on one that
 * only decodes, so it has two. The simulator counts a request's own pages; the named blocks at the front of its
 * context move from those pages to the shared blocks as they come, and are given up with the request.
 *
 * Cached blocks live in memory that no sequence will grow into: a request claims its final size when it sits down,
 * and the cache shrinks then, never during decode. So jumping over decode steps sees the same cache as walking them.
 */
export class KvHoldings {
  readonly taken: Uint8Array;
  /** Front blocks held, and front blocks that have been brought here, whether they found room or not. */
  readonly held: Int32Array;
  private readonly brought: Int32Array;
  /** Bytes the request will hold in the end; by instance, those of all that are not shared. */
  private readonly claim: Float64Array;
  private readonly claimed: Float64Array;
  private readonly stack: TierStack;
  private readonly input: KvHoldingsInput;

  constructor(input: KvHoldingsInput, stack: TierStack) {
    this.input = input;
    this.stack = stack;
    this.taken = new Uint8Array(2 * input.requests);
    this.held = new Int32Array(2 * input.requests);
    this.brought = new Int32Array(2 * input.requests);
    this.claim = new Float64Array(2 * input.requests);
    this.claimed = new Float64Array(input.rooms.length);
  }

  seat(instance: number, request: number): number {
    return 2 * request + this.input.sides[instance]!;
  }

  /** The request holds its first `blocks` blocks, all on the device; `uses` is 0 where that was counted before. */
  sit(
    instance: number,
    request: number,
    blocks: number,
    finalBytes: Bytes,
    uses: number,
    now: Seconds,
  ): void {
    const { rows, deviceBlockBytes } = this.input;
    const seat = this.seat(instance, request);
    this.taken[seat] = 1;
    this.held[seat] = blocks;
    this.brought[seat] = blocks;
    this.claim[seat] = finalBytes;
    this.claimed[instance]! += finalBytes - blocks * deviceBlockBytes;
    this.stack.kind = this.kindOf(request);
    this.stack.acquire(instance, rows, request, blocks, now, uses);
    this.settle(instance, now);
  }

  /** Its blocks up to `to` are in the instance's memory: those that are new move from its pages to the shared ones. */
  share(instance: number, request: number, to: number, now: Seconds): void {
    const { rows, rooms, pagesPerBlock, deviceBlockBytes } = this.input;
    const seat = this.seat(instance, request);
    const from = this.brought[seat]!;
    if (to <= from) return;
    this.brought[seat] = to;
    this.stack.kind = this.kindOf(request);
    // What is shared is one run from the first block: after a block that found no room the rest stays private.
    const keep = this.held[seat] === from;
    const end = this.stack.bring(instance, rows, request, from, to, now, keep);
    if (!keep || end === from) return;
    this.held[seat] = end;
    this.claimed[instance]! -= (end - from) * deviceBlockBytes;
    rooms[instance]!.take((from - end) * pagesPerBlock, 0);
    this.settle(instance, now);
  }

  /** A request that is not seated uses its first `blocks` blocks, all on the device, and lets go of them. */
  touch(instance: number, request: number, blocks: number, now: Seconds): void {
    const { rows } = this.input;
    const device = this.stack.devices[instance]!;
    this.stack.kind = device.kind = this.kindOf(request);
    this.stack.acquire(instance, rows, request, blocks, now);
    device.release(rows, request, 0, blocks, now);
  }

  /** Blocks [from, to) have been fetched for a request that is not seated: they are cached as far as there is room. */
  cache(instance: number, request: number, from: number, to: number, now: Seconds): void {
    const { rows } = this.input;
    const device = this.stack.devices[instance]!;
    this.stack.kind = device.kind = this.kindOf(request);
    const end = this.stack.bring(instance, rows, request, from, to, now);
    device.release(rows, request, from, end, now);
    this.settle(instance, now);
  }

  /** Blocks [from, to) of a request leave a device that keeps nothing for the tiers of this instance. */
  spill(instance: number, request: number, from: number, to: number, now: Seconds): void {
    const { rows } = this.input;
    this.stack.kind = this.kindOf(request);
    this.stack.spill(instance, rows, request, from, to, now);
  }

  /** The request lets go of everything here. Pages of what it shared are handed back to its account. */
  leave(instance: number, request: number, now: Seconds): void {
    const { rows, rooms, pagesPerBlock, deviceBlockBytes } = this.input;
    const seat = this.seat(instance, request);
    const held = this.held[seat]!;
    const device = this.stack.devices[instance]!;
    device.kind = this.kindOf(request);
    device.release(rows, request, 0, held, now);
    this.taken[seat] = 0;
    this.held[seat] = 0;
    this.claimed[instance]! -= this.claim[seat]! - held * deviceBlockBytes;
    this.settle(instance, now);
    if (held > 0) rooms[instance]!.take(held * pagesPerBlock, 0);
  }

  private kindOf(request: number): number {
    return this.input.kinds === null ? 0 : this.input.kinds[request]!;
  }

  /** Cached blocks give way to what running requests have claimed. */
  private settle(instance: number, now: Seconds): void {
    const room = this.input.rooms[instance];
    if (room === null || room === undefined) return;
    const device = this.stack.devices[instance]!;
    const { deviceBlockBytes } = this.input;
    device.trim(Math.floor((room.capacityBytes - this.claimed[instance]!) / deviceBlockBytes), now);
    room.sharedBytes = device.referenced * deviceBlockBytes;
  }
}
