import type { WeightFormat } from '../engine/input';

/** Names under which measurements speak of chips and models of the catalogue. Catalogue ids need no entry. */

export const CHIP_ALIASES: Record<string, string> = {
  'A100-SXM-80GB': 'a100-80g-sxm',
  'H100-SXM-80GB': 'h100-sxm',
  'H200-SXM-141GB': 'h200-sxm',
  'H800-80GB': 'h800-sxm',
  'B200-SXM-180GB': 'b200-sxm',
  'GB200-NVL72': 'gb200-nvl72',
  'B300-SXM-288GB': 'b300-sxm',
  'B300-SXM': 'b300-sxm',
  'GB300-NVL72': 'gb300-nvl72',
  'MI300X-192GB': 'mi300x',
  'MI325X-256GB': 'mi325x',
  'MI355X-288GB': 'mi355x',
  'Groq-LPU-v1-14nm': 'groq-lpu-v1',
  'NVIDIA-Groq3-LPX (LP30)': 'groq3-lp30',
  'Cerebras-WSE3-CS3': 'cerebras-wse3',
};

export interface ModelAlias {
  id: string;
  /** Format of the usual fp8 checkpoint: most are scaled per tensor, some per block. */
  fp8?: WeightFormat;
  /** Format that any checkpoint has, whatever the row says: gpt-oss is published in MXFP4 only. */
  always?: WeightFormat;
}

const BLOCKS = { fp8: 'fp8b' } as const;
const MXFP4 = { always: 'mxfp4-experts' } as const;

export const MODEL_ALIASES: Record<string, ModelAlias> = {
  'deepseek-r1-671b': { id: 'deepseek-v3', ...BLOCKS },
  'deepseek-v3-671b': { id: 'deepseek-v3', ...BLOCKS },
  'deepseek-v3.1-671b': { id: 'deepseek-v3', ...BLOCKS },
  'deepseek-v3': { id: 'deepseek-v3', ...BLOCKS },
  'kimi-k2': { id: 'kimi-k2', ...BLOCKS },
  'minimax-m2': { id: 'minimax-m2.5', ...BLOCKS },
  'minimax-m2.5': { id: 'minimax-m2.5', ...BLOCKS },
  'qwen3-235b-a22b': { id: 'qwen3-235b-a22b', ...BLOCKS },
  'qwen3-30b-a3b': { id: 'qwen3-30b-a3b', ...BLOCKS },
  'qwen3-coder-30b-a3b': { id: 'qwen3-30b-a3b', ...BLOCKS },
  'gpt-oss-20b': { id: 'gpt-oss-20b', ...MXFP4 },
  'gpt-oss-120b': { id: 'gpt-oss-120b', ...MXFP4 },
  'llama-3-8b': { id: 'llama-3.1-8b' },
  'llama-3-70b': { id: 'llama-3.1-70b' },
  'llama-3.3-70b': { id: 'llama-3.1-70b' },
  'gemma-3-27b-it': { id: 'gemma-3-27b' },
};
