import type { Bytes } from '../../units/units';
import type { ModelShape, WeightFormat } from '../input';
import { weightBytesPerElement, weightGroups } from './formats';
import { parameterGroups } from './parameters';

/** Norms, biases, sinks and the router are never quantised. */
const SMALL_BYTES = 2;

/** Bytes of all weights as stored: every group's parameters times its format's bytes, scales included. */
export function weightBytes(s: ModelShape, format: WeightFormat): Bytes {
  const g = parameterGroups(s);
  const f = weightGroups(format);
  const head = weightBytesPerElement(f.head);
  const attention = g.attention * weightBytesPerElement(f.attention);
  return (
    s.layers * (attention + (g.attentionSmall + g.norms) * SMALL_BYTES) +
    g.moeLayers * g.router * SMALL_BYTES +
    ffnWeightBytes(s, format) +
    (g.embedding + s.headOwned * g.head) * head +
    g.rest * SMALL_BYTES
  );
}

/** Of the FFN of all layers: dense ones, routed and shared experts, without the router. */
export function ffnWeightBytes(s: ModelShape, format: WeightFormat): Bytes {
  const g = parameterGroups(s);
  const f = weightGroups(format);
  const ffn = weightBytesPerElement(f.ffn);
  const experts =
    (s.moe?.experts ?? 0) * (g.expert * weightBytesPerElement(f.expert) + g.expertSmall * SMALL_BYTES);
  return g.denseLayers * (g.ffn * ffn + g.ffnSmall * SMALL_BYTES) + g.moeLayers * (experts + g.shared * ffn);
}

/**
 * Of one of `ranks` chips that each hold everything but the routed experts, which they share; `slots` experts with their
 * copies, where some have any.
 */
export function dataParallelWeightBytes(
  s: ModelShape,
  format: WeightFormat,
  ranks: number,
  slots = s.moe?.experts ?? 0,
): Bytes {
  const g = parameterGroups(s);
  const element = weightBytesPerElement(weightGroups(format).expert);
  const expert = g.expert * element + g.expertSmall * SMALL_BYTES;
  const routed = g.moeLayers * expert;
  return weightBytes(s, format) - routed * ((s.moe?.experts ?? 0) - slots / ranks);
}
