/**
 * Models that are not in the catalogue and compute what one of it computes: other weights in the same shape. Recalled
 * from their published configuration files, not read again.
 */
export const SAME_SHAPE: Readonly<Record<string, readonly string[]>> = {
  'llama-3.1-70b': ['Llama 3.3 70B'],
  'deepseek-v3': ['DeepSeek-V3.1', 'DeepSeek-V3-0324', 'DeepSeek-R1-0528'],
  'kimi-k2': ['Kimi K2 Thinking'],
};
