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
  const ffn = weightBytesPerElement(f.ffn);
  const head = weightBytesPerElement(f.head);
  const attention = g.attention * weightBytesPerElement(f.attention);
  const mixture =
    (s.moe?.experts ?? 0) * (g.expert * weightBytesPerElement(f.expert) + g.expertSmall * SMALL_BYTES) +
    g.shared * ffn +
    g.router * SMALL_BYTES;
  return (
    s.layers * (attention + (g.attentionSmall + g.norms) * SMALL_BYTES) +
    g.denseLayers * (g.ffn * ffn + g.ffnSmall * SMALL_BYTES) +
    g.moeLayers * mixture +
    (g.embedding + s.headOwned * g.head) * head +
    g.rest * SMALL_BYTES
  );
}
