import type { ComputeFormat } from '../engine/input';

/**
 * Rates nobody published, inferred from a rate that is. Attention is computed in bf16, so a chip without that rate
 * cannot be simulated at all; each factor is the one its closest published relative shows.
 */
export const INFERRED_PEAKS: Record<
  string,
  { from: string; to: Partial<Record<ComputeFormat, number>>; note: string }
> = {
  'rubin-cpx': {
    from: 'peak.fp4.tflops',
    to: { bf16: 4 / 35, fp8: 1 / 2 },
    note: 'Not published; from the 4-bit claim by the ratios of R200, the same generation.',
  },
  'tpu-8i': {
    from: 'peak.fp4.tflops',
    to: { bf16: 1 / 4, fp8: 1 / 2 },
    note: 'Not published; from the 4-bit rate, halving per doubling of bits as TPU v7 does.',
  },
  'tpu-8t': {
    from: 'peak.fp4.tflops',
    to: { bf16: 1 / 4, fp8: 1 / 2 },
    note: 'Not published; from the 4-bit rate, halving per doubling of bits as TPU v7 does.',
  },
  'jetson-thor': {
    from: 'peak.fp4.tflops',
    to: { bf16: 1 / 4, fp8: 1 / 2 },
    note: 'Not published dense; from the 4-bit rate by the ratios of B200, the same architecture.',
  },
  'agx-orin-64': {
    from: 'peak.int8.tflops',
    to: { bf16: 1 / 2 },
    note: 'Not published dense; half the integer rate as on A100. High, as that includes other engines.',
  },
  jalapeno: {
    from: 'peak.fp8.tflops',
    to: { bf16: 1 / 4 },
    note: 'Not published; a quarter of fp8, as on the inference chips of 2026 that state both.',
  },
  'cerebras-wse3': {
    from: 'sparse.fp16.tflops',
    to: { bf16: 1 / 10 },
    note: 'Only a sparse rate is published; a tenth of it is taken as dense.',
  },
  'cerebras-cs4': {
    from: 'sparse.fp16.tflops',
    to: { bf16: 1 / 10 },
    note: 'Only a sparse rate is published; a tenth of it is taken as dense, as for WSE-3.',
  },
};
