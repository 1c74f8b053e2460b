import type { Bytes, BytesPerSecond, Fraction, Seconds } from '../units/units';
import type { PowerFit } from './input';

/**
 * Accelerator power, top down, as fitted to measurements: P = TDP · min(1, base + memory·u_m + compute·u_c) while a
 * step runs (model.md §7.1). Where the joules go is `energy-parts.ts`.
 */

/** Share of TDP at memory utilisation u_m and compute utilisation u_c; never above 1. */
export function powerFraction(fit: PowerFit, memory: Fraction, compute: Fraction): Fraction {
  return Math.min(1, fit.base + fit.memory * memory + fit.compute * compute);
}

/**
 * ∫ P / TDP dt of one chip over one step: the same line in work instead of rates, so that it needs no division.
 * `peakComputeSeconds` is Σ FLOPs over their formats' peaks.
 */
export function tdpSecondsOfStep(
  fit: PowerFit,
  memoryBytesPerSecond: BytesPerSecond,
  work: { seconds: Seconds; bytes: Bytes; peakComputeSeconds: Seconds },
): Seconds {
  const { seconds, bytes, peakComputeSeconds } = work;
  const draw =
    fit.base * seconds + (fit.memory * bytes) / memoryBytesPerSecond + fit.compute * peakComputeSeconds;
  return Math.min(seconds, draw);
}
