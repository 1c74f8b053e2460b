import { weightBytes } from '../engine/model/weight-bytes';
import { kvBytesOfSequence, kvShards } from '../engine/model/kv-bytes';
import type { Tokens } from '../units/units';
import type { Configuration } from './configuration';

/** As the layout of a pool has it: nine tenths of the memory, less activations and runtime. */
const USABLE = 0.9;
const RESERVED_BYTES = 5.5e9;

/** Sequences of so many tokens that fit beside the weights. */
export function kvRoomOf(c: Configuration, tokens: Tokens): number {
  const { shape } = c.model;
  const ranks = c.tensorParallel;
  const free = USABLE * c.chip.memory.bytes - weightBytes(shape, c.weightFormat) / ranks - RESERVED_BYTES;
  return Math.floor((free * kvShards(shape, ranks)) / kvBytesOfSequence(shape, tokens, c.kvFormat));
}
