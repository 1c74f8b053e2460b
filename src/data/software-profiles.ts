import type { EngineKernels, SoftwareProfile } from '../engine/input';
import { fitted, type Known } from './sourced';

/**
 * Serving engines as the model knows them. `graph` is an engine with CUDA graphs whose kernels are the chip's own,
 * the reference of the worked examples; the named engines were fitted on measured serving runs (scripts/fit).
 */

const microseconds = (us: number) => us / 1e6;

/** Attention is the same in all of them within the error of the fit. */
const ATTENTION = { decodeLatency: 1.16, decodeMemory: 0.95, prefillCompute: 1.19 };
const ROUTING_SKEW = 0.96;

const kernels = (k: Omit<EngineKernels, keyof typeof ATTENTION | 'routingSkew'>): EngineKernels => ({
  ...k,
  ...ATTENTION,
  routingSkew: ROUTING_SKEW,
});

const VLLM: SoftwareProfile = {
  id: 'vllm',
  stepSeconds: 0.51e-3,
  sequenceSeconds: microseconds(19.1),
  hostLayerSeconds: 0,
  kernels: kernels({
    quantisedSeconds: microseconds(2.6),
    blockQuantisedSeconds: microseconds(6.9),
    quantisedCompute: 1,
    allReduceLatency: 1.21,
    allReduceRate: 1.5,
    auxLatency: 1.12,
    expertLatency: 1.24,
    latentSeconds: microseconds(15),
  }),
};

const SGLANG: SoftwareProfile = {
  id: 'sglang',
  stepSeconds: 1.01e-3,
  sequenceSeconds: microseconds(36),
  hostLayerSeconds: 0,
  kernels: kernels({
    quantisedSeconds: microseconds(2.9),
    blockQuantisedSeconds: microseconds(0.6),
    quantisedCompute: 1.15,
    allReduceLatency: 1.05,
    allReduceRate: 1.9,
    auxLatency: 1.15,
    expertLatency: 1.15,
    latentSeconds: microseconds(4),
  }),
};

const TRTLLM: SoftwareProfile = {
  id: 'trtllm',
  stepSeconds: 0.78e-3,
  sequenceSeconds: microseconds(23.5),
  hostLayerSeconds: 0,
  kernels: kernels({
    quantisedSeconds: microseconds(1),
    blockQuantisedSeconds: microseconds(10),
    quantisedCompute: 1.06,
    allReduceLatency: 0.78,
    allReduceRate: 1.68,
    auxLatency: 0.64,
    expertLatency: 0.44,
    latentSeconds: microseconds(34),
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
