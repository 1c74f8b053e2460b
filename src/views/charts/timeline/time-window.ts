import type { Seconds } from '../../../units/units';

/** The part of a run that is in sight: seconds since the first arrival. */
export interface TimeWindow {
  from: Seconds;
  to: Seconds;
}

/** A window shorter than this shows nothing that the run knows: steps take longer. */
const SHORTEST_SHARE = 1e-7;

/** The same length, moved inside the run; a window longer than the run becomes the run. */
export function inside({ from, to }: TimeWindow, duration: Seconds): TimeWindow {
  const length = Math.min(duration, Math.max(to - from, duration * SHORTEST_SHARE));
  const start = Math.min(duration - length, Math.max(0, from));
  return { from: start, to: start + length };
}

/** Moves by a share of its own length. */
export function panned(window: TimeWindow, share: number, duration: Seconds): TimeWindow {
  const by = (window.to - window.from) * share;
  return inside({ from: window.from + by, to: window.to + by }, duration);
}

/** Longer by `times`, with `around` staying where it is in the picture. */
export function zoomed(window: TimeWindow, times: number, around: Seconds, duration: Seconds): TimeWindow {
  const at = Math.min(window.to, Math.max(window.from, around));
  return inside({ from: at - (at - window.from) * times, to: at + (window.to - at) * times }, duration);
}

/** What is outside comes into sight with as little movement as possible; what is longer shows its start. */
export function revealing(window: TimeWindow, span: TimeWindow, duration: Seconds): TimeWindow {
  if (span.from >= window.from && span.to <= window.to) return window;
  const length = window.to - window.from;
  const air = length * 0.05;
  const early = span.from < window.from || span.to - span.from > length - 2 * air;
  const from = early ? span.from - air : span.to + air - length;
  return inside({ from, to: from + length }, duration);
}

/** When time runs out of the picture at the right, the next page begins there. */
export function nextPage(window: TimeWindow, now: Seconds, duration: Seconds): TimeWindow {
  const length = window.to - window.from;
  const from = now - length * 0.05;
  return inside({ from, to: from + length }, duration);
}
