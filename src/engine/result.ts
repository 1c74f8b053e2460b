import type { Seconds } from '../units/units';
import type { BoundBy } from './cost/step-cost';

/** What one side of a scenario came to. `SideReport` is what the command line and the page hand out, so its names stay; the rest is ours. */

/** The closed form knows the mean alone; its percentiles are null. */
export interface Percentiles {
  p50: number | null;
  p90: number | null;
  p99: number | null;
  mean: number;
}

/** Where bytes live on one side: a tier of one pool. */
export interface TierReport {
  pool: string;
  chip: string;
  tier: string;
  capacity_bytes: number;
  weight_bytes: number;
  kv_bytes_mean: number;
  kv_bytes_peak: number;
}

/** What of the prompts needed no computing, over all passes; tokens. */
export interface PrefixReport {
  prompt_tokens: number;
  /** Found on the device, and fetched from tiers behind it. */
  reused_tokens: number;
  fetched_tokens: number;
  /** Share of prompt tokens that were not computed. */
  hit_share: number;
  /**
   * How far back the device remembers: seconds that what it gave up had not been used, on average; null where it gave
   * up nothing.
   */
  device_remembers_s: number | null;
  /**
   * Per tier behind the device: what came from it, what was written to it, what it holds in the end. The closed form
   * knows the first alone.
   */
  tiers: {
    name: string;
    capacity_bytes: number;
    hit_blocks: number;
    read_bytes: number;
    written_bytes: number | null;
    resident_bytes: number | null;
    /** As `device_remembers_s`. */
    remembers_s: number | null;
    /** Flash: years until the rated writes are used up at this rate; null where writes do not wear. */
    life_years: number | null;
  }[];
}

/**
 * Where one request's time went, in parts that sum to `e2e_s`: on its way through front end and network, queued, waiting
 * for KV from the tiers with nothing to compute meanwhile, prompt computed, waiting for room in the decode pool, KV handed
 * over, waiting for a decode step, decoding, and stalled (other requests' prompts in the same iterations, or preempted).
 */
export interface Waterfall {
  request: number;
  e2e_s: number;
  route_s: number;
  queue_s: number;
  fetch_s: number;
  prefill_s: number;
  room_s: number;
  transfer_s: number;
  wait_s: number;
  decode_s: number;
  stall_s: number;
}

/** Requests that kept every promised latency; null where none is promised, or the means alone are known. */
export interface Goodput {
  /** Requests per second, over the same time as `requests_per_s`. */
  goodput_per_s: number | null;
  /** Of all requests after the warm-up, those that were turned away included. */
  goodput_share: number | null;
}

/** One class of requests: what it was promised, and what it got. */
export interface ClassReport extends Goodput {
  id: string;
  label: string;
  kind: 'interactive' | 'batch';
  model: string;
  slo: { ttft_s: number | null; tpot_s: number | null } | null;
  requests: number;
  completed: number;
  rejected: number;
  ttft_s: Percentiles | null;
  tpot_s: Percentiles | null;
}

/** Dollars for a million tokens of a kind: prompt tokens that were computed, those that were found, and output. */
export interface TokenPrices {
  input: number;
  /** Null where no KV is kept, or none was found. */
  cached_input: number | null;
  output: number;
}

