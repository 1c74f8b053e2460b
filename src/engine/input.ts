import type {
  Bytes,
  BytesPerSecond,
  FlopPerSecond,
  Fraction,
  RequestsPerSecond,
  Seconds,
  Tokens,
  UsDollars,
  Watts,
} from '../units/units';
import type { EvictionChoice } from './memory/eviction/policies';
import type { FetchMode } from './memory/fetch-plan';
import type { TierInput } from './memory/tier-input';
import type { ClassRule } from './routing/class-rules';

/**
 * What the engine needs, in SI and with every id already resolved to numbers. The engine knows no catalogue:
 * `scenario/resolve.ts` builds this, and so can a test. All of it is plain data and survives `postMessage`.
 */

/** Format weights are stored in. `mxfp4-experts` keeps everything but the routed experts in bf16. */
export type WeightFormat =
  'bf16' | 'fp16' | 'fp8' | 'fp8b' | 'int8' | 'int4' | 'mxfp4' | 'nvfp4' | 'mxfp4-experts';

export type KvFormat = 'bf16' | 'fp8' | 'int4';

/** Format the matrix units compute in; a chip lists the peak of those it has. */
export type ComputeFormat = 'bf16' | 'fp8' | 'int8' | 'nvfp4';

export type MemoryTierId = 'sram' | 'hbm' | 'gddr' | 'lpddr' | 'dram' | 'cxl' | 'flash' | 'network';

/** Shape of a transformer. Counts may be real-valued for the generic sizes of the slider (model.md §1.6). */
export interface ModelShape {
  layers: number;
  /** Width of the residual stream. */
  width: number;
  queryHeads: number;
  kvHeads: number;
  headWidth: number;
  /** Multi-head latent attention; null means MHA, GQA or MQA by head counts. */
  mla: {
    queryRank: number;
    kvRank: number;
    noRopeWidth: number;
    ropeWidth: number;
    valueWidth: number;
    /** The two low-rank projections carry their own norms. */
    norms: boolean;
  } | null;
  /** Dense FFN width; 0 when every layer is a mixture of experts. */
  ffnWidth: number;
  /** Three FFN matrices (SwiGLU, GeGLU) instead of two. */
  gated: boolean;
  moe: {
    experts: number;
    expertsPerToken: number;
    expertWidth: number;
    sharedExperts: number;
    sharedWidth: number;
    /** Leading layers that keep a dense FFN, and its width. */
    denseLayers: number;
    denseWidth: number;
    expertBias: boolean;
    routerBias: boolean;
    /** False only for the generic sizes, whose router is inside the expert equation. */
    router: boolean;
    /** Expert i is chosen in proportion to i^-skew, 0 evenly; absent: as was measured in the engine that serves it. */
    skew?: number;
  } | null;
  vocabulary: number;
  /** Share of the output head stored apart from the input embedding: 0 tied, 1 untied. */
  headOwned: Fraction;
  /** Sliding-window layers see at most `tokens`; global layers see everything. */
  window: { tokens: Tokens; localLayers: number; globalLayers: number } | null;
  qkvBias: boolean;
  outputBias: boolean;
  mlpBias: boolean;
  qkNorm: boolean;
  /** Over all heads at once, so that ranks have to add up their squares; absent: each head by itself. */
  qkNormAcrossHeads?: boolean;
  attentionSinks: boolean;
  normsPerLayer: number;
  normBias: boolean;
  learnedPositions: number;
  embeddingNorm: boolean;
}

export interface ModelInput {
  id: string;
  name: string;
  shape: ModelShape;
  /** Of the longest request around the scenario's mean; see `contextLimit`. */
  maxContext: Tokens;
  /** What it was published for, where that is less; null for a generic model. Absent: `maxContext`. */
  publishedContext?: Tokens | null;
}

/** t = tau + sqrt((F / (computeEfficiency P))² + (bytes / (memoryEfficiency W))²), model.md §2.1. */
export interface GemmFit {
  tauSeconds: Seconds;
  computeEfficiency: Fraction;
  memoryEfficiency: Fraction;
}

