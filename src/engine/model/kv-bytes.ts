import type { Bytes, Tokens } from '../../units/units';
import type { KvFormat, ModelShape } from '../input';
import { kvBytesPerElement } from './formats';

/** KV cache: bytes per token and layer, per sequence, and over the ranks of a tensor-parallel group. */

/** How many layers see everything and how many see a window; `window` is Infinity without windowed layers. */
export interface LayerSplit {
  globalLayers: number;
  localLayers: number;
  window: Tokens;
}

export function layerSplit(s: ModelShape): LayerSplit {
  if (s.window === null) return { globalLayers: s.layers, localLayers: 0, window: Infinity };
  return {
    globalLayers: s.window.globalLayers,
    localLayers: s.window.localLayers,
    window: s.window.tokens,
  };
}

/** Elements one token leaves in one layer: keys and values of the KV heads, or the latent that MLA shares. */
function elementsPerTokenLayer(s: ModelShape): number {
  return s.mla === null ? 2 * s.kvHeads * s.headWidth : s.mla.kvRank + s.mla.ropeWidth;
}

/** Bytes one token occupies in one layer, once (not counting copies on several ranks). */
export function kvBytesPerTokenLayer(s: ModelShape, format: KvFormat): Bytes {
  return elementsPerTokenLayer(s) * kvBytesPerElement(format);
}

/** Ranks of a tensor-parallel group that share the KV: KV heads split, the MLA latent is on every rank. */
export function kvShards(s: ModelShape, tensorParallel: number): number {
  return s.mla === null ? Math.min(tensorParallel, s.kvHeads) : 1;
}

/** Bytes of a sequence of `tokens`, once: a windowed layer keeps no more than its window. */
export function kvBytesOfSequence(s: ModelShape, tokens: Tokens, format: KvFormat): Bytes {
  const { globalLayers, localLayers, window } = layerSplit(s);
  return kvBytesPerTokenLayer(s, format) * (globalLayers * tokens + localLayers * Math.min(tokens, window));
}

/** Bytes of a sequence in whole blocks, given what a block takes in full and in windowed layers. */
export function pagedBytesOfSequence(
  s: ModelShape,
  tokens: Tokens,
  blockTokens: Tokens,
  globalBlockBytes: Bytes,
  localBlockBytes: Bytes,
): Bytes {
  const blocks = Math.ceil(tokens / blockTokens);
  const { localLayers, window } = layerSplit(s);
  const local = localLayers > 0 ? Math.min(blocks, Math.ceil(window / blockTokens)) : 0;
  return blocks * globalBlockBytes + local * localBlockBytes;
}
