/** What must be seen beside a chip's name. */
const CAUTIONS: Record<string, string> = {
  'rubin-cpx': 'Announced in 2025 and dropped from the roadmap in 2026: hypothetical.',
  'groq3-lp30': 'Power and price are unpublished, and the time per layer is a guess.',
  'cerebras-wse3': 'The dense rate is an assumption: only a sparse one is published.',
  'cerebras-cs4': 'The dense rate is an assumption, and no measured run is public.',
  ai200: 'An accelerator card with LPDDR rather than an edge device; its rates are undisclosed.',
  'epyc-9965': 'A server CPU, listed for its memory.',
  'vera-cpu': 'A server CPU, listed for its memory.',
  'h800-sxm': 'Kept to compare with published measurements of DeepSeek’s service.',
};

/** A sentence that must be seen beside the chip's name, or null. */
export const cautionOn = (chipId: string): string | null => CAUTIONS[chipId] ?? null;
