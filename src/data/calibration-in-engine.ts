import type { ExpertFit, InEngineTiming } from '../engine/input';
import { assumed, fitted, type Known } from './sourced';

/**
 * What the kernels of two families of chips reach inside a serving engine. Fitted on the open rows of measured
 * serving runs, with the kernel tables as prior; scripts/fit prints them, docs/VALIDATION.md has their error on
 * configurations that the fit did not see. They are used by the engine profiles only (software-profiles.ts).
 */

const experts = (
  tauMicroseconds: number,
  computeEfficiency: number,
  memoryEfficiency: number,
  bytesPerRoutedElement: number,
  paddedRows: number,
): ExpertFit => ({
  tauSeconds: tauMicroseconds / 1e6,
  computeEfficiency,
  memoryEfficiency,
  bytesPerRoutedElement,
  paddedRows,
});

/**
 * From TensorRT-LLM's kernel table, but for the share of the bandwidth: there 0.85; vLLM's generic kernels, which bf16
 * checkpoints take, reach 0.7 (ML.ENERGY, Qwen3 30B and 235B), and SGLang's no more (Qwen3.5, not used in the fit).
 */
const BF16_EXPERTS = experts(28, 0.83, 0.7, 16, 50);
/** From the kernel table alone: no serving run of such a model is among the open rows. */
const FP8_EXPERTS = experts(32, 0.75, 0.87, 17, 52);

/** The families run different kernels on block-scaled weights: DeepGEMM's on Blackwell, the engines' own on Hopper. */
const BLOCK_HOPPER = experts(39.1, 0.364, 0.768, 23, 11);
const BLOCK_BLACKWELL = experts(32.5, 0.447, 0.595, 35, 11);
const NVFP4_EXPERTS = experts(12.2, 0.457, 0.564, 17.9, 18);
const MXFP4_HOPPER = experts(14.1, 0.293, 0.878, 36.5, 40);
const MXFP4_BLACKWELL = experts(14.1, 0.258, 0.832, 36.5, 40);

const HOPPER: InEngineTiming = {
  prefillEfficiency: 0.415,
  gemm: { fp8: { computeEfficiency: 0.505, memoryEfficiency: 0.816 } },
  experts: { bf16: BF16_EXPERTS, fp8: FP8_EXPERTS, fp8b: BLOCK_HOPPER, mxfp4: MXFP4_HOPPER },
};

const BLACKWELL: InEngineTiming = {
  prefillEfficiency: 0.431,
  gemm: {
    fp8: { computeEfficiency: 0.54, memoryEfficiency: 0.896 },
    nvfp4: { computeEfficiency: 0.476, memoryEfficiency: 0.66 },
  },
  experts: {
    bf16: BF16_EXPERTS,
    fp8: FP8_EXPERTS,
    fp8b: BLOCK_BLACKWELL,
    nvfp4: NVFP4_EXPERTS,
    mxfp4: MXFP4_BLACKWELL,
  },
};

const NOTE = 'Fitted on open serving runs with the kernel tables as prior.';
const SOURCES = ['aic_kernels'];

export const IN_ENGINE: Record<string, Known<InEngineTiming>> = {
  'h100-sxm': fitted(HOPPER, SOURCES, NOTE),
  'h200-sxm': fitted(HOPPER, SOURCES, NOTE),
  'h800-sxm': fitted(HOPPER, SOURCES, NOTE),
  'b200-sxm': fitted(BLACKWELL, SOURCES, NOTE),
  'gb200-nvl72': fitted(BLACKWELL, SOURCES, NOTE),
  'b300-sxm': fitted(BLACKWELL, SOURCES, NOTE),
  'gb300-nvl72': fitted(BLACKWELL, SOURCES, NOTE),
};

/** Any other chip: experts behave alike on the two measured families, products as its own constants say. */
export const OTHER_IN_ENGINE: Known<InEngineTiming> = assumed(
  {
    gemm: {},
    experts: {
      bf16: BF16_EXPERTS,
      fp8: FP8_EXPERTS,
      fp8b: BLOCK_HOPPER,
      nvfp4: NVFP4_EXPERTS,
      mxfp4: MXFP4_HOPPER,
    },
  },
  'Hopper’s, and Blackwell’s in its 4-bit format; the experts of this chip were not measured.',
  SOURCES,
);
