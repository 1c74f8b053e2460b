import type { EngineKernels, SoftwareProfile } from '../engine/input';
import { fitted, type Known } from './sourced';

/**
 * Serving engines as the model knows them. `graph` is an engine with CUDA graphs whose kernels are the chip's own,
 * the reference of the worked examples; the named engines were fitted on measured serving runs (scripts/fit).
 */

const microseconds = (us: number) => us / 1e6;
const milliseconds = (ms: number) => ms / 1e3;

/** Attention is the same in all of them within the error of the fit. */
const ATTENTION = { decodeLatency: 1.28, decodeMemory: 0.966 };
const ROUTING_SKEW = 1.21;

const kernels = (k: Omit<EngineKernels, keyof typeof ATTENTION | 'routingSkew'>): EngineKernels => ({
  ...k,
  ...ATTENTION,
  routingSkew: ROUTING_SKEW,
});

const VLLM: SoftwareProfile = {
  id: 'vllm',
  stepSeconds: milliseconds(0.966),
  sequenceSeconds: microseconds(18.5),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(24),
  promptLaunch: {
    layerSeconds: milliseconds(0.0113),
    expertLayerSeconds: milliseconds(0.536),
    latentLayerSeconds: milliseconds(0.3),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(0.445),
    blockQuantisedSeconds: microseconds(6.24),
    quantisedCompute: 1.06,
    allReduceLatency: 1.09,
    allReduceRate: 1.18,
    auxLatency: 1.36,
    expertLatency: 1.22,
    latentSeconds: microseconds(15),
  }),
};

const SGLANG: SoftwareProfile = {
  id: 'sglang',
  stepSeconds: milliseconds(1.12),
  sequenceSeconds: microseconds(34),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(34.5),
  promptLaunch: {
    layerSeconds: milliseconds(0.177),
    expertLayerSeconds: milliseconds(0.451),
    latentLayerSeconds: milliseconds(1.44),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(2.62),
    blockQuantisedSeconds: microseconds(0.887),
    quantisedCompute: 1.07,
    allReduceLatency: 1.02,
    allReduceRate: 1.79,
    auxLatency: 1.14,
    expertLatency: 1.12,
    latentSeconds: microseconds(3.06),
  }),
};

const TRTLLM: SoftwareProfile = {
  id: 'trtllm',
  stepSeconds: milliseconds(0.517),
  sequenceSeconds: microseconds(22.7),
  hostLayerSeconds: 0,
  requestSeconds: milliseconds(36.2),
  promptLaunch: {
    layerSeconds: milliseconds(0.124),
    expertLayerSeconds: milliseconds(0.11),
    latentLayerSeconds: milliseconds(1.82),
  },
  kernels: kernels({
    quantisedSeconds: microseconds(1.49),
    blockQuantisedSeconds: microseconds(10.4),
    quantisedCompute: 1.01,
    allReduceLatency: 0.846,
    allReduceRate: 2.05,
    auxLatency: 0.692,
    expertLatency: 0.499,
    latentSeconds: microseconds(26.2),
  }),
};

/** PyTorch of 2023 launches every kernel from the host, so a layer takes no less than the host needs for it. */
const eager = (host: string, layerMilliseconds: number): SoftwareProfile => ({
  id: `eager-2023-${host}`,
  stepSeconds: 3e-3,
  // Scheduling in Python: a batch of 64 took 20 ms longer than a batch of one, on either chip.
  sequenceSeconds: microseconds(280),
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
