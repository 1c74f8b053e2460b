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
  'L40S-48GB': 'l40s',
  'RTX-PRO-6000-BSE-96GB': 'rtx-pro-6000',
  'A100-SXM-40GB': 'a100-40g-sxm',
  a100: 'a100-80g-sxm',
  'a100-sxm': 'a100-80g-sxm',
  gb200: 'gb200-nvl72',
  gb300: 'gb300-nvl72',
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
  'deepseek-r1': { id: 'deepseek-v3', ...BLOCKS },
  'deepseek-v3.1': { id: 'deepseek-v3', ...BLOCKS },
  // Its sparse attention is not modelled: all of the latent cache is read.
  'deepseek-v3.2': { id: 'deepseek-v3', ...BLOCKS },
  'kimi-k2': { id: 'kimi-k2', ...BLOCKS },
  'kimi-k2.5': { id: 'kimi-k2', ...BLOCKS },
  'minimax-m2': { id: 'minimax-m2.5', ...BLOCKS },
  'minimax-m2.5': { id: 'minimax-m2.5', ...BLOCKS },
  'qwen3-235b-a22b': { id: 'qwen3-235b-a22b', ...BLOCKS },
  'qwen3-30b-a3b': { id: 'qwen3-30b-a3b', ...BLOCKS },
  'qwen3-coder-30b-a3b': { id: 'qwen3-30b-a3b', ...BLOCKS },
  'qwen3-coder-480b-a35b': { id: 'qwen3-coder-480b-a35b', ...BLOCKS },
  'qwen3-next-80b-a3b': { id: 'qwen3-next-80b-a3b', ...BLOCKS },
  'qwen3.5-397b-a17b': { id: 'qwen3.5-397b-a17b', ...BLOCKS },
  'qwen3.5-122b-a10b': { id: 'qwen3.5-122b-a10b', ...BLOCKS },
  'qwen3.5-397b': { id: 'qwen3.5-397b-a17b', ...BLOCKS },
  'glm-4.5': { id: 'glm-4.5-355b-a32b' },
  'glm-4.6': { id: 'glm-4.5-355b-a32b' },
  'glm-4.7': { id: 'glm-4.5-355b-a32b' },
  'glm-4.5-air': { id: 'glm-4.5-air-106b-a12b' },
  'glm-5': { id: 'glm-5-744b-a40b', ...BLOCKS },
  'glm-5.1': { id: 'glm-5-744b-a40b', ...BLOCKS },
  'gpt-oss-20b': { id: 'gpt-oss-20b', ...MXFP4 },
  'gpt-oss-120b': { id: 'gpt-oss-120b', ...MXFP4 },
  'llama-3-8b': { id: 'llama-3.1-8b' },
  'llama-3-70b': { id: 'llama-3.1-70b' },
  'llama-3.3-70b': { id: 'llama-3.1-70b' },
  'gemma-3-27b-it': { id: 'gemma-3-27b' },
  'llama-4-scout-17b-16e': { id: 'llama-4-scout-109b-a17b' },
  'llama-4-maverick-17b-128e': { id: 'llama-4-maverick-400b-a17b' },
  'llama-4-scout': { id: 'llama-4-scout-109b-a17b' },
  'llama-4-maverick': { id: 'llama-4-maverick-400b-a17b' },
  'llama-3.1-nemotron-70b': { id: 'llama-3.1-70b' },
  'codellama-34b': { id: 'codellama-34b' },
  'qwen2.5-7b': { id: 'qwen2-7b' },
  'qwen2-72b': { id: 'qwen2.5-72b' },
  'qwen1.5-72b': { id: 'qwen-72b' },
  'gptj-6b': { id: 'gpt-j-6b' },
  gptj: { id: 'gpt-j-6b' },
  'mistral-nemo': { id: 'mistral-nemo-12b' },
  'mistral-large': { id: 'mistral-large-123b' },
  'mistral-small': { id: 'mistral-small-24b' },
  'mistral-small-3.1': { id: 'mistral-small-24b' },
  'mistral-small-3.2': { id: 'mistral-small-24b' },
  // Fine-tuned: the shape is that of what it was made from.
  'deepseek-r1-distill-llama-70b': { id: 'llama-3.1-70b' },
  'deepseek-r1-distill-llama-8b': { id: 'llama-3.1-8b' },
  'deepseek-r1-distill-qwen-32b': { id: 'qwen2.5-32b' },
  'deepseek-r1-distill-qwen-14b': { id: 'qwen2.5-14b' },
  'deepseek-r1-distill-qwen-7b': { id: 'qwen2-7b' },
  'qwq-32b': { id: 'qwen2.5-32b' },
  'qwen2.5-coder-32b': { id: 'qwen2.5-32b' },
  'qwen2.5-coder-7b': { id: 'qwen2-7b' },
  'llama-3.3-nemotron-super-49b': { id: 'nemotron-super-49b' },
  'vicuna-7b': { id: 'llama-2-7b' },
  'vicuna-13b': { id: 'llama-2-13b' },
  'command-r-plus': { id: 'command-r-plus-104b' },
  'phi-4-14b': { id: 'phi-4' },
};
