import type { Tokens } from '../../units/units';

/** Tokens split by a prompt:output ratio, the total held: prompt = total·R/(1+R). */
export function splitByRatio(total: Tokens, ratio: number): { prompt: Tokens; output: Tokens } {
  return { prompt: (total * ratio) / (1 + ratio), output: total / (1 + ratio) };
}
