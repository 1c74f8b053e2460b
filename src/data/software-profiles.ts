import type { EngineKernels, SoftwareProfile } from '../engine/input';
import { assumed, fitted, type Known } from './sourced';

/**
 * Serving engines as the model knows them. `graph` is an engine with CUDA graphs whose kernels are the chip's own,
 * the reference of the worked examples; the named engines were fitted on measured serving runs (scripts/fit).
 */

const microseconds = (us: number) => us / 1e6;
const milliseconds = (ms: number) => ms / 1e3;

/** Attention is the same in all of them within the error of the fit. */
const ATTENTION = { decodeLatency: 1.28, decodeMemory: 0.856 };
const ROUTING_SKEW = 1.24;

const kernels = (k: Omit<EngineKernels, keyof typeof ATTENTION | 'routingSkew'>): EngineKernels => ({
  ...k,
  ...ATTENTION,
  routingSkew: ROUTING_SKEW,
});

const VLLM: SoftwareProfile = {
  id: 'vllm',
  stepSeconds: milliseconds(0.749),
  sequenceSeconds: microseconds(13),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(11.8),
  promptLaunch: {
    // Its graphs are recorded for steps of up to so many tokens, whatever is in them.
    graphTokens: 512,
    layerSeconds: milliseconds(0.685),
    expertLayerSeconds: milliseconds(0.229),
    latentLayerSeconds: milliseconds(0.3),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(0.485),
    blockQuantisedSeconds: microseconds(7.37),
    quantisedCompute: 1.04,
    allReduceLatency: 1.21,
    allReduceRate: 1.25,
    auxLatency: 1.46,
    expertLatency: 1.26,
    latentSeconds: microseconds(15),
    qkNormSeconds: microseconds(5),
  }),
};

const SGLANG: SoftwareProfile = {
  id: 'sglang',
  stepSeconds: milliseconds(0.994),
  sequenceSeconds: microseconds(35),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(40.7),
  promptLaunch: {
    layerSeconds: milliseconds(0.394),
    expertLayerSeconds: milliseconds(0.497),
    latentLayerSeconds: milliseconds(0.77),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(2.35),
    blockQuantisedSeconds: microseconds(1.15),
    quantisedCompute: 1.1,
    allReduceLatency: 1.06,
    allReduceRate: 1.66,
    auxLatency: 1.17,
    expertLatency: 1.27,
    latentSeconds: microseconds(0),
    qkNormSeconds: microseconds(5),
  }),
};

const TRTLLM: SoftwareProfile = {
  id: 'trtllm',
  stepSeconds: milliseconds(0.745),
  sequenceSeconds: microseconds(18.3),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(18.2),
  promptLaunch: {
    layerSeconds: milliseconds(0.494),
    expertLayerSeconds: milliseconds(0.0128),
    latentLayerSeconds: milliseconds(1.59),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(1.45),
    blockQuantisedSeconds: microseconds(8.19),
    quantisedCompute: 0.995,
    allReduceLatency: 0.761,
    allReduceRate: 2.1,
    auxLatency: 0.596,
    expertLatency: 0.415,
    latentSeconds: microseconds(29.2),
    qkNormSeconds: microseconds(5),
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