/** JSON of one side. A value that cannot be known is null, and `notes` says why. */
export interface SideReport extends Goodput {
  feasible: boolean;
  /** Null when feasible; else what does not fit and by how much. */
  reason: string | null;
  chips: number;
  ttft_s: Percentiles | null;
  tpot_s: Percentiles | null;
  /** Every gap between two tokens of a request after the warm-up, within 0.4 %: a stall is a long gap. */
  itl_s: Percentiles | null;
  e2e_s: Percentiles | null;
  tokens_per_s_per_user: number | null;
  /** Rates, joules and dollars per token, and power are of `steady` where there is one, else of the whole run. */
  output_tokens_per_s: number | null;
  tokens_per_s_per_chip: number | null;
  joules_per_output_token: number | null;
  joules_per_total_token: number | null;
  usd_per_million_output_tokens: number | null;
  /** Accelerators and links; `facility_power_w` has the nodes around them and cooling too. */
  power_w: number | null;
  bound_by: BoundBy | null;
  tiers: TierReport[];
  /** Hash of every request's first and last token time; null for the closed form. */
  hash: string | null;
  /** Further fields of ours. */
  method: 'simulated' | 'closed_form';
  /** Latencies grow for as long as the load lasts; percentiles are then of this run only. */
  saturated: boolean;
  requests: number;
  completed: number;
  rejected: number;
  preemptions: number;
  /** Simulated span, first arrival to last token. */
  duration_s: number | null;
  requests_per_s: number | null;
  usd_per_hour: number | null;
  facility_power_w: number | null;
  /** Throughput per watt of the facility, and per dollar an hour. */
  output_tokens_per_s_per_facility_w: number | null;
  output_tokens_per_s_per_usd_per_h: number | null;
  /** Prompt and output tokens alike. */
  usd_per_million_total_tokens: number | null;
  /** What all chips cost, shared among the kinds of tokens; rates times these are `usd_per_hour`. */
  usd_per_million: TokenPrices | null;
  /**
   * The part of a run of drawn requests that the rates are of: from the first arrival that is not warm-up to the last
   * one (the last beginning of a session), when the cluster begins to run empty; of an overloaded run, the time in which
   * all but the first and the last tenth of its answers end, when it is full. Null where the rates are of the whole run: a trace, a closed
   * loop, a run too short to settle; and for the closed form, which is a steady state.
   */
  steady: {
    from_s: number;
    to_s: number;
    energy_j: number | null;
    facility_energy_j: number | null;
    energy_parts_j: Record<string, number> | null;
  } | null;
  /** The same rates over the whole run, from the first arrival to the last token; null for the closed form. */
  whole_run: Rates | null;
  /**
   * Of the whole run: accelerators and links, idle included; what `joules_per_*_token` divide. Comparable with published
   * GPU-level measurements. `facility_energy_j` adds the node around them and cooling.
   */
  energy_j: number | null;
  facility_energy_j: number | null;
  /**
   * Joules by where they went; sums to facility_energy_j. Keys: `flop`, the memory tier (`hbm`, `sram`, …),
   * `chip` (clocks, on-die movement, leakage), `idle`, `link`, `node`, `cooling`.
   */
  energy_parts_j: Record<string, number> | null;
  /**
   * Where the truth may lie, seconds, for chips whose constants are known within a band only (SRAM machines); null
   * elsewhere, where docs/VALIDATION.md has the errors.
   */
  band: { tpot_s: [low: number, high: number] } | null;
  /** Requests left out of the percentiles as warm-up (MSER-5). */
  warmup_requests: number;
  /**
   * Drawn requests that would do where this run had too few for its load: while the cluster fills up answers are faster, and
   * rates lower, than they come to be. Null where it had enough, and where that is not known.
   */
  requests_to_settle: number | null;
  /** Half-widths of the 95 % confidence intervals of the means, by batch means that are nearly independent. */
  ttft_ci95_s: number | null;
  /** What the mean time to first token is the sum of, over the same requests; null for the closed form. */
  ttft_parts_s: { route: number; queue: number; fetch: number; prefill: number } | null;
  /** And the mean time per output token: hand-over, waiting for a place, its steps, and prompts of others in them. */
  tpot_parts_s: { room: number; transfer: number; wait: number; decode: number; stall: number } | null;
  tpot_ci95_s: number | null;
  /** Of the rate in `steady`, whose share of it cost per token moves by, too; null where there is none. */
  output_tokens_per_s_ci95: number | null;
  /** And the mean time to the end of the answer, whose parts are those of a request; null for the closed form. */
  e2e_parts_s: Omit<Waterfall, 'request' | 'e2e_s'> | null;
  /** One row per class of requests, one in all where there are no classes; empty where nothing was simulated. */
  classes: ClassReport[];
  /** Null where no KV outlives its request. */
  prefix: PrefixReport | null;
  /** The requests at three percentiles of end-to-end time; null for the closed form. */
  waterfall: { p50: Waterfall; p90: Waterfall; p99: Waterfall } | null;
  /** Chips, layout and why, one per pool. */
  pools: {
    role: string;
    /** The role, numbered where several pools have the same; ledgers, tiers and decisions use it. */
    name: string;
    /** Id of the model it serves. */
    model: string;
    chip: string;
    chips: number;
    /** Of them, those that the layout leaves over: paid for, and in no instance. */
    chips_left_over: number;
    instances: number;
    tensor_parallel: number;
    busy_share: number | null;
    batch_mean: number | null;
    /**
     * Shares of the pool's time, by what it waits for; they sum to 1. From up to 128 steps at even distances in its
     * busy time; null for the closed form.
     */
    time_shares: (Record<BoundBy, number> & { idle: number }) | null;
    reason: string;
  }[];
  /** Smallest change that would make an infeasible side feasible; `stages` where it takes a longer pipeline. */
  fix: { pool: number; chips: number; stages?: number } | null;
  notes: string[];
}

/** Totals of a stretch of a run divided by one another. */
export type Rates = Pick<
  SideReport,
  | 'output_tokens_per_s'
  | 'tokens_per_s_per_chip'
  | 'requests_per_s'
  | 'joules_per_output_token'
  | 'joules_per_total_token'
  | 'usd_per_million_output_tokens'
  | 'usd_per_million_total_tokens'
  | 'power_w'
  | 'facility_power_w'
  | 'output_tokens_per_s_per_facility_w'
  | 'output_tokens_per_s_per_usd_per_h'
>;

