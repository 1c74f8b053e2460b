import type { Fraction, Seconds } from '../units/units';

/**
 * Accelerator power, top down, as fitted to measurements: P = TDP · min(1, base + memory·u_m + compute·u_c) while a
 * step runs (model.md §7.1). Where the joules go is `energy-parts.ts`.
 */

/**
 * ∫ P / TDP dt of one chip over one step, never above the step's own length. `drawSeconds` is memory · t_m + compute · t_c,
 * with t_m and t_c the seconds that the step's bytes and FLOPs take at the rates that its kernels reach: a kernel that
 * waits for memory draws as much whether it gets four fifths of the bandwidth or a third.
 */
export function tdpSecondsOfStep(base: Fraction, work: { seconds: Seconds; drawSeconds: Seconds }): Seconds {
  return Math.min(work.seconds, base * work.seconds + work.drawSeconds);
}