/** Operator constants of a GPU-class chip (anything that streams weights from a memory), model.md §2.1-2.3. */
export interface GpuTiming {
  gemm: Partial<Record<ComputeFormat, GemmFit>>;
  decodeAttention: { tauSeconds: Seconds; memoryEfficiency: Fraction };
  /** eta(x) = efficiency · x / (x + halfTokens). */
  prefillAttention: { tauSeconds: Seconds; efficiency: Fraction; halfTokens: Tokens };
  /** a0 + a1·log2(n) + 2(n-1)/n · bytes / bandwidth. */
  allReduce: {
    baseSeconds: Seconds;
    perDoublingSeconds: Seconds;
    bytesPerSecond: BytesPerSecond;
    /** Of messages of 64 MiB and more, where the library has another way for them; absent: the same. */
    largeBytesPerSecond?: BytesPerSecond;
  };
  /** One way of an all-to-all inside a scale-up domain: latency, and the rate of one chip. */
  allToAll: { latencySeconds: Seconds; bytesPerSecond: BytesPerSecond };
  moe: ExpertFit;
  /** Small kernels of a layer: count · tau + bytes / (memoryEfficiency · W). */
  aux: { kernelsPerLayer: number; tauSeconds: Seconds; memoryEfficiency: Fraction };
  /** Projections of latent attention beyond what the matrix products take, per layer; absent is none. */
  latentSeconds?: Seconds;
  /** Norms of queries and keys, per layer of a model that has them; absent is none. */
  qkNormSeconds?: Seconds;
  /** What the kernels reach inside a serving engine; read only by software that has `kernels`. */
  inEngine?: InEngineTiming;
}

/**
 * Routed experts: t = tau + √(compute² + weights²) + traffic of the routed rows. The last three fields are absent
 * in the plain model, which counts activations among the weights, pads nothing and routes evenly.
 */
export interface ExpertFit {
  tauSeconds: Seconds;
  computeEfficiency: Fraction;
  memoryEfficiency: Fraction;
  /** Rows by which tiles of the matrix units are padded, per expert that is hit. */
  paddedRows?: number;
  /** Bytes that permuting, quantising and adding up move, per routed row and element of the residual stream. */
  bytesPerRoutedElement?: number;
  /** Expert i is chosen in proportion to i^-skew; 0 is even routing. */
  routingSkew?: number;
  /** The kernels read every expert, whether a token is there for it or not. */
  readsAll?: boolean;
}

/** Reached rates of a chip's kernels as engines run them: products by compute format, experts by weight format. */
export interface InEngineTiming {
  /** Of attention over a long prompt; absent: the chip's own. */
  prefillEfficiency?: Fraction;
  gemm: Partial<Record<ComputeFormat, { computeEfficiency: Fraction; memoryEfficiency: Fraction }>>;
  experts: Partial<Record<Exclude<WeightFormat, 'mxfp4-experts'>, ExpertFit>>;
}

/** Constants of an SRAM dataflow chip or wafer, model.md §2.5. */
export interface SramTiming {
  /** A wafer works on its share of every layer; LPUs work in groups of `groupChips` per layer. */
  wafer: boolean;
  groupChips: number;
  hopSeconds: Seconds;
  linkBytesPerSecond: BytesPerSecond;
  memoryEfficiency: Fraction;
  computeEfficiency: Fraction;
  usable: Fraction;
  /** Residual per layer: base + perWidth · width / 4096. */
  layerBaseSeconds: Seconds;
  layerPerWidthSeconds: Seconds;
  /**
   * Sub-kernels of the layer that the residual was fitted on; other layers take it in proportion to theirs, and
   * experts are routed over the links. Absent: every layer takes one residual and experts cost their bytes alone.
   */
  fittedSubKernels?: number;
  /** Least and most of the residual as shares of it: how far it may be off. Absent: nobody has said. */
  residualBand?: readonly [low: number, high: number];
}

/** P = TDP · min(1, base + memory·u_m + compute·u_c) while a step runs, idle·TDP between, model.md §7.1. */
export interface PowerFit {
  base: Fraction;
  memory: number;
  compute: number;
  idle: Fraction;
}