/**
 * What the animation draws from: per request its milestones, per pool its state on a uniform time grid.
 * Columns are typed arrays so that they cross the thread boundary by transfer. Times are seconds from the first
 * arrival; a milestone that the run did not reach is NaN.
 */
export interface Snapshot {
  requests: {
    count: number;
    arrival: Float64Array;
    /** First iteration that computed part of the prompt. */
    prefillStart: Float64Array;
    firstToken: Float64Array;
    /** KV arrived at the decode pool; equals `firstToken` when nothing is handed over. */
    decodeReady: Float64Array;
    /** Room found by who waited for it in the decode pool, the prompt done; Infinity: not yet. NaN for the others; absent where nobody waited. */
    roomAt?: Float64Array;
    /** Start of the first decode step. */
    decodeStart: Float64Array;
    end: Float64Array;
    promptTokens: Int32Array;
    outputTokens: Int32Array;
    prefillInstance: Int32Array;
    decodeInstance: Int32Array;
    decodeLane: Int32Array;
    /** Decode time lost to other requests' prompts and to preemption. */
    stallSeconds: Float64Array;
    /** Turned away on arrival: 1; absent where nobody was. */
    rejected?: Uint8Array;
    /**
     * Of the prompt, over all passes: tokens found on the device, tokens fetched from behind it; and blocks by place,
     * the device first, then each of `tiers`, all places of a request together. Absent where no KV is kept.
     */
    reusedTokens?: Int32Array;
    fetchedTokens?: Int32Array;
    blocksFrom?: Int32Array;
    /** Which row of the workload each request is, where only the run knew their order; else they are in its order. */
    rows?: Uint32Array;
  };
  /** End of the simulated span. */
  durationSeconds: Seconds;
  pools: PoolSeries[];
  /** Between prefill and decode pools, shared by all; null where nothing is handed over. */
  link: LinkSeries | null;
  /** KV behind the device, fastest first; empty where there is none. */
  tiers: TierSeries[];
}

/** Columns as in `PoolSeries`. */
export interface LinkSeries {
  bytesPerSecond: number;
  latencySeconds: Seconds;
  /** Share of time in which something flows, 0 to 1. */
  busyShare: Float32Array;
}

/** All stores of one tier behind the device together. Columns as in `PoolSeries`. */
export interface TierSeries {
  name: string;
  capacityBytes: number;
  stores: number;
  /** All stores read at once, at most. */
  readBytesPerSecond: number;
  latencySeconds: Seconds;
  heldBytes: Float32Array;
  readRate: Float32Array;
}

export interface PoolSeries {
  role: string;
  /** As in the report: the role, numbered where several pools have the same. */
  name: string;
  /** Id of the model it serves. */
  model: string;
  /** Of a companion: the pool whose steps it does part of, by its index. */
  owner: number | null;
  /** Network between the users and this pool, both ways; 0 where there is none. */
  roundTripSeconds: Seconds;
  chipId: string;
  chipName: string;
  tier: string;
  chips: number;
  /** Left over by the layout: the last ones. They hold nothing and do nothing. */
  idleChips: number;
  instances: number;
  lanesPerInstance: number;
  weightBytes: number;
  /** Of the chips that are used. */
  capacityBytes: number;
  boundBy: BoundBy | null;
  /** The same for up to 128 single steps: when they were, in order, and what each waited for most. */
  stepTimes: Float64Array;
  stepBoundBy: BoundBy[];
  /** Each of length `buckets`, over [0, durationSeconds]. */
  buckets: number;
  /** Share of lanes busy, 0 to 1. */
  busyShare: Float32Array;
  running: Float32Array;
  waiting: Float32Array;
  /** Of requests that run. */
  kvBytes: Float32Array;
  /** Kept for later ones; absent where nothing is. */
  keptBytes?: Float32Array;
}

/** Mean of a difference over pairs, and the half-width of its 95 % confidence interval where there are enough. */
export interface PairedMean {
  mean: number;
  ci95: number | null;
}

/** B minus A per request that both have answered, after one warm-up cut for both. Negative: B is faster. */
export interface Difference {
  requests: number;
  warmup_requests: number;
  ttft_s: PairedMean | null;
  tpot_s: PairedMean | null;
  e2e_s: PairedMean | null;
}

/** A pool of a side that cannot run, as it was asked for: what its picture is drawn from. */
export interface PoolAsked extends Pick<
  PoolSeries,
  'role' | 'name' | 'model' | 'owner' | 'roundTripSeconds' | 'chipName' | 'tier' | 'chips'
> {
  /** What one instance must hold against what it can; null where memory is not what is missing here. */
  lacks: { neededBytes: number; availableBytes: number } | null;
}

/** A finished side: report for people and programs, snapshot for the animation (null when infeasible). */
export interface SideOutcome {
  report: SideReport;
  snapshot: Snapshot | null;
  /** The cluster of an infeasible side; absent where the side runs, and where it could not even be asked for. */
  asked?: PoolAsked[];
}
