/** Kinds of requests with usual lengths and promises, model.md §6. Promises are assumed: nobody publishes them. */
export interface ClassPreset {
  id: string;
  label: string;
  kind: 'interactive' | 'batch';
  promptTokens: number;
  promptCv: number;
  outputTokens: number;
  outputCv: number;
  /** Promised seconds; null where nothing is promised. */
  slo: { ttft: number; tpot: number } | null;
  /** Id of the model that answers; null: the scenario's. */
  model: string | null;
  /** Where the lengths come from. */
  source: string;
  lengths: 'sourced' | 'assumed';
}

const AZURE = 'Azure conversation trace 2023, as processed by Vidur';

export const CLASS_PRESETS: readonly ClassPreset[] = [
  {
    id: 'interactive',
    label: 'Interactive chat',
    kind: 'interactive',
    promptTokens: 1155,
    promptCv: 0.96,
    outputTokens: 211,
    outputCv: 0.77,
    slo: { ttft: 1, tpot: 0.05 },
    model: null,
    source: AZURE,
    lengths: 'sourced',
  },
  {
    id: 'voice',
    label: 'Voice',
    kind: 'interactive',
    promptTokens: 600,
    promptCv: 0.7,
    outputTokens: 60,
    outputCv: 0.6,
    slo: { ttft: 0.3, tpot: 0.03 },
    model: null,
    source: 'A spoken turn with some of what was said before, and an answer of a few sentences',
    lengths: 'assumed',
  },
  {
    id: 'batch',
    label: 'Batch',
    kind: 'batch',
    promptTokens: 2000,
    promptCv: 1,
    outputTokens: 500,
    outputCv: 1,
    slo: null,
    model: null,
    source: 'Texts to classify, extract from or rewrite overnight',
    lengths: 'assumed',
  },
  {
    id: 'long',
    label: 'Long context',
    kind: 'interactive',
    promptTokens: 12_035,
    promptCv: 1.3,
    outputTokens: 343,
    outputCv: 0.73,
    slo: { ttft: 10, tpot: 0.1 },
    model: null,
    source: 'Mooncake conversation trace, FAST 2025 release',
    lengths: 'sourced',
  },
  {
    id: 'edge',
    label: 'On the device',
    kind: 'interactive',
    promptTokens: 300,
    promptCv: 1,
    outputTokens: 120,
    outputCv: 0.8,
    slo: { ttft: 1, tpot: 0.1 },
    model: null,
    source: 'Notes, messages and commands of one person',
    lengths: 'assumed',
  },
  {
    id: 'small',
    label: 'Small model',
    kind: 'interactive',
    promptTokens: 1155,
    promptCv: 0.96,
    outputTokens: 211,
    outputCv: 0.77,
    slo: { ttft: 0.5, tpot: 0.02 },
    model: 'llama-3.1-8b',
    source: `${AZURE}, answered by a smaller model`,
    lengths: 'sourced',
  },
];

export function classPreset(id: string): ClassPreset | null {
  return CLASS_PRESETS.find((preset) => preset.id === id) ?? null;
}