export interface ChipInput {
  id: string;
  name: string;
  /** `gpu` streams weights from its memory; `sram` keeps them on chip and is a pipeline of chips. */
  kind: 'gpu' | 'sram';
  peakFlops: Partial<Record<ComputeFormat, FlopPerSecond>>;
  memory: { tier: MemoryTierId; bytes: Bytes; bytesPerSecond: BytesPerSecond };
  /** Largest tensor-parallel group: chips in one scale-up domain. */
  scaleUpChips: number;
  /** Network rate out of one chip towards other pools. */
  networkBytesPerSecond: BytesPerSecond;
  /** Exactly one of the two is set, by `kind`. */
  gpu: GpuTiming | null;
  sram: SramTiming | null;
  /** Null when nobody has published it; then power and energy of the pool are unknown, not zero. */
  tdpWatts: Watts | null;
  power: PowerFit;
  /** Null when unknown; then cost of the pool is unknown, not zero. */
  usdPerHour: UsDollars | null;
  /** One sentence a reader must know about its figures; absent: none. */
  caution?: string;
}

/** Time the serving software adds to a step, model.md §2.4. */
export interface SoftwareProfile {
  id: string;
  stepSeconds: Seconds;
  sequenceSeconds: Seconds;
  hostLayerSeconds: Seconds;
  /** How the engine's kernels differ from each other's; absent: the chip's constants as they are. */
  kernels?: EngineKernels;
  /** How far kernels of an older stack fell short of the chip's constants; absent: they are as measured now. */
  older?: OlderKernels;
  /** Steps with prompt chunks are launched by the host, kernel by kernel; absent: as fast as the chip. */
  promptLaunch?: PromptLaunch;
  /** From a request's arrival until the engine sees it, and from its first token until the user does. */
  requestSeconds?: Seconds;
}

/** Least time the host needs to launch one layer of a step that carries prompt chunks. */
export interface PromptLaunch {
  layerSeconds: Seconds;
  /** On top, for a layer of routed experts, and for latent attention. */
  expertLayerSeconds: Seconds;
  latentLayerSeconds: Seconds;
  /** Steps of up to so many tokens are replayed from graphs, prompts in them or not; absent: none. */
  graphTokens?: Tokens;
}

/** Shares of the rates that a chip's constants stand for. */
export interface OlderKernels {
  /** Peak that matrix products, and that attention over prompts, reach. */
  products: Fraction;
  attention: Fraction;
  /** All-reduces, and those of 64 MiB and more. */
  allReduce: Fraction;
  largeAllReduce: Fraction;
}

/** What one serving engine's kernels take beside or in proportion to a chip's constants. */
export interface EngineKernels {
  /** Start of a product with quantised weights beyond one in bf16: per-tensor scales, and per-block scales. */
  quantisedSeconds: Seconds;
  blockQuantisedSeconds: Seconds;
  /** Factors on the chip's constants. */
  quantisedCompute: number;
  allReduceLatency: number;
  allReduceRate: number;
  auxLatency: number;
  expertLatency: number;
  decodeLatency: number;
  decodeMemory: number;
  /** Small kernels around latent attention, per layer. */
  latentSeconds: Seconds;
  /** Norms of queries and keys, per layer of a model that has them. */
  qkNormSeconds: Seconds;
  routingSkew: number;
}

/**
 * `attention` decodes with its FFN in a pool of role `ffn`; `draft` runs the draft model of a pool that verifies. The
 * last two serve another pool of the cluster and take no requests.
 */
export type PoolRole = 'mixed' | 'prefill' | 'decode' | 'attention' | 'ffn' | 'draft';

/** A layer split over two pools, model.md §3.4. */
export interface SplitInput {
  /** Index of the pool with the FFN. */
  pool: number;
  /** Parts of a batch that take turns on the two machines; `auto`: as many as make a step shortest. */
  microBatches: number | 'auto';
  /** One way of the activations between the machines; the rate is that of one attention chip. */
  latencySeconds: Seconds;
  bytesPerSecond: BytesPerSecond;
}

/** A small model drafts tokens that the large one verifies several at a time, model.md §3.5. */
export interface SpeculationInput {
  /** Tokens drafted in a round; at least one. */
  drafted: number;
  /** Probability that a drafted token is accepted, each by itself; assumed. */
  acceptance: Fraction;
  model: ModelInput;
  /** Index of the pool that drafts; null: the chips that verify draft too. */
  pool: number | null;
  /** Accepted tokens are drawn for every round of every request instead of taken at their mean. */
  sampled: boolean;
}

