import type { ChartChoices } from './chart-choices';
import type { ArchitectureId, KvFormat, WeightFormat } from '../engine/input';
import type { ClassRule } from '../engine/routing/class-rules';
import type { SramGeneration } from '../data/sram-generation';
import type { Custom } from './custom';
import type { EngineChoice } from './engines';

/**
 * What the user asks for, in the user's words: ids, counts and ratios. `fields.ts` holds one row per field
 * (link key, default, parse, print, range, label); codec, JSON form, controls and docs are loops over it.
 */
export interface PoolChoice {
  chip: string;
  count: number;
}

/** Sessions as links write them; one turn and no system prompt is no session at all. */
export interface Sessions {
  turns: number;
  /** Share of turns after the first that a tool begins. */
  tool: number;
  /** Mean pauses of a person and of a tool, seconds. */
  gap: number;
  toolgap: number;
  /** Tokens of a system prompt, and how many different ones there are. */
  sys: number;
  prefixes: number;
}

/** How KV memory is run; `tiers` says what it is made of. */
export interface KvOptions {
  evict: 'lineage' | 'lru' | 'lfu' | 'cost';
  write: 'through' | 'back';
  /** Uses of a block before tiers take it; null: 2 on flash, 1 elsewhere. */
  admit: number | null;
  fetch: 'split' | 'auto' | 'fetch' | 'recompute';
  prefetch: 'on' | 'off';
}

/** Draft and verify. */
export interface SpecChoice {
  /** Tokens drafted in a round; 0 is plain decoding. */
  drafted: number;
  /** Assumed share of drafted tokens that are accepted. */
  acceptance: number;
  /** Id of the draft model. */
  model: string;
  /** Null: the chips that verify draft too. */
  pool: PoolChoice | null;
  /** Rounds are drawn instead of taken at their mean. */
  sampled: boolean;
}

/** Attention apart from the FFN, `afd`. */
export interface SplitChoice {
  ffn: PoolChoice;
  micro: number | 'auto';
  /** µs of one way between the machines, and GB/s of one attention chip. */
  alpha: number;
  afdlink: number;
}

/** One class of a mixture of requests, `class-presets.ts`. */
export interface ClassShare {
  id: string;
  share: number;
  /** Id of the model that answers; null: the class's own, or the scenario's. */
  model: string | null;
}

/** Promised seconds; null where nothing is promised. */
export interface SloChoice {
  ttft: number | null;
  tpot: number | null;
}

/** A pool beside those of the architecture. */
export interface MorePool extends PoolChoice {
  role: 'mixed' | 'prefill' | 'decode' | 'edge';
  /** Id of the model it serves; null: the scenario's. */
  model: string | null;
}

/** Beyond tensor parallelism, on pools of GPUs. */
export interface ParallelChoice {
  /** Pipeline stages, and ranks over which the experts lie; 1: none. */
  pp: number;
  ep: number;
  /** Share of the shorter of compute and exchange that hides behind the other, 0 to 1. */
  overlap: number;
}

export interface SideScenario {
  architecture: ArchitectureId;
  /** Null: the architecture's default (`defaults.ts`). Single-pool architectures use `decode` only. */
  prefill: PoolChoice | null;
  decode: PoolChoice | null;
  tensorParallel: number | 'auto';
  parallel: ParallelChoice;
  tiers: string | null;
  kvOptions: KvOptions;
  route: string | null;
  /** Of `class` routing, in place of the usual ones; empty: those. */
  rules: readonly ClassRule[];
  /** Beside the architecture's pools. */
  more: readonly MorePool[];
  /** Who is turned away on arrival. */
  reject: 'none' | 'slo';
  /** Null: one token a step. */
  spec: SpecChoice | null;
  split: SplitChoice;
  /** US$ an hour of one chip, for all pools or for prefill and decode; null: the catalogue's. */
  price: readonly number[] | null;
  /** Software of SRAM machines, by its time. */
  sram: SramGeneration;
}

export type ViewId = 'full' | 'race' | 'flow' | 'latency' | 'energy' | 'cost' | 'frontier' | 'timeline';

export interface Scenario {
  /** Mean prompt + output, tokens. */
  ctx: number;
  /** Parameters of a generic model, or null when `model` names one of the catalogue. */
  size: number | null;
  /** Active parameters: makes the generic model a mixture of experts. */
  moe: number | null;
  /** Attention of the generic model: grouped heads, or a latent that all heads share. */
  attn: 'gqa' | 'mla';
  /** How unevenly experts are chosen, the exponent of a power law; null: as the serving engine was measured. */
  skew: number | null;
  /** Id of the catalogue or of `custom`; wins over `size`. */
  model: string | null;
  /** `auto`: the published format where it is 8 bits or fewer, else fp8. */
  fmt: WeightFormat | 'auto';
  kv: KvFormat;
  /** Serving software of GPU pools, on both sides. */
  engine: EngineChoice;
  /** Prompt tokens per output token. */
  io: number;
  rps: number;
  /** Requests in flight at once, in place of a rate; null: they come by the clock. */
  conc: number | null;
  seed: number;
  /** Requests to simulate. */
  requests: number;
  workload: string;
  /** Facility power over node power on both sides; null: what is usual for the architecture. */
  pue: number | null;
  /** US$ a kWh paid beside the chips' price; 0: the price includes electricity. */
  kwh: number;
  sessions: Sessions;
  /** Null: one kind of request, with the lengths above. */
  classes: readonly ClassShare[] | null;
  /** Of a scenario without classes. */
  slo: SloChoice | null;
  a: SideScenario;
  /** Null shows A alone. */
  b: SideScenario | null;
  view: ViewId;
  layout: 'page' | 'slide';
  embed: boolean;
  /** Colours for whoever opens the link; `auto` leaves them to the reader's system. */
  theme: 'auto' | 'light' | 'dark';
  /** How the charts are looked at. */
  charts: ChartChoices;
  /** The request that is looked into; null for none. */
  req: RequestChoice | null;
  /** Chips, models and decisions that no catalogue has. */
  custom: Custom;
}

/** One request of one side; requests count from 0 here and from 1 on the page and in links. */
export interface RequestChoice {
  side: 'a' | 'b';
  request: number;
}

/** A part of a link, file or message that was not usable, and what was done instead. */
export interface Problem {
  /** The key as the user wrote it, e.g. `a.decode`. */
  key: string;
  /** The offending text. */
  value: string;
  /** A sentence: what is wrong and what is used instead. */
  message: string;
  /** The first half of it, for a program that refuses instead of going on. */
  cause?: string;
}
