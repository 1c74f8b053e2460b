import type { Seconds } from '../../units/units';

/**
 * A moment of a run, in one form for the whole run, so that nothing moves when it grows: in seconds, from ten minutes
 * of run on in minutes, from two hours on in hours, with so many digits that the time is seen to pass.
 */
export function clockText(now: Seconds, duration: Seconds): string {
  if (duration >= 7200) return `${(now / 3600).toFixed(3)}\u202fh`;
  if (duration >= 600) return `${(now / 60).toFixed(3)}\u202fmin`;
  return `${now.toFixed(duration >= 100 ? 1 : duration >= 10 ? 2 : 3)}\u202fs`;
}
