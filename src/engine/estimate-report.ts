import { assumptionsOf } from './assumptions';
import { fleetState, type FleetState } from './closed-form/fleet-state';
import type { SteadyState } from './closed-form/steady-state';
import { keptReport } from './closed-form/kept-report';
import { usdPerHour, usdPerMillionTokens } from './economics';
import { boundByOf, sideEnergy } from './closed-form/side-figures';
import { blankReport } from './infeasible-report';
import type { EngineInput, ModelInput, WorkloadInput } from './input';
import {
  decoderOf,
  idleChips,
  KV_BLOCK_TOKENS,
  memoryBytes,
  type Plan,
  type PoolPlan,
} from './layout/pool-plan';
import { layerSplit } from './model/kv-bytes';
import { Planner } from './plan';
import { poolNames } from './pool-names';
import { refusal } from './refusal';
import type { Percentiles, SideReport, TierReport } from './result';
import { takesArrivals } from './roles';
import { tokenPrices } from './token-prices';
import { tpotBand } from './tpot-band';
import { workloadStatistics } from './workload-statistics';

/** Above this share of its capacity a side's latencies are known to come out too low (docs/MODEL.md). */
const TRUSTED_LOAD = 0.6;
/** Variation of the pauses between requests from which on what bursts add is known to a factor of two only. */
const BURSTY = 2;

/**
 * The closed form in the shape of a run's report: means without percentiles, and the totals that the workload's
 * requests would come to at the steady rate.
 */
export function estimateReport(input: EngineInput): SideReport {
  const w = workloadStatistics(input.workload);
  const planned = new Planner(input.model, input.cluster).plan(w);
  if (!planned.feasible) return refusal(input, planned.shortfalls, 'closed_form');
  const { plan } = planned;
  const names = poolNames(input.cluster.pools);
  const fleet = fleetState(plan, input.model, w);
  if (!fleet.known) return unknownReport(input, plan, fleet.why);
  const { state, main } = fleet;
  const requests = requestCount(input.workload);
  const duration = state.rate > 0 ? requests / state.rate : null;
  const output = state.rate * w.outputMean;
  const perSecond = sideEnergy(state, input.cluster);
  const bill = output > 0 ? perSecond : null;
  const hourly = usdPerHour(input.cluster.pools);
  const spent = (joules: number): number | null => (duration === null ? null : joules * duration);
  return {
    feasible: true,
    reason: null,
    chips: plan.chips,
    ttft_s: meanOnly(state.ttft),
    tpot_s: state.demand.decodeSteps > 0 ? meanOnly(state.tpot) : null,
    itl_s: null,
    e2e_s: meanOnly(state.e2e),
    tokens_per_s_per_user: state.demand.decodeSteps > 0 ? 1 / state.tpot : null,
    output_tokens_per_s: output,
    tokens_per_s_per_chip: output / plan.chips,
    joules_per_output_token: bill === null ? null : bill.total / output,
    joules_per_total_token: bill === null ? null : bill.total / (output + state.rate * w.promptMean),
    usd_per_million_output_tokens: usdPerMillionTokens(hourly, output),
    power_w: perSecond?.total ?? null,
    bound_by: boundByOf(main.plan, main.model, main.state),
    tiers: plan.pools.map((pool, i) => tier(pool, names[i]!, fleet)),
    hash: null,
    method: 'closed_form',
    saturated: state.saturated,
    requests,
    completed: requests,
    rejected: 0,
    preemptions: 0,
    duration_s: duration,
    requests_per_s: state.rate,
    usd_per_hour: hourly,
    facility_power_w: perSecond?.facility ?? null,
    output_tokens_per_s_per_facility_w: bill === null ? null : output / bill.facility,
    output_tokens_per_s_per_usd_per_h: hourly === null || hourly === 0 ? null : output / hourly,
    usd_per_million_total_tokens: usdPerMillionTokens(hourly, output + state.rate * w.promptMean),
    usd_per_million: tokenPrices({
      pools: plan.pools,
      did: (i) => state.pools[i]!,
      promptRate: state.rate * w.promptMean,
      outputRate: output,
      found: state.demand.kept === null ? null : 1 - state.demand.kept.computed / w.promptMean,
      promptMean: w.promptMean,
    }),
    steady: null,
    whole_run: null,
    energy_j: perSecond === null ? null : spent(perSecond.total),
    facility_energy_j: perSecond === null ? null : spent(perSecond.facility),
    energy_parts_j: perSecond === null || duration === null ? null : scaled(perSecond.parts, duration),
    band: tpotBand(input, plan, state.demand.decodeSteps > 0 ? state.tpot : null),
    warmup_requests: 0,
    requests_to_settle: null,
    ttft_ci95_s: null,
    ttft_parts_s: null,
    e2e_parts_s: null,
    tpot_parts_s: null,
    tpot_ci95_s: null,
    output_tokens_per_s_ci95: null,
    goodput_per_s: null,
    goodput_share: null,
    classes: [],
    prefix: state.demand.kept === null ? null : keptReport(state.demand.kept, plan, w, requests),
    waterfall: null,
    pools: plan.pools.map((pool, i) => poolReport(pool, names[i]!, input.model, fleet)),
    fix: null,
    notes: notesOf(plan, state),
  };
}

