import { classPreset } from './class-presets';
import type { ClassShare } from './scenario';
import { lengthsOf } from './workloads';

/** Context length and ratio of a scenario that names neither: those of its classes taken together, or of its workload. */
export function usualLengths({
  workload,
  classes,
}: {
  workload: string;
  classes: readonly ClassShare[] | null;
}): { ctx: number; io: number } {
  if (classes === null) return lengthsOf(workload);
  let [shares, prompt, output] = [0, 0, 0];
  for (const { id, share } of classes) {
    const preset = classPreset(id);
    if (preset === null) continue;
    shares += share;
    prompt += share * preset.promptTokens;
    output += share * preset.outputTokens;
  }
  return { ctx: Math.round((prompt + output) / shares), io: prompt / output };
}
