import { usdPerHour } from '../economics';
import { estimate } from '../fast-path';
import type { EngineInput } from '../input';
import type { Plan } from '../plan';
import type { SideReport, TierReport } from '../result';
import { tpotBand } from '../tpot-band';
import type { Requests } from '../workload/requests';
import { resultHash } from './hash';
import type { Pool } from './cluster-state';
import type { RequestState } from './request-state';
import { busiestDecoder, type SimState } from './state';
import { poolBoundBy } from './snapshot';
import { confidence95, grows, inFlightAtArrivals, percentiles, warmUp } from './statistics';
import { prefixReport } from './prefix-report';
import { typicalWaterfalls } from './waterfall';

/** Everything a finished run came to, as the contract of product.md §8 has it. */
export function simulationReport(
  sim: SimState,
  plan: Plan,
  input: EngineInput,
  requests: Requests,
  note: string | null,
): SideReport {
  const { requests: state } = sim;
  const notes: string[] = note === null ? [] : [note];
  notes.push(...(requests.notes ?? []));
  const inFlight = inFlightAtArrivals(state.arrival, state.end);
  const saturated = grows(inFlight) || beyondCapacity(input);
  const cut = warmUpCut(state, inFlight, input, saturated);
  const samples = latencies(state, cut);
  const duration = sim.now - (state.count > 0 ? state.arrival[0]! : 0);
  const { promptTokens, outputTokens } = completedTokens(state);
  const tpot = percentiles(samples.tpot);
  const perSecond = (tokens: number): number | null => (duration > 0 ? tokens / duration : null);
  const outputRate = perSecond(outputTokens);
  const bill = energyBill(
    sim.pools.map((pool) => activity(pool, sim.now)),
    sim.link?.flows.bytesOut ?? 0,
    input.cluster.facility,
  );
  const hourly = usdPerHour(plan.pools.map((pool) => pool.input));
  if (bill === null) notes.push(missing(plan, 'tdpWatts', 'power', 'energy'));
  if (hourly === null) notes.push(missing(plan, 'usdPerHour', 'price', 'cost'));
  if (bill?.overdrawn === true) {
    notes.push('Device energies exceed the chip power of this run; they are scaled to it in the breakdown.');
  }
  if (saturated) {
    notes.push('Requests arrive faster than they are served: latencies grow for as long as the load lasts.');
  }
  if (requests.cutRequests > 0) {
    notes.push(
      `${String(requests.cutRequests)} drawn lengths were longer than the context allows and were cut, ` +
        `which takes ${requests.cutTokensMean.toFixed(1)} tokens off the mean request.`,
    );
  }
  if (sim.rejected > 0) {
    notes.push(
      `${String(sim.rejected)} requests are longer than the KV memory of any instance and were rejected.`,
    );
  }
  return {
    feasible: true,
    reason: null,
    chips: plan.chips,
    ttft_s: percentiles(samples.ttft),
    tpot_s: tpot,
    e2e_s: percentiles(samples.e2e),
    tokens_per_s_per_user: tpot === null ? null : 1 / tpot.mean,
    output_tokens_per_s: outputRate,
    tokens_per_s_per_chip: outputRate === null ? null : outputRate / plan.chips,
    joules_per_output_token: bill === null || outputTokens === 0 ? null : bill.total / outputTokens,
    joules_per_total_token:
      bill === null || outputTokens === 0 ? null : bill.total / (promptTokens + outputTokens),
    usd_per_million_output_tokens: usdPerMillionTokens(hourly, outputRate ?? 0),
    power_w: bill === null || sim.now === 0 ? null : bill.total / sim.now,
    bound_by: poolBoundBy(busiestDecoder(sim)),
    tiers: sim.pools.map((pool) => tier(pool, sim.now)),
    hash: resultHash(state),
    method: 'simulated',
    saturated,
    requests: state.count,
    completed: sim.completed,
    rejected: sim.rejected,
    preemptions: sim.preemptions,
    duration_s: duration,
    requests_per_s: perSecond(sim.completed),
    usd_per_hour: hourly,
    usd_per_million_total_tokens: usdPerMillionTokens(hourly, perSecond(promptTokens + outputTokens) ?? 0),
    energy_j: bill?.total ?? null,
    facility_energy_j: bill?.facility ?? null,
    energy_parts_j: bill?.parts ?? null,
    band: tpotBand(plan, tpot?.mean ?? null),
    warmup_requests: cut,
    ttft_ci95_s: confidence95(samples.ttft),
    tpot_ci95_s: confidence95(samples.tpot),
    prefix: prefixReport(sim),
    waterfall: typicalWaterfalls(state, cut),
    pools: sim.pools.map((pool) => poolReport(pool, sim.now)),
    fix: null,
    notes,
  };
}