/** It fits, and only a run can tell what comes of it. */
function unknownReport(input: EngineInput, plan: Plan, why: string): SideReport {
  const note = `The closed form says nothing here: ${why}. Figures come with the run.`;
  return {
    ...blankReport(plan.chips, 'closed_form'),
    feasible: true,
    requests: requestCount(input.workload),
    usd_per_hour: usdPerHour(input.cluster.pools),
    notes: [note],
  };
}

function requestCount(workload: WorkloadInput): number {
  return workload.kind === 'trace' ? workload.arrivalSeconds.length : workload.requests;
}

/** The closed form knows the mean of a latency and nothing of its spread. */
function meanOnly(mean: number): Percentiles | null {
  return Number.isNaN(mean) ? null : { p50: null, p90: null, p99: null, mean };
}

function scaled(parts: Record<string, number>, factor: number): Record<string, number> {
  return Object.fromEntries(Object.entries(parts).map(([key, joules]) => [key, joules * factor]));
}

type KnownFleet = Extract<FleetState, { known: true }>;

/** The part of the fleet that a pool belongs to; one that nobody sends to is idle in the main part. */
function stateOf(pool: PoolPlan, { parts, main }: KnownFleet) {
  const part = parts.find(({ plan }) => plan.pools.includes(pool));
  const { plan, model, state } = part ?? main;
  const index = plan.pools.indexOf(pool);
  return {
    model,
    state,
    index,
    asked: part !== undefined,
    decodes: part !== undefined && pool === decoderOf(plan.pools),
  };
}

/** Little's law in bytes: decoding sequences at their mean context, prompts in the pool that computes them. */
function tier(pool: PoolPlan, name: string, fleet: KnownFleet): TierReport {
  const { chip, role } = pool.input;
  const { model, state, asked, decodes } = stateOf(pool, fleet);
  const { demand, decode } = state;
  const { window } = layerSplit(model.shape);
  // Half a block more than its tokens is what a sequence takes on average; chips that share heads hold copies of them.
  const blocksOf = (tokens: number) => tokens / KV_BLOCK_TOKENS + 0.5;
  const bytes = (tokens: number) =>
    blocksOf(tokens) * pool.globalBlockBytes + blocksOf(Math.min(tokens, window)) * pool.localBlockBytes;
  const decoding = decodes ? decode.decoding * bytes(demand.inBatch.global) : 0;
  const prompts =
    !asked || !takesArrivals(role) || state.saturated
      ? 0
      : state.rate * state.service * bytes(demand.statistics.promptMean);
  const blocks = decode.decoding * blocksOf(demand.inBatch.global);
  const drafted = role === 'draft' ? blocks * (pool.globalBlockBytes + pool.localBlockBytes) : 0;
  const mean = Math.min(decoding + prompts + drafted, pool.kvCapacityBytes * pool.instances);
  return {
    pool: name,
    chip: chip.id,
    tier: chip.memory.tier,
    capacity_bytes: memoryBytes(pool),
    weight_bytes: pool.weightBytes * pool.instances,
    kv_bytes_mean: mean,
    kv_bytes_peak: mean,
  };
}

function poolReport(
  pool: PoolPlan,
  name: string,
  usual: ModelInput,
  fleet: KnownFleet,
): SideReport['pools'][number] {
  const { state, index, decodes } = stateOf(pool, fleet);
  const busyChips = state.pools[index]?.busyChipSeconds ?? 0;
  const lanes = pool.instances * pool.lanesPerInstance * pool.chipsPerLane;
  return {
    role: pool.input.role,
    name,
    model: (pool.input.model ?? usual).id,
    chip: pool.input.chip.id,
    chips: pool.input.chips,
    instances: pool.instances,
    chips_left_over: idleChips(pool),
    tensor_parallel: pool.input.chip.kind === 'gpu' ? (pool.tensorParallel ?? pool.chipsPerInstance) : 1,
    // Of a step that other pools do part of, a lane is in all.
    busy_share: Math.min(
      1,
      pool.companions && !takesArrivals(pool.input.role) ? state.decode.stepShare : busyChips / lanes,
    ),
    batch_mean: decodes ? 1 + state.decode.others : null,
    time_shares: null,
    reason: pool.reason,
  };
}

function notesOf(plan: Plan, state: SteadyState): string[] {
  const notes = ['Means of the closed form; percentiles need a simulated run.', ...assumptionsOf(plan)];
  if (state.saturated) {
    const most = Number(state.maxRate.toPrecision(3));
    notes.push(
      `Requests arrive faster than the ${String(most)} per second this side can serve: latencies grow, ` +
        'and other figures are those of full capacity.',
    );
  } else if (state.load > TRUSTED_LOAD && state.demand.statistics.users === null) {
    const percent = String(Math.round(state.load * 100));
    notes.push(`At ${percent} % of capacity the closed form gives too little waiting.`);
  }
  const { gapCv } = state.demand.statistics;
  if (gapCv > BURSTY) {
    const times = String(Number(gapCv.toPrecision(2)));
    notes.push(
      `Requests come in bursts (pauses vary by ${times} times their mean): their waits are known to a factor of two.`,
    );
  }
  for (const [field, what, effect] of [
    ['tdpWatts', 'power', 'energy'],
    ['usdPerHour', 'price', 'cost'],
  ] as const) {
    const names = new Set(
      plan.pools
        .map((p) => p.input.chip)
        .filter((c) => c[field] === null)
        .map((c) => c.name),
    );
    if (names.size > 0)
      notes.push(`The ${what} of ${[...names].join(' and ')} is not known, so neither is ${effect}.`);
  }
  return notes;
}
