import type { Flop, Tokens } from '../../units/units';
import type { ModelShape } from '../input';
import { layerSplit } from './kv-bytes';
import { parameterGroups } from './parameters';

/** Floating-point operations; one multiply-add is two. docs/MODEL.md, "FLOPs". */

/** Matrix products of one token through all layers, the output head left out. */
function linearFlopsPerToken(s: ModelShape): Flop {
  const g = parameterGroups(s);
  const mixture = s.moe === null ? 0 : s.moe.expertsPerToken * g.expert + g.shared + s.width * s.moe.experts;
  return 2 * (s.layers * g.attention + g.denseLayers * g.ffn + g.moeLayers * mixture);
}

/** Output head of one sampled position. */
function headFlops(s: ModelShape): Flop {
  return 2 * s.vocabulary * s.width;
}

/**
 * Attention of one query against one visible key in one layer. MLA prefills with heads expanded and decodes with
 * the expansion absorbed into the query, which costs more FLOPs and reads only the latent.
 */
export function attentionFlopsPerPair(s: ModelShape, phase: 'prefill' | 'decode'): Flop {
  if (s.mla === null) return 4 * s.queryHeads * s.headWidth;
  const { kvRank, noRopeWidth, ropeWidth, valueWidth } = s.mla;
  return phase === 'decode'
    ? 2 * s.queryHeads * (2 * kvRank + ropeWidth)
    : 2 * s.queryHeads * (noRopeWidth + ropeWidth + valueWidth);
}

/** Causal (query, key) pairs of `fresh` tokens after `cached` ones, each seeing at most `window` keys. */
export function attentionPairs(fresh: Tokens, cached: Tokens, window: Tokens): number {
  if (cached + fresh <= window) return fresh * cached + (fresh * (fresh + 1)) / 2;
  const whole = Math.max(0, Math.min(fresh, window - cached));
  return whole * cached + (whole * (whole + 1)) / 2 + (fresh - whole) * window;
}

export interface PassFlops {
  linear: Flop;
  head: Flop;
  attention: Flop;
}

/** A prompt chunk; `sampled` positions pass the head. */
export function prefillFlops(s: ModelShape, fresh: Tokens, cached: Tokens, sampled: number): PassFlops {
  const { globalLayers, localLayers, window } = layerSplit(s);
  const pairs =
    globalLayers * attentionPairs(fresh, cached, Infinity) +
    (localLayers > 0 ? localLayers * attentionPairs(fresh, cached, window) : 0);
  return {
    linear: linearFlopsPerToken(s) * fresh,
    head: headFlops(s) * sampled,
    attention: attentionFlopsPerPair(s, 'prefill') * pairs,
  };
}

/** One output token that sees `visible` tokens, itself included. */
export function decodeFlops(s: ModelShape, visible: Tokens): PassFlops {
  const { globalLayers, localLayers, window } = layerSplit(s);
  const keys = globalLayers * visible + localLayers * Math.min(visible, window);
  return {
    linear: linearFlopsPerToken(s),
    head: headFlops(s),
    attention: attentionFlopsPerPair(s, 'decode') * keys,
  };
}
