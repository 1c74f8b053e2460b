import { USUAL_CHARTS } from './chart-choices';
import { FIRST_GENERATION } from '../data/sram-generation';
import type { ArchitectureId } from '../engine/input';
import { NOTHING_OWN } from './custom';
import { DEFAULT_ENGINE } from './engines';
import { lengthsOf } from './workloads';
import type {
  KvOptions,
  ParallelChoice,
  PoolChoice,
  Scenario,
  Sessions,
  SideScenario,
  SplitChoice,
} from './scenario';

/**
 * What a link means when it says nothing. Links leave defaults out, so changing a value here changes what published
 * links mean: it needs a new format version whose upgrader writes the old value (docs/SCENARIO-FORMAT.md).
 */

export const DEFAULT_MODEL = 'llama-3.1-70b';

export const ARCHITECTURES: readonly ArchitectureId[] = [
  'gpu',
  'gpu-split',
  'gpu-sram',
  'afd',
  'sram',
  'edge',
];

interface Pools {
  /** Null exactly for single-pool architectures. */
  prefill: PoolChoice | null;
  decode: PoolChoice;
}

const GPUS: PoolChoice = { chip: 'h100-sxm', count: 8 };
/** The publicly described Llama-2-70B deployment; 340 would hold the weights, the rest is room for KV. */
const LPUS: PoolChoice = { chip: 'groq-lpu-v1', count: 576 };

/** 273 would hold the FFN of the default model; whole groups of eight. */
const FFN_LPUS: PoolChoice = { chip: 'groq-lpu-v1', count: 288 };

/** The link between a GPU and an LPU is unpublished: 5 µs and 50 GB/s a GPU are assumed. */
export const USUAL_SPLIT: SplitChoice = { ffn: FFN_LPUS, micro: 'auto', alpha: 5, afdlink: 50 };

/** ω = 0.8 is assumed (model.md §2.3). */
export const USUAL_PARALLEL: ParallelChoice = { pp: 1, ep: 1, overlap: 0.8 };

const DEFAULT_POOLS: Record<ArchitectureId, Pools> = {
  gpu: { prefill: null, decode: GPUS },
  'gpu-split': { prefill: GPUS, decode: GPUS },
  'gpu-sram': { prefill: GPUS, decode: LPUS },
  afd: { prefill: GPUS, decode: GPUS },
  sram: { prefill: null, decode: LPUS },
  edge: { prefill: null, decode: { chip: 'jetson-thor', count: 1 } },
};

export function isSinglePool(architecture: ArchitectureId): boolean {
  return DEFAULT_POOLS[architecture].prefill === null;
}

/** The one key under which links and files write a single pool; either is read. */
export function singlePoolKey(architecture: ArchitectureId): 'prefill' | 'decode' {
  return architecture === 'gpu' ? 'prefill' : 'decode';
}

/** The pools a side runs on: its own choice, else its architecture's. Prefill is null for a single pool. */
export function poolsInForce(side: SideScenario): Pools {
  const usual = DEFAULT_POOLS[side.architecture];
  return {
    prefill: usual.prefill === null ? null : (side.prefill ?? usual.prefill),
    decode: side.decode ?? usual.decode,
  };
}

/** Pools beside those on a request's way: the FFN machine of a split, who drafts, and what was added. */
export function poolsBeside(side: SideScenario): PoolChoice[] {
  const { architecture, spec, split, more } = side;
  const ffn = architecture === 'afd' ? split.ffn : null;
  const drafts = spec !== null && spec.drafted > 0 ? spec.pool : null;
  return [ffn, drafts, ...more].filter((pool) => pool !== null);
}

export function defaultPools(architecture: ArchitectureId): Pools {
  return DEFAULT_POOLS[architecture];
}

export const USUAL_KV_OPTIONS: KvOptions = {
  evict: 'lineage',
  write: 'through',
  admit: null,
  fetch: 'split',
  prefetch: 'off',
};

export const NO_SESSIONS: Sessions = { turns: 1, tool: 0, gap: 60, toolgap: 3, sys: 0, prefixes: 1 };

export function sideOf(architecture: ArchitectureId): SideScenario {
  return {
    architecture,
    prefill: null,
    decode: null,
    tensorParallel: 'auto',
    tiers: null,
    kvOptions: USUAL_KV_OPTIONS,
    route: null,
    rules: [],
    more: [],
    reject: 'none',
    spec: null,
    split: USUAL_SPLIT,
    parallel: USUAL_PARALLEL,
    price: null,
    sram: FIRST_GENERATION,
  };
}

export const DEFAULT_A: ArchitectureId = 'gpu';
export const DEFAULT_B: ArchitectureId = 'gpu-sram';

export const DEFAULT_SCENARIO: Scenario = {
  ...lengthsOf('assistant'),
  size: null,
  moe: null,
  attn: 'gqa',
  skew: null,
  model: DEFAULT_MODEL,
  fmt: 'auto',
  kv: 'fp8',
  engine: DEFAULT_ENGINE,
  rps: 1,
  conc: null,
  seed: 1,
  requests: 1000,
  workload: 'assistant',
  pue: null,
  kwh: 0,
  sessions: NO_SESSIONS,
  classes: null,
  slo: null,
  a: sideOf(DEFAULT_A),
  b: sideOf(DEFAULT_B),
  view: 'full',
  layout: 'page',
  embed: false,
  theme: 'auto',
  charts: USUAL_CHARTS,
  req: null,
  custom: NOTHING_OWN,
};
