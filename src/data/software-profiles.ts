import type { EngineKernels, SoftwareProfile } from '../engine/input';
import { assumed, fitted, type Known } from './sourced';

/**
 * Serving engines as the model knows them. `graph` is an engine with CUDA graphs whose kernels are the chip's own,
 * the reference of the worked examples; the named engines were fitted on measured serving runs (scripts/fit).
 */

const microseconds = (us: number) => us / 1e6;
const milliseconds = (ms: number) => ms / 1e3;

/** Attention is the same in all of them within the error of the fit. */
const ATTENTION = { decodeLatency: 1.29, decodeMemory: 0.96 };
const ROUTING_SKEW = 1.15;

const kernels = (k: Omit<EngineKernels, keyof typeof ATTENTION | 'routingSkew'>): EngineKernels => ({
  ...k,
  ...ATTENTION,
  routingSkew: ROUTING_SKEW,
});

const VLLM: SoftwareProfile = {
  id: 'vllm',
  stepSeconds: milliseconds(0.663),
  sequenceSeconds: microseconds(18.3),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(29),
  promptLaunch: {
    layerSeconds: milliseconds(0.0673),
    expertLayerSeconds: milliseconds(0.48),
    latentLayerSeconds: milliseconds(0.3),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(0.985),
    blockQuantisedSeconds: microseconds(7.05),
    quantisedCompute: 1.05,
    allReduceLatency: 1.14,
    allReduceRate: 1.2,
    auxLatency: 1.44,
    expertLatency: 1.17,
    latentSeconds: microseconds(15),
  }),
};

const SGLANG: SoftwareProfile = {
  id: 'sglang',
  stepSeconds: milliseconds(1.08),
  sequenceSeconds: microseconds(35.8),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(34.2),
  promptLaunch: {
    layerSeconds: milliseconds(0.161),
    expertLayerSeconds: milliseconds(0.375),
    latentLayerSeconds: milliseconds(0.96),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(2.59),
    blockQuantisedSeconds: microseconds(0.976),
    quantisedCompute: 1.08,
    allReduceLatency: 1,
    allReduceRate: 1.85,
    auxLatency: 1.12,
    expertLatency: 1.09,
    latentSeconds: microseconds(3.94),
  }),
};

const TRTLLM: SoftwareProfile = {
  id: 'trtllm',
  stepSeconds: milliseconds(0.504),
  sequenceSeconds: microseconds(23),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(39.2),
  promptLaunch: {
    layerSeconds: milliseconds(0.13),
    expertLayerSeconds: milliseconds(0.118),
    latentLayerSeconds: milliseconds(1.39),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(1.52),
    blockQuantisedSeconds: microseconds(10.2),
    quantisedCompute: 1.01,
    allReduceLatency: 0.846,
    allReduceRate: 2.09,
    auxLatency: 0.672,
    expertLatency: 0.467,
    latentSeconds: microseconds(27.9),
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
});

const SERVING = 'Fitted on the open serving runs; error on unseen configurations in docs/VALIDATION.md.';
const SPLITWISE = 'Fitted on Llama 2 70B decode with 4 and 8 chips.';

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
  'eager-2023-h100': fitted(eager('h100', 0.335, 0.6), ['splitwise'], SPLITWISE),
  'eager-2023-a100': fitted(eager('a100', 0.525, 0.75), ['splitwise'], SPLITWISE),
};
