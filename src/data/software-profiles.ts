import type { EngineKernels, SoftwareProfile } from '../engine/input';
import { assumed, fitted, type Known } from './sourced';

/**
 * Serving engines as the model knows them. `graph` is an engine with CUDA graphs whose kernels are the chip's own,
 * the reference of the worked examples; the named engines were fitted on measured serving runs (scripts/fit).
 */

const microseconds = (us: number) => us / 1e6;
const milliseconds = (ms: number) => ms / 1e3;

/** Attention is the same in all of them within the error of the fit. */
const ATTENTION = { decodeLatency: 1.23, decodeMemory: 0.863 };
const ROUTING_SKEW = 1.3;

const kernels = (k: Omit<EngineKernels, keyof typeof ATTENTION | 'routingSkew'>): EngineKernels => ({
  ...k,
  ...ATTENTION,
  routingSkew: ROUTING_SKEW,
});

const VLLM: SoftwareProfile = {
  id: 'vllm',
  stepSeconds: milliseconds(0.523),
  sequenceSeconds: microseconds(18.2),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(22.7),
  promptLaunch: {
    // Its graphs are recorded for steps of up to so many tokens, whatever is in them.
    graphTokens: 512,
    layerSeconds: milliseconds(0.615),
    expertLayerSeconds: milliseconds(0.418),
    latentLayerSeconds: milliseconds(0.3),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(1.63),
    blockQuantisedSeconds: microseconds(6.31),
    quantisedCompute: 1.05,
    allReduceLatency: 1.2,
    allReduceRate: 1.35,
    auxLatency: 1.3,
    expertLatency: 0.988,
    latentSeconds: microseconds(15),
    qkNormSeconds: microseconds(8.97),
  }),
};

const SGLANG: SoftwareProfile = {
  id: 'sglang',
  stepSeconds: milliseconds(0.997),
  sequenceSeconds: microseconds(35.9),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(31.3),
  promptLaunch: {
    layerSeconds: milliseconds(0.383),
    expertLayerSeconds: milliseconds(0.413),
    latentLayerSeconds: milliseconds(0.782),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(2.36),
    blockQuantisedSeconds: microseconds(0.939),
    quantisedCompute: 1.11,
    allReduceLatency: 1.08,
    allReduceRate: 1.68,
    auxLatency: 1.19,
    expertLatency: 1.27,
    latentSeconds: microseconds(0),
    qkNormSeconds: microseconds(8.47),
  }),
};

const TRTLLM: SoftwareProfile = {
  id: 'trtllm',
  stepSeconds: milliseconds(0.674),
  sequenceSeconds: microseconds(21.8),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(14.9),
  promptLaunch: {
    layerSeconds: milliseconds(0.411),
    expertLayerSeconds: milliseconds(0.0946),
    latentLayerSeconds: milliseconds(1.38),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(1.19),
    blockQuantisedSeconds: microseconds(7.44),
    quantisedCompute: 1.05,
    allReduceLatency: 0.784,
    allReduceRate: 2.02,
    auxLatency: 0.62,
    expertLatency: 0.416,
    latentSeconds: microseconds(19.7),
    qkNormSeconds: microseconds(8.81),
  }),
};

/** Kernels as the chip's constants have them, model.md §2.4. */
const plain = (id: string, stepMs: number, sequenceUs: number): SoftwareProfile => ({
  id,
  stepSeconds: milliseconds(stepMs),
  sequenceSeconds: microseconds(sequenceUs),
  hostLayerSeconds: 0,
});

/** PyTorch of 2023 launches every kernel from the host, so a layer takes no less than the host needs for it. */
const eager = (
  host: string,
  layerMilliseconds: number,
  promptLayerMilliseconds: number,
  products: number,
): SoftwareProfile => ({
  id: `eager-2023-${host}`,
  stepSeconds: 3e-3,
  // Scheduling in Python: a batch of 64 took 20 ms longer than a batch of one, on either chip.
  sequenceSeconds: microseconds(280),
  hostLayerSeconds: layerMilliseconds / 1e3,
  // Prompts of 128 to 512 tokens took 50 ms on 8 H100 and 65 on 8 A100: twice the kernels of a decode step.
  promptLaunch: {
    layerSeconds: promptLayerMilliseconds / 1e3,
    expertLayerSeconds: 0,
    latentLayerSeconds: 0,
  },
  // Prompts of up to 32,768 tokens on 2, 4 and 8 chips. All-reduces went through NCCL, half as fast as those of today's
  // engines, and from 64 MiB on, 4,096 tokens of Llama 2 70B, half as fast again.
  older: { products, attention: 0.83, allReduce: 0.58, largeAllReduce: 0.3 },
});

const SERVING = 'Fitted on the open serving runs; error on unseen configurations in docs/VALIDATION.md.';
const SPLITWISE =
  'Fitted on Llama 2 70B decode with 4 and 8 chips, and on prompts; 6 % off on prompts of configurations left out.';

export type SoftwareId =
  'vllm' | 'sglang' | 'trtllm' | 'graph' | 'lean' | 'eager-2023-h100' | 'eager-2023-a100';

export const SOFTWARE_PROFILES: Record<SoftwareId, Known<SoftwareProfile>> = {
  vllm: fitted(VLLM, ['aic_kernels'], SERVING),
  sglang: fitted(SGLANG, ['aic_kernels'], SERVING),
  trtllm: fitted(TRTLLM, ['aic_kernels'], SERVING),
  graph: fitted(
    plain('graph', 0.8, 20),
    ['mlenergy'],
    'Any engine with CUDA graphs, on the chip’s own constants.',
  ),
  lean: assumed(plain('lean', 0.5, 5), 'A compiled runtime that does next to nothing between steps.'),
  'eager-2023-h100': fitted(eager('h100', 0.335, 0.62, 0.76), ['splitwise'], SPLITWISE),
  'eager-2023-a100': fitted(eager('a100', 0.525, 0.775, 0.89), ['splitwise'], SPLITWISE),
};
