import type { Bytes, Tokens } from '../../units/units';
import type { ModelShape, PoolInput } from '../input';
import { kvBytesPerTokenLayer, kvShards, layerSplit, pagedBytesOfSequence } from '../model/kv-bytes';
import { weightBytes } from '../model/weight-bytes';
import { KV_BLOCK_TOKENS } from './pool-plan';

/** Share of memory the engine may fill, vLLM's default. */
export const USABLE = 0.9;
/** Activations, and runtime with communication buffers, per GPU (aiconfigurator's `other_mem`). */
export const RESERVED_BYTES = 2e9 + 3.5e9;

/** Memory of a tensor-parallel group of `ranks` chips; bytes over all of them. */
export interface GpuGroup {
  ranks: number;
  usableBytes: Bytes;
  reservedBytes: Bytes;
  weightBytes: Bytes;
  globalBlockBytes: Bytes;
  localBlockBytes: Bytes;
  /** Negative when not even the weights fit. */
  kvCapacityBytes: Bytes;
}

/**
 * Weights split evenly over the ranks; KV is copied where there are more ranks than KV heads. A draft model on the
 * same chips takes memory beside the large one, and its windowed layers keep everything.
 */
export function gpuGroup(
  shape: ModelShape,
  pool: PoolInput,
  ranks: number,
  draft: ModelShape | null,
  ownWeights: Bytes,
): GpuGroup {
  const split = layerSplit(shape);
  const perLayer = blockBytesPerLayer(shape, pool, ranks);
  const weights = ownWeights + (draft === null ? 0 : weightBytes(draft, pool.weightFormat));
  const draftBlock = draft === null ? 0 : draft.layers * blockBytesPerLayer(draft, pool, ranks);
  const usableBytes = ranks * USABLE * pool.chip.memory.bytes;
  const reservedBytes = ranks * RESERVED_BYTES;
  return {
    ranks,
    usableBytes,
    reservedBytes,
    weightBytes: weights,
    globalBlockBytes: perLayer * split.globalLayers + draftBlock,
    localBlockBytes: perLayer * split.localLayers,
    kvCapacityBytes: usableBytes - reservedBytes - weights,
  };
}

function blockBytesPerLayer(shape: ModelShape, pool: PoolInput, ranks: number): Bytes {
  const copies = ranks / kvShards(shape, ranks);
  return KV_BLOCK_TOKENS * kvBytesPerTokenLayer(shape, pool.kvFormat) * copies;
}

/** Bytes one sequence takes in the group's blocks. */
export function sequenceBytes(shape: ModelShape, group: GpuGroup, tokens: Tokens): Bytes {
  const { globalBlockBytes, localBlockBytes } = group;
  return pagedBytesOfSequence(shape, tokens, KV_BLOCK_TOKENS, globalBlockBytes, localBlockBytes);
}
