/** Shapes of traffic, model.md §6: a mean prompt and answer, and how much both and the gaps vary. */
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
  /** Where the numbers come from. */
  source: string;
  kind: 'sourced' | 'assumed';
}

const AZURE = 'Azure LLM inference traces 2023, as processed by Vidur';
const MOONCAKE = 'Mooncake traces, FAST 2025 release';

export const WORKLOADS: readonly WorkloadPreset[] = [
  {
    id: 'assistant',
    label: 'Assistant over documents',
    promptTokens: 7168,
    outputTokens: 1024,
    promptCv: 1,
    outputCv: 1,
    gapCv: 1,
    source: 'Begins with 8,192 tokens at 7:1; Poisson arrivals, both lengths spread as widely as their mean',
    kind: 'assumed',
  },
  preset('chat', 'Chat (Azure conversation)', 1155, 211, 0.96, 0.77, 1.1, AZURE),
  preset('code', 'Code completion (Azure code)', 2048, 28, 0.96, 2.2, 13, AZURE),
  preset('long-chat', 'Long conversation (Mooncake)', 12_035, 343, 1.3, 0.73, 3, MOONCAKE),
  preset('agent', 'Agent with tools (Mooncake synthetic)', 15_326, 149, 1.2, 1.2, 1, MOONCAKE),
  preset('reasoning', 'Reasoning', 500, 7000, 1, 0.8, 1, 'ML.ENERGY v3, problem solving: mean answer 6,988'),
];

function preset(
  id: string,
  label: string,
  promptTokens: number,
  outputTokens: number,
  promptCv: number,
  outputCv: number,
  gapCv: number,
  source: string,
): WorkloadPreset {
  return { id, label, promptTokens, outputTokens, promptCv, outputCv, gapCv, source, kind: 'sourced' };
}

export function workloadById(id: string): WorkloadPreset | null {
  return WORKLOADS.find((workload) => workload.id === id) ?? null;
}

/** Context length and ratio a link that names only the workload gets. Unknown ids get the first row's. */
export function lengthsOf(id: string): { ctx: number; io: number } {
  const { promptTokens, outputTokens } = workloadById(id) ?? WORKLOADS[0]!;
  return { ctx: promptTokens + outputTokens, io: promptTokens / outputTokens };
}
