import type { ComputeFormat, GemmFit, GpuTiming } from '../engine/input';
import type { FlopPerSecond } from '../units/units';
import type { SourcedGpuTiming } from './chip-record';
import { assumed, fitted, type Known } from './sourced';

/**
 * Operator constants of the GPUs whose kernels were measured. "Error" in a note is the mean of
 * |ln(predicted / measured)| over the kernel table the constants were fitted on.
 */
export interface GpuCalibration extends Omit<SourcedGpuTiming, 'inEngine'> {
  /** Peaks the efficiencies refer to, where they differ from the data sheet: the product of both is what counts. */
  peakFlops: Partial<Record<ComputeFormat, Known<FlopPerSecond>>>;
}

const KERNELS = ['aic_kernels'];

const gemm = (tauMicroseconds: number, computeEfficiency: number, memoryEfficiency: number): GemmFit => ({
  tauSeconds: tauMicroseconds / 1e6,
  computeEfficiency,
  memoryEfficiency,
});

const allReduce = (base: number, perDoubling: number, gbytesPerSecond: number): GpuTiming['allReduce'] => ({
  baseSeconds: base / 1e6,
  perDoublingSeconds: perDoubling / 1e6,
  bytesPerSecond: gbytesPerSecond * 1e9,
});

const allToAll = (microseconds: number, gbytesPerSecond: number): GpuTiming['allToAll'] => ({
  latencySeconds: microseconds / 1e6,
  bytesPerSecond: gbytesPerSecond * 1e9,
});

const moe = (computeEfficiency: number): GpuTiming['moe'] => ({
  tauSeconds: 20e-6,
  computeEfficiency,
  memoryEfficiency: 0.9,
});

/** Four small kernels a layer, at 60 % of the memory bandwidth. */
export const AUX: GpuTiming['aux'] = { kernelsPerLayer: 4, tauSeconds: 2.5e-6, memoryEfficiency: 0.6 };

const BY_EYE = 'Set by eye on the FlashAttention kernel table.';
const MOE_NOTE = 'Read off the expert kernel tables, not fitted.';
const AUX_FITTED = fitted(AUX, ['vidur'], 'Within about 15 % of the profiled small kernels at 4096 tokens.');

const A100: GpuCalibration = {
  peakFlops: {},
  gemm: { bf16: fitted(gemm(5.17, 0.805, 0.728), KERNELS, 'vLLM 0.14 kernels; error 0.085.') },
  decodeAttention: fitted({ tauSeconds: 19.2e-6, memoryEfficiency: 0.7 }, KERNELS, 'Error 0.18.'),
  prefillAttention: fitted({ tauSeconds: 31e-6, efficiency: 0.6, halfTokens: 700 }, KERNELS, BY_EYE),
  allReduce: fitted(allReduce(4.15, 0.73, 154), KERNELS, 'Error 0.13.'),
  allToAll: assumed(allToAll(20, 154), 'Not measured: the rate of an all-reduce.', KERNELS),
  moe: assumed(moe(0.45), MOE_NOTE, KERNELS),
  aux: AUX_FITTED,
};

const H100: GpuCalibration = {
  peakFlops: {
    bf16: fitted(
      989.5e12,
      ['aic_kernels', 'infx_specs'],
      'The efficiencies were fitted against 989.5 TFLOP/s; the data sheet figure is rounded to 989.',
    ),
  },
  gemm: {
    bf16: fitted(gemm(3.18, 0.835, 0.882), KERNELS, 'vLLM 0.24 kernels; error 0.064.'),
    fp8: fitted(gemm(6.36, 0.446, 0.816), KERNELS, 'vLLM 0.24 kernels; error 0.14.'),
  },
  decodeAttention: fitted({ tauSeconds: 12.5e-6, memoryEfficiency: 0.873 }, KERNELS, 'Error 0.10.'),
  prefillAttention: fitted({ tauSeconds: 15e-6, efficiency: 0.68, halfTokens: 1100 }, KERNELS, BY_EYE),
  allReduce: fitted(allReduce(3.81, 0.46, 259), KERNELS, 'Error 0.09.'),
  allToAll: fitted(allToAll(13.25, 245), KERNELS, 'DeepEP low-latency kernels on 8 GPUs; error 0.046.'),
  moe: assumed(moe(0.45), MOE_NOTE, KERNELS),
  aux: AUX_FITTED,
};

