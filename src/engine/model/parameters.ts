import type { ModelShape } from '../input';

/**
 * Parameters by group. Counts are exact for integer shapes; generic shapes give real numbers.
 * docs/MODEL.md, "Parameters".
 */
export interface ParameterGroups {
  /** Layers with a dense FFN, and with routed experts; together all layers. */
  denseLayers: number;
  moeLayers: number;
  /** Per layer: attention matrices; their biases, head norms, sinks; the layer's norms. */
  attention: number;
  attentionSmall: number;
  norms: number;
  /** Per dense layer: FFN matrices and biases. */
  ffn: number;
  ffnSmall: number;
  /** Per mixture layer: one routed expert and its biases, all shared experts, the router. */
  expert: number;
  expertSmall: number;
  shared: number;
  router: number;
  /** Whole model: input embedding; output head (as if stored apart); final norm, positions, embedding norm. */
  embedding: number;
  head: number;
  rest: number;
}

function attentionMatrices(s: ModelShape): number {
  if (s.mla === null) return s.width * s.headWidth * (2 * s.queryHeads + 2 * s.kvHeads);
  const { queryRank, kvRank, noRopeWidth, ropeWidth, valueWidth } = s.mla;
  return (
    s.width * queryRank +
    queryRank * s.queryHeads * (noRopeWidth + ropeWidth) +
    s.width * (kvRank + ropeWidth) +
    kvRank * s.queryHeads * (noRopeWidth + valueWidth) +
    s.queryHeads * valueWidth * s.width
  );
}

function attentionSmall(s: ModelShape): number {
  if (s.mla !== null) return s.mla.norms ? s.mla.queryRank + s.mla.kvRank : 0;
  return (
    (s.qkvBias ? s.headWidth * (s.queryHeads + 2 * s.kvHeads) : 0) +
    (s.outputBias ? s.width : 0) +
    (s.qkNorm ? 2 * s.headWidth : 0) +
    (s.attentionSinks ? s.queryHeads : 0)
  );
}

/** Layers with routed experts. */
export function mixtureLayers({ layers, moe }: ModelShape): number {
  return moe === null ? 0 : layers - moe.denseLayers;
}

export function parameterGroups(s: ModelShape): ParameterGroups {
  const moe = s.moe;
  const denseLayers = moe === null ? s.layers : moe.denseLayers;
  const ffnWidth = moe === null ? s.ffnWidth : moe.denseWidth;
  const perNorm = s.width * (s.normBias ? 2 : 1);
  return {
    denseLayers,
    moeLayers: mixtureLayers(s),
    attention: attentionMatrices(s),
    attentionSmall: attentionSmall(s),
    norms: s.normsPerLayer * perNorm,
    ffn: (s.gated ? 3 : 2) * s.width * ffnWidth,
    ffnSmall: s.mlpBias ? ffnWidth + s.width : 0,
    expert: moe === null ? 0 : 3 * s.width * moe.expertWidth,
    expertSmall: moe?.expertBias ? 2 * moe.expertWidth + s.width : 0,
    shared: moe === null ? 0 : moe.sharedExperts * 3 * s.width * moe.sharedWidth,
    router: moe?.router ? s.width * moe.experts + (moe.routerBias ? moe.experts : 0) : 0,
    embedding: s.vocabulary * s.width,
    head: s.vocabulary * s.width,
    rest: perNorm + (s.embeddingNorm ? 2 * s.width : 0) + s.learnedPositions * s.width,
  };
}

export interface ParameterCount {
  total: number;
  /** Routed experts counted `expertsPerToken` times; the input embedding, a look-up, not at all; the head fully. */
  active: number;
}

export function countParameters(s: ModelShape): ParameterCount {
  const g = parameterGroups(s);
  const dense =
    s.layers * (g.attention + g.attentionSmall + g.norms) + g.denseLayers * (g.ffn + g.ffnSmall) + g.rest;
  const routed = g.expert + g.expertSmall;
  const always = g.shared + g.router;
  const experts = s.moe?.experts ?? 0;
  const perToken = s.moe?.expertsPerToken ?? 0;
  return {
    total: dense + g.embedding + s.headOwned * g.head + g.moeLayers * (experts * routed + always),
    active: dense + g.head + g.moeLayers * (perToken * routed + always),
  };
}
