import type { ComputeFormat } from '../engine/input';
import type { FlopPerSecond } from '../units/units';
import { GPU_CALIBRATIONS } from './calibration-gpu';
import { type ChipFacts, oneNumber, rounded } from './chip-facts';
import { assumed, type Known, type Sourced, unknown } from './sourced';

export type Peaks = Partial<Record<ComputeFormat, Sourced<FlopPerSecond>>>;

/**
 * Rates nobody published, inferred from a rate that is. Attention is computed in bf16, so a chip without that rate
 * cannot be simulated at all; each factor is the one its closest published relative shows.
 */
const INFERRED: Record<string, { from: string; to: Partial<Record<ComputeFormat, number>>; note: string }> = {
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

/** Where each of the engine's formats is recorded, the closest record first. */
const RECORDED: [ComputeFormat, string[]][] = [
  ['bf16', ['bf16', 'fp16']],
  ['fp8', ['fp8']],
  ['int8', ['int8']],
  ['nvfp4', ['fp4']],
];

export function enginePeaks(facts: ChipFacts): Peaks {
  const peaks: Peaks = {};
  for (const [format, names] of RECORDED) {
    const peak = stated(facts, names) ?? inferred(facts, format);
    if (peak) peaks[format] = peak;
  }
  Object.assign(peaks, GPU_CALIBRATIONS[facts.id]?.peakFlops);
  // Where integers are slower than bf16, software expands int8 weights to bf16, and so does the engine if the
  // chip has no int8.
  if (isSlower(peaks.int8, peaks.bf16)) delete peaks.int8;
  peaks.bf16 ??= unknown('A dense 16-bit rate is not published.');
  return peaks;
}

function stated(facts: ChipFacts, names: string[]): Known<FlopPerSecond> | null {
  for (const name of names) {
    const key = `peak.${name}.tflops`;
    const read = oneNumber(facts, key, 'middle');
    if (read && read.value !== null) {
      return name === 'fp16' ? { ...read, note: 'Stated for fp16; bf16 is taken to run as fast.' } : read;
    }
  }
  return null;
}

function inferred(facts: ChipFacts, format: ComputeFormat): Known<FlopPerSecond> | null {
  const rule = INFERRED[facts.id];
  const factor = rule?.to[format];
  if (!rule || factor === undefined) return null;
  const base = oneNumber(facts, rule.from, 'middle');
  if (!base || base.value === null) return null;
  return assumed(rounded(base.value * factor), rule.note, base.source);
}

function isSlower(a: Sourced<number> | undefined, b: Sourced<number> | undefined): boolean {
  return a !== undefined && b !== undefined && a.value !== null && b.value !== null && a.value < b.value;
}