const B200: GpuCalibration = {
  peakFlops: {},
  gemm: {
    bf16: fitted(gemm(3.3, 0.74, 0.79), KERNELS, 'Fitted on GB200 vLLM 0.24 kernels; error 0.088.'),
    fp8: fitted(gemm(6.48, 0.45, 0.7), KERNELS, 'Between the GB200 vLLM fit and the B200 TensorRT-LLM fit.'),
    nvfp4: fitted(gemm(8.4, 0.41, 0.88), KERNELS, 'Fitted on GB200 vLLM 0.24 kernels; error 0.095.'),
  },
  decodeAttention: fitted({ tauSeconds: 10.5e-6, memoryEfficiency: 0.906 }, KERNELS, 'Error 0.10.'),
  prefillAttention: assumed(
    { tauSeconds: 12e-6, efficiency: 0.6, halfTokens: 1500 },
    'Scaled from H100 and A100; no table was fitted.',
    KERNELS,
  ),
  allReduce: fitted(allReduce(5.2, 0, 215), KERNELS, 'Error 0.12.'),
  allToAll: fitted(allToAll(22, 610), KERNELS, 'DeepEP low-latency kernels on 8 GPUs; error 0.066.'),
  moe: assumed(moe(0.4), MOE_NOTE, KERNELS),
  aux: assumed(AUX, 'The profiled chips are A100 and H100.', ['vidur']),
};

/** The same constants on a sibling of the measured chip: no longer a fit. */
function transferred(from: GpuCalibration, note: string): GpuCalibration {
  const move = <T>(fact: Known<T>): Known<T> => assumed(fact.value, note, fact.source);
  const formats = Object.entries(from.gemm) as [ComputeFormat, Known<GemmFit>][];
  return {
    peakFlops: from.peakFlops,
    gemm: Object.fromEntries(formats.map(([format, fit]) => [format, move(fit)])),
    decodeAttention: move(from.decodeAttention),
    prefillAttention: move(from.prefillAttention),
    allReduce: move(from.allReduce),
    allToAll: move(from.allToAll),
    moe: move(from.moe),
    aux: move(from.aux),
  };
}

const HOPPER_NOTE = 'Carried over from H100, which has the same compute die; not fitted.';
const BLACKWELL_NOTE = 'Carried over from B200, which has the same architecture; not fitted.';
const BLACKWELL = transferred(B200, BLACKWELL_NOTE);

export const GPU_CALIBRATIONS: Record<string, GpuCalibration> = {
  'a100-80g-sxm': A100,
  'h100-sxm': H100,
  'h200-sxm': transferred(H100, HOPPER_NOTE),
  'h800-sxm': {
    ...transferred(H100, HOPPER_NOTE),
    allReduce: assumed(
      allReduce(3.81, 0.46, 150),
      'H100 latencies; the rate follows from 200 GB/s per direction instead of 450.',
    ),
    allToAll: assumed(allToAll(13.25, 142), 'H100 latency; the rate follows as that of the all-reduce.'),
  },
  'b200-sxm': B200,
  // The B200 GEMM constants were fitted on GB200 kernels in the first place.
  'gb200-nvl72': {
    ...BLACKWELL,
    gemm: B200.gemm,
    allToAll: fitted(
      allToAll(17.75, 580),
      KERNELS,
      'DeepEP low-latency kernels on 4 GPUs; error 0.065. More of them are an extrapolation.',
    ),
  },
  'b300-sxm': BLACKWELL,
  'gb300-nvl72': BLACKWELL,
};
