import type { ComputeFormat } from '../engine/input';
import type { FlopPerSecond } from '../units/units';
import { GPU_CALIBRATIONS } from './calibration-gpu';
import { type ChipFacts, oneNumber, rounded } from './chip-facts';
import { INFERRED_PEAKS } from './inferred-peaks';
import { assumed, type Known, type Sourced, unknown } from './sourced';

export type Peaks = Partial<Record<ComputeFormat, Sourced<FlopPerSecond>>>;

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
  const rule = INFERRED_PEAKS[facts.id];
  const factor = rule?.to[format];
  if (!rule || factor === undefined) return null;
  const base = oneNumber(facts, rule.from, 'middle');
  if (!base || base.value === null) return null;
  return assumed(rounded(base.value * factor), rule.note, base.source);
}

function isSlower(a: Sourced<number> | undefined, b: Sourced<number> | undefined): boolean {
  return a !== undefined && b !== undefined && a.value !== null && b.value !== null && a.value < b.value;
}