/** Attention on every rank for its own sequences, routed experts spread whole over all of them, model.md §2.3. */
export interface ExpertRanks {
  /** Groups of a pool among which the experts lie; at least two. */
  ranks: number;
  /** Share of the shorter of compute and exchange that hides behind the other where a batch is cut in two. */
  overlap: Fraction;
}

export interface PoolInput {
  role: PoolRole;
  /** The model it serves; absent: the one of `EngineInput`. */
  model?: ModelInput;
  chip: ChipInput;
  chips: number;
  /** Tensor-parallel degree on GPUs, or `auto`: the smallest latency that fits. Ignored on SRAM chips. */
  tensorParallel: number | 'auto';
  /** Stages of layers that a step passes one after the other, each of one tensor-parallel group; absent: one. */
  pipelineParallel?: number;
  /** Nobody could ask for more stages of it: none are offered. */
  singleStage?: true;
  /** Absent: every group has all experts. */
  expertRanks?: ExpertRanks;
  weightFormat: WeightFormat;
  kvFormat: KvFormat;
  software: SoftwareProfile;
  /**
   * Data-parallel degree: so many chips share the routed experts, each with sequences of its own. This instance is one
   * of them; its sequences and KV are its own. Absent: one.
   */
  dataParallel?: number;
  /** Chips over which routed experts are spread whole; absent: every expert is cut over all. */
  expertParallel?: number;
  /** Most sequences in one instance's running batch. */
  maxSequences: number;
  /** Most tokens one iteration may compute (chunked prefill). */
  tokenBudget: Tokens;
  /** Set exactly in a pool of role `attention`. */
  split?: SplitInput;
  /** Of a pool that decodes; absent: one token a step. */
  speculation?: SpeculationInput;
  /** A device at its user's side, not a server. */
  edge?: boolean;
  /** Network between a user and this pool, there and back; absent: none. */
  roundTripSeconds?: Seconds;
}

/** The fabric between all prefill and decode pools of a cluster; shared fairly by all transfers in flight. */
export interface LinkInput {
  bytesPerSecond: BytesPerSecond;
  latencySeconds: Seconds;
  /** `layered`: a layer's KV leaves when that layer is done; `bulk`: compute, then transfer. */
  mode: 'layered' | 'bulk';
}

export type ArchitectureId = 'gpu' | 'gpu-split' | 'gpu-sram' | 'afd' | 'sram' | 'edge';

/** Rules that send a request to an instance of the pools that take arrivals; `engine/routing` has one file each. */
export type RouteId = 'rr' | 'least' | 'p2c' | 'kvtime' | 'kv' | 'class' | 'slo';

/** KV that outlives its request: kept on the device, and in tiers behind it. */
export interface MemoryInput {
  /** Rule by which the device gives up blocks that nobody uses. */
  eviction: EvictionChoice;
  /** Behind the device, fastest first. */
  tiers: TierInput[];
  fetchMode: FetchMode;
  /** Loading begins when a request joins the queue, not when its turn comes. */
  prefetch: boolean;
}

export interface ClusterInput {
  architecture: ArchitectureId;
  routing: RouteId;
  /** Of `class` routing; absent: the usual ones (`routing/class-rules.ts`). */
  classRules?: readonly ClassRule[];
  /** Turns away requests that are predicted to miss their SLO, on arrival. */
  rejectEarly?: boolean;
  /**
   * Pools of any number and role. Requests arrive at `mixed` and `prefill` pools that serve their model; a prefill
   * pool hands over to any `decode` pool of that model.
   */
  pools: PoolInput[];
  /** Null exactly when no pool only prefills. */
  link: LinkInput | null;
  /** Absent: every prompt is computed whole. */
  memory?: MemoryInput;
  /** Price of electricity and facility overheads, model.md §7.3. */
  facility: FacilityInput;
}

export interface FacilityInput {
  /** Node power = accelerators · nodeFactor + nodeWattsPerChip each; facility = node · pue. */
  nodeFactor: number;
  nodeWattsPerChip: Watts;
  pue: number;
}

