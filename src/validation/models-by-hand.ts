import type { ModelInput, ModelShape } from '../engine/input';
import { PLAIN_SHAPE } from '../engine/model/plain-shape';

/**
 * Models that measurements may speak of and the catalogue does not offer. Sizes as published, written down without
 * their files at hand but for MiniMax, Qwen3.5 and GLM 5, so these rows deserve less trust; a user's `config.json`
 * goes before them. All numbers: layers, width, query heads, KV heads, head width, vocabulary; FFN.
 */

type Sizes = [
  layers: number,
  width: number,
  queryHeads: number,
  kvHeads: number,
  headWidth: number,
  vocabulary: number,
];

const sizes = ([layers, width, queryHeads, kvHeads, headWidth, vocabulary]: Sizes): ModelShape => ({
  ...PLAIN_SHAPE,
  layers,
  width,
  queryHeads,
  kvHeads,
  headWidth,
  vocabulary,
});

const dense = (id: string, of: Sizes, ffnWidth: number, rest: Partial<ModelShape> = {}): ModelInput => ({
  id,
  name: id,
  maxContext: 131072,
  shape: { ...sizes(of), ffnWidth, ...rest },
});

interface Experts {
  experts: number;
  perToken: number;
  width: number;
  /** Shared experts, each `sharedWidth` wide, or as wide as the others. */
  shared?: number;
  sharedWidth?: number;
  denseLayers?: number;
  denseWidth?: number;
}

const mixture = (id: string, of: Sizes, e: Experts, rest: Partial<ModelShape> = {}): ModelInput => ({
  id,
  name: id,
  maxContext: 131072,
  shape: {
    ...sizes(of),
    moe: {
      experts: e.experts,
      expertsPerToken: e.perToken,
      expertWidth: e.width,
      sharedExperts: e.shared ?? 0,
      sharedWidth: (e.shared ?? 0) > 0 ? (e.sharedWidth ?? e.width) : 0,
      denseLayers: e.denseLayers ?? 0,
      denseWidth: e.denseWidth ?? 0,
      expertBias: false,
      routerBias: false,
      router: true,
    },
    ...rest,
  },
});

const TIED = { headOwned: 0 } as const;
/** Blocks of before 2023: plain FFN, biases, layer norms. */
const OLD = {
  gated: false,
  qkvBias: true,
  outputBias: true,
  mlpBias: true,
  normBias: true,
} satisfies Partial<ModelShape>;
const windowed = (tokens: number, localLayers: number, globalLayers: number) => ({
  window: { tokens, localLayers, globalLayers },
});
const LLAMA_4: Sizes = [48, 5120, 40, 8, 128, 202048];
const GEMMA = { normsPerLayer: 4, ...TIED };
const latent = (queryRank: number, noRopeWidth: number, valueWidth: number) => ({
  mla: { queryRank, kvRank: 512, noRopeWidth, ropeWidth: 64, valueWidth, norms: true },
});

const DENSE: ModelInput[] = [
  dense('opt-13b', [40, 5120, 40, 40, 128, 50272], 20480, { ...OLD, ...TIED, learnedPositions: 2050 }),
  dense('opt-30b', [48, 7168, 56, 56, 128, 50272], 28672, { ...OLD, ...TIED, learnedPositions: 2050 }),
  dense('opt-66b', [64, 9216, 72, 72, 128, 50272], 36864, { ...OLD, ...TIED, learnedPositions: 2050 }),
  dense('gpt-j-6b', [28, 4096, 16, 16, 256, 50400], 16384, { ...OLD, qkvBias: false, normsPerLayer: 1 }),
  dense('falcon-40b', [60, 8192, 128, 8, 64, 65024], 32768, { gated: false, normBias: true, ...TIED }),
  dense('falcon-180b', [80, 14848, 232, 8, 64, 65024], 59392, { gated: false, normBias: true, ...TIED }),
  dense('phi-2', [32, 2560, 32, 32, 80, 51200], 10240, OLD),
  dense('llama-2-13b', [40, 5120, 40, 40, 128, 32000], 13824),
  dense('codellama-34b', [48, 8192, 64, 8, 128, 32000], 22016),
  dense('llama-65b', [80, 8192, 64, 64, 128, 32000], 22016),
  dense('internlm-20b', [60, 5120, 40, 40, 128, 103168], 13824),
  dense('internlm2-20b', [48, 6144, 48, 8, 128, 92544], 16384),
  dense('qwen-72b', [80, 8192, 64, 64, 128, 152064], 24576, { qkvBias: true }),
  dense('qwen2-7b', [28, 3584, 28, 4, 128, 152064], 18944, { qkvBias: true }),
  dense('qwen2.5-14b', [48, 5120, 40, 8, 128, 152064], 13824, { qkvBias: true }),
  dense('qwen2.5-32b', [64, 5120, 40, 8, 128, 152064], 27648, { qkvBias: true }),
  dense('qwen3-4b', [36, 2560, 32, 8, 128, 151936], 9728, { qkNorm: true, ...TIED }),
  dense('qwen3-14b', [40, 5120, 40, 8, 128, 151936], 17408, { qkNorm: true }),
  dense('mistral-nemo-12b', [40, 5120, 32, 8, 128, 131072], 14336),
  dense('mistral-small-24b', [40, 5120, 32, 8, 128, 131072], 32768),
  dense('mistral-large-123b', [88, 12288, 96, 8, 128, 32768], 28672),
  dense('gemma-2-9b', [42, 3584, 16, 8, 256, 256000], 14336, { ...GEMMA, ...windowed(4096, 21, 21) }),
  dense('gemma-2-27b', [46, 4608, 32, 16, 128, 256000], 36864, { ...GEMMA, ...windowed(4096, 23, 23) }),
  dense('gemma-3-12b', [48, 3840, 16, 8, 256, 262208], 15360, {
    ...GEMMA,
    qkNorm: true,
    ...windowed(1024, 40, 8),
  }),
  dense('codestral-22b', [56, 6144, 48, 8, 128, 32768], 16384),
  dense('yi-34b', [60, 7168, 56, 8, 128, 64000], 20480),
  dense('starcoder2-15b', [40, 6144, 48, 4, 128, 49152], 24576, { ...OLD, ...TIED }),
  dense('command-r-plus-104b', [64, 12288, 96, 8, 128, 256000], 33792, TIED),
  dense('phi-3-medium', [40, 5120, 40, 10, 128, 32064], 17920),
  dense('olmo-2-32b', [64, 5120, 40, 8, 128, 100352], 27648, { qkNorm: true, qkNormAcrossHeads: true }),
  dense('granite-3-8b', [40, 4096, 32, 8, 128, 49155], 12800, TIED),
  dense('phi-3-mini', [32, 3072, 32, 32, 96, 32064], 8192),
  // Layer by layer its FFN widths differ; this is the mean one, with the layers that have attention.
  dense('nemotron-super-49b', [49, 8192, 64, 8, 128, 128256], 30000),
];

