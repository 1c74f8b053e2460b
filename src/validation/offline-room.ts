import { dataParallelWeightBytes } from '../engine/model/weight-bytes';
import { kvBytesOfSequence, kvShards } from '../engine/model/kv-bytes';
import type { Tokens } from '../units/units';
import type { Configuration } from './configuration';

/** TensorRT-LLM's benchmark gives the cache this share of what is free. */
const SHARE_OF_FREE = 0.95;

/**
 * Sequences of so many tokens that fit beside the weights. The data sheet's 80 GB are 85.5e9 bytes on the chip, and
 * so for its siblings: what the sheet leaves out is taken as what the runtime needs.
 */
export function offlineRoomOf(c: Configuration, tokens: Tokens): number {
  const { shape } = c.model;
  const ranks = c.tensorParallel;
  const free =
    SHARE_OF_FREE *
    (c.chip.memory.bytes - dataParallelWeightBytes(shape, c.weightFormat, c.dataParallel) / ranks);
  return Math.floor((free * kvShards(shape, ranks)) / kvBytesOfSequence(shape, tokens, c.kvFormat));
}
