import type { EngineKernels, SoftwareProfile } from '../engine/input';
import { fitted, type Known } from './sourced';

/**
 * Serving engines as the model knows them. `graph` is an engine with CUDA graphs whose kernels are the chip's own,
 * the reference of the worked examples; the named engines were fitted on measured serving runs (scripts/fit).
 */

const microseconds = (us: number) => us / 1e6;
const milliseconds = (ms: number) => ms / 1e3;

/** Attention is the same in all of them within the error of the fit. */
const ATTENTION = { decodeLatency: 1.08, decodeMemory: 0.963 };
const ROUTING_SKEW = 1.13;

const kernels = (k: Omit<EngineKernels, keyof typeof ATTENTION | 'routingSkew'>): EngineKernels => ({
  ...k,
  ...ATTENTION,
  routingSkew: ROUTING_SKEW,
});

const VLLM: SoftwareProfile = {
  id: 'vllm',
  stepSeconds: microseconds(434.0),
  sequenceSeconds: microseconds(18.1),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(26.3),
  promptLaunch: {
    layerSeconds: milliseconds(0.127),
    expertLayerSeconds: milliseconds(0.245),
    latentLayerSeconds: milliseconds(0.3),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(3.11),
    blockQuantisedSeconds: microseconds(8.46),
    quantisedCompute: 1.04,
    allReduceLatency: 1.08,
    allReduceRate: 1.28,
    auxLatency: 1.2,
    expertLatency: 1.26,
    latentSeconds: microseconds(15.0),
  }),
};

const SGLANG: SoftwareProfile = {
  id: 'sglang',
  stepSeconds: microseconds(1010.0),
  sequenceSeconds: microseconds(31.7),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(58.9),
  promptLaunch: {
    layerSeconds: milliseconds(0.175),
    expertLayerSeconds: milliseconds(0.562),
    latentLayerSeconds: milliseconds(0.857),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(2.62),
    blockQuantisedSeconds: microseconds(0.938),
    quantisedCompute: 1.12,
    allReduceLatency: 1.02,
    allReduceRate: 1.88,
    auxLatency: 1.14,
    expertLatency: 1.13,
    latentSeconds: microseconds(4.76),
  }),
};

const TRTLLM: SoftwareProfile = {
  id: 'trtllm',
  stepSeconds: microseconds(699.0),
  sequenceSeconds: microseconds(23.3),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(38.9),
  promptLaunch: {
    layerSeconds: milliseconds(0.164),
    expertLayerSeconds: milliseconds(0.241),
    latentLayerSeconds: milliseconds(1.27),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(1.45),
    blockQuantisedSeconds: microseconds(11.1),
    quantisedCompute: 1.01,
    allReduceLatency: 0.808,
    allReduceRate: 1.95,
    auxLatency: 0.745,
    expertLatency: 0.367,
    latentSeconds: microseconds(29.3),
  }),
};

/** PyTorch of 2023 launches every kernel from the host, so a layer takes no less than the host needs for it. */
const eager = (host: string, layerMilliseconds: number): SoftwareProfile => ({
  id: `eager-2023-${host}`,
  stepSeconds: 3e-3,
  sequenceSeconds: 0,
  hostLayerSeconds: layerMilliseconds / 1e3,
});

const SERVING = 'Fitted on the open serving runs; error on unseen configurations in docs/VALIDATION.md.';
const SPLITWISE = 'Fitted on Llama 2 70B decode with 4 and 8 chips.';

export type SoftwareId = 'vllm' | 'sglang' | 'trtllm' | 'eager-2023-h100' | 'eager-2023-a100';

export const SOFTWARE_PROFILES: Record<SoftwareId, Known<SoftwareProfile>> = {
  vllm: fitted(VLLM, ['aic_kernels'], SERVING),
  sglang: fitted(SGLANG, ['aic_kernels'], SERVING),
  trtllm: fitted(TRTLLM, ['aic_kernels'], SERVING),
  'eager-2023-h100': fitted(eager('h100', 0.335), ['splitwise'], SPLITWISE),
  'eager-2023-a100': fitted(eager('a100', 0.525), ['splitwise'], SPLITWISE),
};
