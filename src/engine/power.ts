import type { Bytes, BytesPerSecond, Seconds } from '../units/units';
import type { PowerFit } from './input';

/**
 * Accelerator power, top down, as fitted to measurements: P = TDP · min(1, base + memory·u_m + compute·u_c) while a
 * step runs (model.md §7.1). Where the joules go is `energy-parts.ts`.
 */

/**
 * ∫ P / TDP dt of one chip over one step, never above the step's own length: u_m = bytes / (W t) and
 * u_c = peakComputeSeconds / t, so the line needs no division. `peakComputeSeconds` is Σ FLOPs over their formats'
 * peaks.
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
