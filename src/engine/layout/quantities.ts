import type { Bytes, Seconds } from '../../units/units';
import type { WeightFormat } from '../input';
import type { PoolDemand } from './pool-plan';

/** Numbers inside the engine's own sentences: three significant digits, decimal prefixes. */

const BYTE_STEPS: readonly [number, string][] = [
  [1e15, 'PB'],
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
];

const FORMAT_NAMES: Record<WeightFormat, string> = {
  bf16: 'bf16',
  fp16: 'fp16',
  fp8: 'fp8',
  fp8b: 'block-scaled fp8',
  int8: 'int8',
  int4: 'int4',
  mxfp4: 'MXFP4',
  nvfp4: 'NVFP4',
  'mxfp4-experts': 'bf16 with MXFP4 experts',
};

/** Three significant digits without an exponent and without trailing zeros after the point. */
function threeDigits(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return String(rounded);
}

export function bytesText(bytes: Bytes): string {
  for (const [size, unit] of BYTE_STEPS) if (bytes >= size) return `${threeDigits(bytes / size)} ${unit}`;
  return `${threeDigits(Math.max(0, bytes))} B`;
}

export function durationText(seconds: Seconds): string {
  return seconds >= 1 ? `${threeDigits(seconds)} s` : `${threeDigits(seconds * 1e3)} ms`;
}

/** Thousands separated by commas. */
export function countText(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function formatText(format: WeightFormat): string {
  return FORMAT_NAMES[format];
}

/** "1 chip", "4 chips". */
export function chipsText(chips: number): string {
  return chips === 1 ? '1 chip' : `${countText(chips)} chips`;
}

/** "1", "1 and 2", "1, 2 and 4". */
export function listText(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** What of the workload a pool must hold at least one of: "one sequence of 1,200 tokens (99th percentile)". */
export function sequenceText({ sequenceTokens, ofMean }: PoolDemand, what = 'sequence'): string {
  return `one ${what} of ${countText(sequenceTokens)} tokens (${ofMean ? 'mean' : '99th percentile'})`;
}
