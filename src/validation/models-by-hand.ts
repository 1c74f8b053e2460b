import type { ModelInput } from '../engine/input';
import { PLAIN_SHAPE } from '../engine/model/plain-shape';

/**
 * Models that measurements speak of and the catalogue does not offer. Shapes as published; those of Llama 4 and OPT 13B
 * were written from memory and MiniMax checked against public pages, so their rows deserve less trust.
 */

const EXPERTS = {
  sharedExperts: 0,
  sharedWidth: 0,
  denseLayers: 0,
  denseWidth: 0,
  expertBias: false,
  routerBias: false,
  router: true,
};

const LLAMA_4 = { layers: 48, width: 5120, queryHeads: 40, kvHeads: 8, headWidth: 128, vocabulary: 202048 };

export const MODELS_BY_HAND: ModelInput[] = [
  {
    id: 'minimax-m2.5',
    name: 'MiniMax M2.5',
    maxContext: 196608,
    shape: {
      ...PLAIN_SHAPE,
      layers: 62,
      width: 3072,
      queryHeads: 48,
      kvHeads: 8,
      headWidth: 128,
      vocabulary: 200064,
      qkNorm: true,
      moe: { ...EXPERTS, experts: 256, expertsPerToken: 8, expertWidth: 1536, routerBias: true },
    },
  },
  {
    // Chunked attention of 8192 tokens in three layers of four.
    id: 'llama-4-scout-109b-a17b',
    name: 'Llama 4 Scout',
    maxContext: 10485760,
    shape: {
      ...PLAIN_SHAPE,
      ...LLAMA_4,
      window: { tokens: 8192, localLayers: 36, globalLayers: 12 },
      moe: {
        ...EXPERTS,
        experts: 16,
        expertsPerToken: 1,
        expertWidth: 8192,
        sharedExperts: 1,
        sharedWidth: 8192,
      },
    },
  },
  {
    // Every other layer is dense; the shape puts those first, which costs the same.
    id: 'llama-4-maverick-400b-a17b',
    name: 'Llama 4 Maverick',
    maxContext: 1048576,
    shape: {
      ...PLAIN_SHAPE,
      ...LLAMA_4,
      window: { tokens: 8192, localLayers: 36, globalLayers: 12 },
      moe: {
        ...EXPERTS,
        experts: 128,
        expertsPerToken: 1,
        expertWidth: 8192,
        sharedExperts: 1,
        sharedWidth: 8192,
        denseLayers: 24,
        denseWidth: 16384,
      },
    },
  },
  {
    id: 'opt-13b',
    name: 'OPT 13B',
    maxContext: 2048,
    shape: {
      ...PLAIN_SHAPE,
      layers: 40,
      width: 5120,
      queryHeads: 40,
      kvHeads: 40,
      headWidth: 128,
      vocabulary: 50272,
      ffnWidth: 20480,
      gated: false,
      headOwned: 0,
      qkvBias: true,
      outputBias: true,
      mlpBias: true,
      normBias: true,
      learnedPositions: 2050,
    },
  },
];
