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

/** From the kernel tables alone: no serving run of such a model is among the open rows. */
const BF16_EXPERTS = experts(28, 0.83, 0.85, 16, 50);
const FP8_EXPERTS = experts(32, 0.75, 0.87, 17, 52);

const HOPPER: InEngineTiming = {
  gemm: { fp8: { computeEfficiency: 0.433, memoryEfficiency: 0.829 } },
  experts: {
    bf16: BF16_EXPERTS,
    fp8: FP8_EXPERTS,
    fp8b: experts(47, 0.41, 0.81, 25, 11),
    mxfp4: experts(13.4, 0.39, 0.91, 30, 40),
  },
};

const BLACKWELL: InEngineTiming = {
  gemm: {
    fp8: { computeEfficiency: 0.59, memoryEfficiency: 0.885 },
    nvfp4: { computeEfficiency: 0.496, memoryEfficiency: 0.656 },
  },
  experts: {
    bf16: BF16_EXPERTS,
    fp8: FP8_EXPERTS,
    fp8b: experts(47, 0.41, 0.81, 25, 11),
    nvfp4: experts(20.4, 0.43, 0.73, 19, 18),
    mxfp4: experts(13.4, 0.31, 0.97, 30, 40),
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
      fp8b: experts(47, 0.41, 0.81, 25, 11),
      nvfp4: experts(20.4, 0.43, 0.73, 19, 18),
      mxfp4: experts(20, 0.35, 0.85, 25, 40),
    },
  },
  'Between Hopper and Blackwell; the experts of this chip were not measured.',
  SOURCES,
);
