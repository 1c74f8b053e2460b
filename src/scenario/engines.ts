import { SOFTWARE_PROFILES } from '../data/software-profiles';
import type { ChipInput, SoftwareProfile } from '../engine/input';

/** Serving software a reader can choose for GPU pools; SRAM machines and edge devices have their own. */
export const ENGINES = ['vllm', 'sglang', 'trtllm', 'graph', 'lean', 'eager2023'] as const;
export type EngineChoice = (typeof ENGINES)[number];

export const DEFAULT_ENGINE: EngineChoice = 'vllm';

export const ENGINE_LABELS: Record<EngineChoice, string> = {
  vllm: 'vLLM',
  sglang: 'SGLang',
  trtllm: 'TensorRT-LLM',
  graph: 'generic, with CUDA graphs',
  lean: 'lean compiled runtime',
  eager2023: 'eager PyTorch of 2023',
};

/** What the choice means on a chip. Hosts of 2023 differ: those of A100 launched kernels more slowly. */
export function softwareFor(engine: EngineChoice, chip: ChipInput): SoftwareProfile {
  if (engine !== 'eager2023') return SOFTWARE_PROFILES[engine].value;
  return SOFTWARE_PROFILES[chip.id.startsWith('a100') ? 'eager-2023-a100' : 'eager-2023-h100'].value;
}
