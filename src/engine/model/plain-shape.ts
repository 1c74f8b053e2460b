import type { ModelShape } from '../input';

/** What most dense transformers since 2023 have in common; a shape states its sizes and what it has besides. */
export const PLAIN_SHAPE: Omit<
  ModelShape,
  'layers' | 'width' | 'queryHeads' | 'kvHeads' | 'headWidth' | 'vocabulary'
> = {
  mla: null,
  ffnWidth: 0,
  gated: true,
  moe: null,
  headOwned: 1,
  window: null,
  qkvBias: false,
  outputBias: false,
  mlpBias: false,
  qkNorm: false,
  attentionSinks: false,
  normsPerLayer: 2,
  normBias: false,
  learnedPositions: 0,
  embeddingNorm: false,
};