const MIXTURES: ModelInput[] = [
  mixture(
    'minimax-m2.5',
    [62, 3072, 48, 8, 128, 200064],
    { experts: 256, perToken: 8, width: 1536 },
    { qkNorm: true, qkNormAcrossHeads: true },
  ),
  // Chunked attention of 8192 tokens in three layers of four.
  mixture(
    'llama-4-scout-109b-a17b',
    LLAMA_4,
    { experts: 16, perToken: 1, width: 8192, shared: 1 },
    windowed(8192, 36, 12),
  ),
  // Every other layer is dense; the shape puts those first, which costs the same.
  mixture(
    'llama-4-maverick-400b-a17b',
    LLAMA_4,
    { experts: 128, perToken: 1, width: 8192, shared: 1, denseLayers: 24, denseWidth: 16384 },
    windowed(8192, 36, 12),
  ),
  mixture('mixtral-8x22b', [56, 6144, 48, 8, 128, 32768], { experts: 8, perToken: 2, width: 16384 }),
  mixture(
    'qwen3-coder-480b-a35b',
    [62, 6144, 96, 8, 128, 151936],
    { experts: 160, perToken: 8, width: 2560 },
    { qkNorm: true },
  ),
  mixture('glm-4.5-355b-a32b', [92, 5120, 96, 8, 128, 151552], {
    experts: 160,
    perToken: 8,
    width: 1536,
    shared: 1,
    denseLayers: 3,
    denseWidth: 12288,
  }),
  mixture('glm-4.5-air-106b-a12b', [46, 4096, 96, 8, 128, 151552], {
    experts: 128,
    perToken: 8,
    width: 1408,
    shared: 1,
    denseLayers: 1,
    denseWidth: 10944,
  }),
  // Its sparse attention is not modelled: all of the latent cache is read.
  mixture(
    'glm-5-744b-a40b',
    [78, 6144, 64, 64, 64, 154880],
    { experts: 256, perToken: 8, width: 2048, shared: 1, denseLayers: 3, denseWidth: 12288 },
    latent(2048, 192, 256),
  ),
  mixture('ernie-4.5-300b-a47b', [54, 8192, 64, 8, 128, 103424], {
    experts: 64,
    perToken: 8,
    width: 3584,
    denseLayers: 3,
    denseWidth: 28672,
  }),
  mixture('dbrx-132b', [40, 6144, 48, 8, 128, 100352], { experts: 16, perToken: 4, width: 10752 }),
];

/**
 * Layers with a recurrent state have no place in a shape. Here they stand as attention with a window whose cache
 * takes as much memory as the state: 64 heads of 128 × 128 in fp32 are 2048 tokens of 2 KV heads in bf16. Their
 * projections are about as large as those of attention. Prompts come out a few per cent too slow.
 */
export const HYBRIDS: ModelInput[] = [
  mixture(
    'qwen3.5-397b-a17b',
    [60, 4096, 32, 2, 256, 248320],
    { experts: 512, perToken: 10, width: 1024, shared: 1 },
    { qkNorm: true, ...windowed(2048, 45, 15) },
  ),
  mixture(
    'qwen3.5-122b-a10b',
    [48, 3072, 32, 2, 256, 248320],
    { experts: 256, perToken: 8, width: 1024, shared: 1 },
    { qkNorm: true, ...windowed(2048, 36, 12) },
  ),
  dense('qwen3.5-27b', [64, 5120, 24, 4, 256, 248320], 17408, { qkNorm: true, ...windowed(768, 48, 16) }),
  mixture(
    'qwen3-next-80b-a3b',
    [48, 2048, 16, 2, 256, 151936],
    { experts: 512, perToken: 10, width: 512, shared: 1 },
    { qkNorm: true, ...windowed(1024, 36, 12) },
  ),
];

export const MODELS_BY_HAND: ModelInput[] = [...DENSE, ...MIXTURES, ...HYBRIDS];
