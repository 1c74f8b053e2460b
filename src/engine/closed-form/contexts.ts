import type { Tokens } from '../../units/units';

/** Mean tokens that a decoding sequence sees: in full-attention layers and, cut at the window, in the others. */
export interface Visible {
  global: Tokens;
  local: Tokens;
}

/**
 * Means over the `steps` decode steps of a sequence that starts behind `prompt` tokens: step j sees prompt + j
 * (j = 1 …). Real-valued arguments interpolate; without steps, the first one that would be.
 */
export function meanVisible(prompt: Tokens, steps: number, window: Tokens): Visible {
  if (steps < 1) return { global: prompt + 1, local: Math.min(prompt + 1, window) };
  const global = prompt + (steps + 1) / 2;
  if (prompt + steps <= window) return { global, local: global };
  const growing = Math.max(0, Math.min(steps, window - prompt));
  const sum = growing * prompt + (growing * (growing + 1)) / 2 + (steps - growing) * window;
  return { global, local: sum / steps };
}