/**
 * Whether the closed form says that requests drawn at this rate arrive faster than they can be served: a run of a
 * thousand may be too short to show it. Traces are judged by their run alone.
 */
function beyondCapacity(input: EngineInput): boolean {
  return input.workload.kind === 'synthetic' && estimate(input).kind === 'saturated';
}

/** A trace and a closed loop are reported whole; a drawn workload loses its start-up, unless it never settles. */
function warmUpCut(
  state: RequestState,
  inFlight: Float64Array,
  input: EngineInput,
  saturated: boolean,
): number {
  if (input.workload.kind !== 'synthetic' || saturated) return 0;
  const ttft = state.firstToken.map((t, i) => (Number.isNaN(t) ? 0 : t - state.arrival[i]!));
  return Math.max(warmUp(ttft), warmUp(inFlight));
}

function latencies(
  state: RequestState,
  cut: number,
): { ttft: Float64Array; tpot: Float64Array; e2e: Float64Array } {
  const ttft = new Float64Array(state.count);
  const tpot = new Float64Array(state.count);
  const e2e = new Float64Array(state.count);
  let done = 0;
  let decoded = 0;
  for (let i = cut; i < state.count; i++) {
    const end = state.end[i]!;
    if (Number.isNaN(end)) continue;
    const first = state.firstToken[i]!;
    ttft[done] = first - state.arrival[i]!;
    e2e[done++] = end - state.arrival[i]!;
    // The first token has no gap before it: TPOT needs a second one.
    if (state.output[i]! >= 2) tpot[decoded++] = (end - first) / (state.output[i]! - 1);
  }
  return { ttft: ttft.subarray(0, done), tpot: tpot.subarray(0, decoded), e2e: e2e.subarray(0, done) };
}

function completedTokens(state: RequestState): { promptTokens: number; outputTokens: number } {
  let promptTokens = 0;
  let outputTokens = 0;
  for (let i = 0; i < state.count; i++) {
    if (Number.isNaN(state.end[i]!)) continue;
    promptTokens += state.prompt[i]!;
    outputTokens += state.output[i]!;
  }
  return { promptTokens, outputTokens };
}

function activity(pool: Pool, span: number): PoolActivity {
  const { meter, plan } = pool;
  return {
    chip: plan.input.chip,
    chips: plan.input.chips,
    spanSeconds: span,
    busyChipSeconds: meter.busyChipSeconds,
    tdpSeconds: meter.tdpSeconds,
    flop: meter.flop,
    bytes: meter.bytes,
  };
}

function tier(pool: Pool, span: number): TierReport {
  const { plan, meter, instances } = pool;
  const { chip, role, chips } = plan.input;
  return {
    pool: role,
    chip: chip.id,
    tier: chip.memory.tier,
    capacity_bytes: chip.memory.bytes * chips,
    weight_bytes: plan.weightBytes * plan.instances,
    kv_bytes_mean: span > 0 ? meter.kvSeries.total / span : 0,
    kv_bytes_peak: instances.reduce((sum, instance) => sum + instance.kv.peakBytes, 0),
  };
}

function poolReport(pool: Pool, span: number): SideReport['pools'][number] {
  const { plan, meter } = pool;
  const laneTime = span * plan.instances * plan.lanesPerInstance;
  return {
    role: plan.input.role,
    chip: plan.input.chip.id,
    chips: plan.input.chips,
    instances: plan.instances,
    tensor_parallel: plan.input.chip.kind === 'gpu' ? plan.chipsPerInstance : 1,
    busy_share: laneTime > 0 ? meter.laneSeconds / laneTime : null,
    batch_mean: meter.laneSeconds > 0 ? meter.batchSeconds / meter.laneSeconds : null,
    reason: plan.reason,
  };
}

function missing(plan: Plan, field: 'tdpWatts' | 'usdPerHour', what: string, effect: string): string {
  const names = plan.pools.filter((p) => p.input.chip[field] === null).map((p) => p.input.chip.name);
  return `The ${what} of ${[...new Set(names)].join(' and ')} is not published, so ${effect} is unknown.`;
}
