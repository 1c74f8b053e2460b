import type { Bytes, Tokens } from '../../units/units';
import { KV_BLOCK_TOKENS } from '../plan';

/** Blocks that hold this many tokens. */
export function blocksFor(tokens: Tokens): number {
  return Math.ceil(tokens / KV_BLOCK_TOKENS);
}

/**
 * KV memory of one instance, counted in paged blocks of 16 tokens. A sequence holds one chain of blocks for its
 * full-attention layers and one, never longer than the window, for its windowed layers.
 */
export class KvRoom {
  globalBlocks = 0;
  localBlocks = 0;
  peakBytes: Bytes = 0;
  /** Blocks that several sequences use, counted once; cached blocks nobody uses are not counted at all. */
  sharedBytes: Bytes = 0;
  readonly capacityBytes: Bytes;
  private readonly globalBlockBytes: Bytes;
  private readonly localBlockBytes: Bytes;
  /** Window of the local layers; Infinity when there are none. */
  private readonly window: Tokens;

  constructor(capacityBytes: Bytes, globalBlockBytes: Bytes, localBlockBytes: Bytes, window: Tokens) {
    this.capacityBytes = capacityBytes;
    this.globalBlockBytes = globalBlockBytes;
    this.localBlockBytes = localBlockBytes;
    this.window = window;
  }

  usedBytes(): Bytes {
    return this.bytesOf(this.globalBlocks, this.localBlocks) + this.sharedBytes;
  }

  freeBytes(): Bytes {
    return this.capacityBytes - this.usedBytes();
  }

  bytesOf(globalBlocks: number, localBlocks: number): Bytes {
    return globalBlocks * this.globalBlockBytes + localBlocks * this.localBlockBytes;
  }

  /** Blocks in windowed layers of a sequence that holds `tokens`. */
  localBlocksFor(tokens: Tokens): number {
    return this.localBlockBytes > 0 ? blocksFor(Math.min(tokens, this.window)) : 0;
  }

  /** Bytes a sequence of `tokens` holds. */
  bytesFor(tokens: Tokens): Bytes {
    return this.bytesOf(blocksFor(tokens), this.localBlocksFor(tokens));
  }

  /** Takes (or with negative counts gives back) blocks. The caller has checked that they fit. */
  take(globalBlocks: number, localBlocks: number): void {
    this.globalBlocks += globalBlocks;
    this.localBlocks += localBlocks;
    const used = this.usedBytes();
    if (used > this.peakBytes) this.peakBytes = used;
  }

  /** Grows a sequence from one length to another. */
  resize(fromTokens: Tokens, toTokens: Tokens): void {
    this.take(
      blocksFor(toTokens) - blocksFor(fromTokens),
      this.localBlocksFor(toTokens) - this.localBlocksFor(fromTokens),
    );
  }

  growthBytes(fromTokens: Tokens, toTokens: Tokens): Bytes {
    return this.bytesFor(toTokens) - this.bytesFor(fromTokens);
  }
}