/** Latencies a request is promised; null: no promise about that one. */
export interface Slo {
  ttftSeconds: Seconds | null;
  tpotSeconds: Seconds | null;
}

/** What requests of one kind have in common; routing and reports look at it. */
export interface RequestClass {
  id: string;
  label: string;
  kind: 'interactive' | 'batch';
  /** Id of the model that answers; absent: the one of `EngineInput`. */
  model?: string;
  slo: Slo | null;
}

/** One class of a mixture. */
export interface WorkloadClass extends RequestClass {
  /** Of all requests, in proportion to the other classes' shares. */
  share: number;
  promptTokensMean: Tokens;
  promptTokensCv: number;
  outputTokensMean: Tokens;
  outputTokensCv: number;
  /** Prompt + output never exceed this. */
  maxContext: Tokens;
}

/** Requests drawn from distributions: counter-based, so request i is the same whatever the cluster. */
export interface SyntheticWorkload {
  kind: 'synthetic';
  requests: number;
  requestsPerSecond: RequestsPerSecond;
  /** Coefficient of variation of the gaps; 1 is Poisson. */
  gapCv: number;
  promptTokensMean: Tokens;
  promptTokensCv: number;
  outputTokensMean: Tokens;
  outputTokensCv: number;
  /** Prompt + output never exceed this; drawn lengths beyond are cut and the effect on the mean reported. */
  maxContext: Tokens;
  /** Requests are turns of sessions; absent: none begins like another. The means above stay those of a request. */
  sessions?: SessionShape;
  /** A mixture: each request belongs to one class, whose lengths replace those above. */
  classes?: readonly WorkloadClass[];
  /**
   * A closed loop: so many requests are under way at once, all of them from the start, and each answer brings the next;
   * rate and gaps are an outcome then, and those above mean nothing. Not with sessions, whose turns wait for people.
   */
  inFlight?: number;
}

/**
 * Sessions of turns: a prompt is the last prompt, the last answer and new tokens of a person or a tool, due a pause
 * after that answer. The variation of the prompt is that of a turn's new tokens, the variation of the gaps that
 * between beginnings of sessions.
 */
export interface SessionShape {
  /** Turns of every session; 1 where requests share nothing but a system prompt. */
  turns: number;
  /** Share of turns after the first that a tool begins. */
  toolShare: Fraction;
  /** A tool's pause is exponential, a person's lognormal. */
  toolGapSecondsMean: Seconds;
  humanGapSecondsMean: Seconds;
  humanGapCv: number;
  /** Tokens that a prompt begins with, and how many different ones there are, all equally often. */
  systemTokens: Tokens;
  systemPrompts: number;
}

/** Requests from a file, as columns of equal length; arrivals are non-decreasing and start at 0. */
export interface TraceWorkload {
  kind: 'trace';
  name: string;
  arrivalSeconds: Float64Array;
  promptTokens: Int32Array;
  outputTokens: Int32Array;
  /**
   * Names of each prompt's blocks where the trace has them, as `BlockRows`; the last block of a prompt may be partly
   * filled. All three are set or none.
   */
  blockOffsets?: Int32Array;
  blockIds?: Int32Array;
  blockTokens?: Tokens;
}

/**
 * A fixed number of users, each of whom sends the next request when the last one is answered: how benchmarks load a
 * server. All start at once, and lengths are uniform between a share of the nominal ones and all of it.
 */
export interface ClosedWorkload {
  kind: 'closed';
  users: number;
  requests: number;
  promptTokens: Tokens;
  outputTokens: Tokens;
  shortest: Fraction;
}

export type WorkloadInput = SyntheticWorkload | TraceWorkload | ClosedWorkload;

export interface EngineInput {
  seed: number;
  model: ModelInput;
  workload: WorkloadInput;
  /** Of requests that belong to no class. */
  slo?: Slo;
  cluster: ClusterInput;
  /** Absent: the rules decide alone. */
  forced?: Forced[];
}

/** A choice made by a person instead of the rule: this request goes to that instance. The last of a pool counts. */
export interface Forced {
  request: number;
  instance: number;
}
