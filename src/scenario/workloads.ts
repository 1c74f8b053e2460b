/** Shapes of traffic, model.md §6: a mean prompt and answer, and how much both and the gaps vary. Sources: `workload-sources.ts`. */
export interface WorkloadPreset {
  id: string;
  label: string;
  /** Mean tokens; together they give the default context length and ratio of this workload. */
  promptTokens: number;
  outputTokens: number;
  promptCv: number;
  outputCv: number;
  /** Coefficient of variation of the gaps between arrivals; 1 is Poisson. */
  gapCv: number;
}

export const WORKLOADS: readonly WorkloadPreset[] = [
  preset('assistant', 'Assistant over documents', 7168, 1024, 1, 1, 1),
  preset('chat', 'Chat (Azure conversation)', 1155, 211, 0.96, 0.77, 1.1),
  preset('code', 'Code completion (Azure code)', 2048, 28, 0.96, 2.2, 13),
  preset('long-chat', 'Long conversation (Mooncake)', 12_035, 343, 1.3, 0.73, 3),
  preset('agent', 'Agent with tools (Mooncake synthetic)', 15_326, 149, 1.2, 1.2, 1),
  preset('fixed', 'Fixed lengths, as benchmarks send', 8192, 1024, 0, 0, 1),
  preset('reasoning', 'Reasoning', 500, 7000, 1, 0.8, 1),
];

function preset(
  id: string,
  label: string,
  promptTokens: number,
  outputTokens: number,
  promptCv: number,
  outputCv: number,
  gapCv: number,
): WorkloadPreset {
  return { id, label, promptTokens, outputTokens, promptCv, outputCv, gapCv };
}

export function workloadById(id: string): WorkloadPreset | null {
  return WORKLOADS.find((workload) => workload.id === id) ?? null;
}

/** Context length and ratio a link that names only the workload gets. Unknown ids get the first row's. */
export function lengthsOf(id: string): { ctx: number; io: number } {
  const { promptTokens, outputTokens } = workloadById(id) ?? WORKLOADS[0]!;
  return { ctx: promptTokens + outputTokens, io: promptTokens / outputTokens };
}
