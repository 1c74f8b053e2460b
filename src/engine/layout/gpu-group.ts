import type { Bytes, Tokens } from '../../units/units';
import type { ModelShape, PoolInput } from '../input';
import { kvBytesPerTokenLayer, kvShards, layerSplit, pagedBytesOfSequence } from '../model/kv-bytes';
import { weightBytes } from '../model/weight-bytes';
import { KV_BLOCK_TOKENS } from './pool-plan';

/** Share of memory the engine may fill, vLLM's default. */
const USABLE = 0.9;
/** Activations, and runtime with communication buffers, per GPU (aiconfigurator's `other_mem`). */
const RESERVED_BYTES = 2e9 + 3.5e9;

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

/** Weights split evenly over the ranks; KV is copied where there are more ranks than KV heads. */
export function gpuGroup(shape: ModelShape, pool: PoolInput, ranks: number): GpuGroup {
  const split = layerSplit(shape);
  const copies = ranks / kvShards(shape, ranks);
  const perLayer = KV_BLOCK_TOKENS * kvBytesPerTokenLayer(shape, pool.kvFormat) * copies;
  const weights = weightBytes(shape, pool.weightFormat);
  const usableBytes = ranks * USABLE * pool.chip.memory.bytes;
  const reservedBytes = ranks * RESERVED_BYTES;
  return {
    ranks,
    usableBytes,
    reservedBytes,
    weightBytes: weights,
    globalBlockBytes: perLayer * split.globalLayers,
    localBlockBytes: perLayer * split.localLayers,
    kvCapacityBytes: usableBytes - reservedBytes - weights,
  };
}

/** Bytes one sequence takes in the group's blocks. */
export function sequenceBytes(shape: ModelShape, group: GpuGroup, tokens: Tokens): Bytes {
  const { globalBlockBytes, localBlockBytes } = group;
  return pagedBytesOfSequence(shape, tokens, KV_BLOCK_TOKENS, globalBlockBytes, localBlockBytes);
}
