import { quantile } from '../number/quantile';
import type { Seconds } from '../../units/units';
import { assumptionsOf } from '../assumptions';
import { usdPerHour } from '../economics';
import { estimateOf, type Estimate } from '../fast-path';
import { fullAt } from '../session-capacity';
import type { EngineInput, RouteId } from '../input';
import { countText } from '../layout/quantities';
import { LogSketch } from '../number/log-sketch';
import type { Plan } from '../plan';
import type { Percentiles, SideReport, TokenPrices } from '../result';
import { tokenPrices } from '../token-prices';
import { tpotBand } from '../tpot-band';
import type { Requests } from '../workload/requests';
import { classReports, totalGoodput } from './class-report';
import { resultHash } from './hash';
import { poolReport, tierReport } from './pool-report';
import { rejectionNotes } from './rejection';
import type { RequestState } from './request-state';
import { busiestDecoder, type SimState } from './state';
import { sessionsOf } from './parts';
import { poolBoundBy } from './snapshot';
import {
  confidence95,
  grows,
  inFlightAtArrivals,
  percentiles,
  percentilesOfSketch,
  warmUp,
} from './statistics';
import { prefixReport } from './prefix-report';
import { requestsToSettle } from './settling';
import { outputRateCi95, ratesOf, totalsBetween, wholeRun, type Totals } from './totals';
import { answerParts, firstTokenParts, tokenParts, typicalWaterfalls } from './waterfall';

/** Shares and hits are those of the whole run, rates those that are reported. */
function pricesOf(
  sim: SimState,
  { pools }: Plan,
  { seconds, promptTokens, outputTokens }: Totals,
): TokenPrices | null {
  const prefix = prefixReport(sim);
  return tokenPrices({
    pools,
    did: (i) => sim.pools[i]!.meter,
    promptRate: promptTokens / seconds,
    outputRate: outputTokens / seconds,
    found: prefix?.hit_share ?? null,
    promptMean: promptMeanOf(sim),
  });
}

function promptMeanOf({ requests: { prompt, count } }: SimState): number {
  let tokens = 0;
  for (let i = 0; i < count; i++) tokens += prompt[i]!;
  return count > 0 ? tokens / count : 0;
}

/** Everything that a finished run came to. */
export function simulationReport(
  sim: SimState,
  plan: Plan,
  input: EngineInput,
  requests: Requests,
  note: string | null,
): SideReport {
  const { requests: state } = sim;
  const notes: string[] = note === null ? [] : [note];
  notes.push(...(requests.notes ?? []), ...assumptionsOf(plan));
  const inFlight = inFlightAtArrivals(state.arrival, state.end);
  const expected = input.workload.kind === 'synthetic' && !isClosed(input) ? estimateOf(plan, input) : null;
  const overload = overloadOf(input, whileTheyCome(sim, inFlight), expected);
  const saturated = overload !== null;
  const cut = warmUpCut(sim, inFlight, input, saturated);
  const samples = latencies(state, cut);
  const tpot = percentiles(samples.tpot);
  const e2e = percentiles(samples.e2e);
  const whole = wholeRun(sim, input);
  const steady = saturated ? fullPart(sim, input) : steadyPart(sim, input, cut, e2e?.mean ?? Infinity);
  const settled = steady && totalsBetween(sim, input, steady.from, steady.to);
  // Short answers end first, so the requests of an overloaded run are counted by their tokens.
  if (settled && saturated) settled.requests = (settled.outputTokens * whole.requests) / whole.outputTokens;
  const span = steady ?? { from: state.count > 0 ? state.arrival[0]! : 0, to: sim.now };
  const reported = { cut, ...span };
  const { bill } = whole;
  const hourly = usdPerHour(plan.pools.map((pool) => pool.input));
  if (bill === null) notes.push(missing(plan, 'tdpWatts', 'power', 'energy'));
  if (hourly === null) notes.push(missing(plan, 'usdPerHour', 'price', 'cost'));
  if (bill?.overdrawn === true) {
    notes.push('Device energies exceed the chip power of this run; they are scaled to it in the breakdown.');
  }
  const enough = saturated ? null : requestsToSettle(input, e2e?.mean ?? null, expected);
  if (steady === null && e2e !== null && !saturated && input.workload.kind === 'synthetic') {
    notes.push(
      'The run is short beside its requests: rates, energy and cost are of all of it, filling up and running empty included.',
    );
  }
  if (enough !== null) {
    notes.push(
      `At this load it takes some ${countText(enough)} requests to settle; while the cluster fills up, answers are faster, and tokens dearer, than they stay.`,
    );
  }
  if (saturated) {
    notes.push(
      `Requests arrive faster than they are served: latencies grow for as long as the load lasts.${overload === 'seen' ? '' : ' This run is too short to show it.'}`,
    );
  }
  if (requests.cutRequests > 0) {
    notes.push(
      `${String(requests.cutRequests)} drawn lengths were longer than the context allows and were cut, ` +
        `which takes ${cutText(requests.cutTokensMean)} tokens off the mean request.`,
    );
  }
  notes.push(...rejectionNotes(state.rejection), ...beyondContext(input));
  const beforeFirst = firstTokenParts(state, cut);
  return {
    feasible: true,
    reason: null,
    chips: plan.chips,
    ttft_s: percentiles(samples.ttft),
    tpot_s: tpot,
    itl_s: gapPercentiles(sim, cut),
    e2e_s: e2e,
    tokens_per_s_per_user: tpot === null ? null : 1 / tpot.mean,
    ...ratesOf(settled ?? whole, plan.chips, hourly),
    bound_by: poolBoundBy(busiestDecoder(sim)),
    tiers: sim.pools.map((pool) => tierReport(pool, sim.now)),
    hash: resultHash(state),
    method: 'simulated',
    saturated,
    requests: state.count,
    completed: sim.completed,
    rejected: sim.rejected,
    preemptions: sim.preemptions,
    duration_s: whole.seconds,
    usd_per_hour: hourly,
    usd_per_million: pricesOf(sim, plan, settled ?? whole),
    steady:
      steady && settled
        ? {
            from_s: steady.from,
            to_s: steady.to,
            energy_j: settled.bill?.total ?? null,
            facility_energy_j: settled.bill?.facility ?? null,
            energy_parts_j: settled.bill?.parts ?? null,
          }
        : null,
    whole_run: ratesOf(whole, plan.chips, hourly),
    energy_j: bill?.total ?? null,
    facility_energy_j: bill?.facility ?? null,
    energy_parts_j: bill?.parts ?? null,
    band: tpotBand(input, plan, tpot?.mean ?? null),
    warmup_requests: cut,
    requests_to_settle: enough,
    ttft_ci95_s: confidence95(samples.ttft),
    ttft_parts_s: beforeFirst,
    e2e_parts_s: answerParts(state, cut, beforeFirst),
    tpot_parts_s: tokenParts(state, cut),
    tpot_ci95_s: confidence95(samples.tpot),
    output_tokens_per_s_ci95: steady && !saturated ? outputRateCi95(sim, steady.from, steady.to) : null,
    ...totalGoodput(sim, reported),
    classes: classReports(sim, reported),
    prefix: prefixReport(sim),
    waterfall: typicalWaterfalls(state, cut),
    pools: sim.pools.map((pool) => poolReport(pool, sim.now)),
    fix: null,
    notes,
  };
}

/**
 * Every short run grows now and then. The closed form knows when requests saturate a side within a tenth (invariant 41),
 * so below nine tenths of that growth is a wave; sessions come in slow waves, and what KV is found is known less well.
 */
const WAVES_BELOW_LOAD = 0.9;
const WAVES_OF_SESSIONS_BELOW_LOAD = 0.7;
/** Policies that may crowd one instance while others idle: of these the run alone knows whether it grows. */
const MAY_CROWD: readonly RouteId[] = ['kv', 'class', 'slo'];

/**
 * Whether the run grows, or the closed form says that requests drawn at this rate arrive faster than they can be
 * served: a run of a thousand may be too short to show it. Traces are judged by their run alone.
 */
function overloadOf(
  input: EngineInput,
  inFlight: Float64Array,
  expected: Estimate | null,
): 'seen' | 'expected' | null {
  if (isClosed(input)) return null;
  if (grows(inFlight) && !(expected?.kind === 'steady' && isWave(input, expected.load))) return 'seen';
  return expected?.kind === 'saturated' ? 'expected' : null;
}

/** Each answer brings the next request: whoever is slow gets fewer, and nothing grows. */
const isClosed = ({ workload }: EngineInput): boolean =>
  workload.kind === 'closed' || (workload.kind === 'synthetic' && workload.inFlight !== undefined);

/** Whether a run that grows below its capacity does so for a while only. */
function isWave(input: EngineInput, load: number): boolean {
  const sessions = sessionsOf(input.workload);
  if (sessions !== null)
    return sessions.requestsPerSecond < WAVES_OF_SESSIONS_BELOW_LOAD * fullAt(input, sessions);
  return !MAY_CROWD.includes(input.cluster.routing) && load < WAVES_BELOW_LOAD;
}

/** Requests in flight until the last session begins; after it there are fewer and fewer. */
function whileTheyCome({ arrivals, requests }: SimState, inFlight: Float64Array): Float64Array {
  let count = inFlight.length;
  while (count > 0 && requests.arrival[count - 1]! > arrivals.span) count--;
  return inFlight.subarray(0, count);
}

/** A trace is reported whole, and so are users of one length of requests; a drawn workload loses its start-up, unless it never settles. */
function warmUpCut(
  { requests: state, memory }: SimState,
  inFlight: Float64Array,
  input: EngineInput,
  saturated: boolean,
): number {
  if (input.workload.kind !== 'synthetic' || saturated) return 0;
  // Who was turned away has no time to first token and stands for nothing: the one before is repeated.
  let last = 0;
  const ttft = state.firstToken.map((t, i) => (last = Number.isNaN(t) ? last : t - state.arrival[i]!));
  // KV memory begins empty, too, and first tokens come late until it is full; a closed loop begins with all of them at once.
  const fromEmpty = memory === null && !isClosed(input);
  return Math.max(warmUp(ttft, fromEmpty), warmUp(inFlight, fromEmpty));
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

/** Least length of a steady part, in mean end-to-end times: shorter, a run is all filling up and running empty. */
const LEAST_STEADY = 2;

/** The part of the run in which the cluster is neither filling up nor running empty; see `SideReport.steady`. */
function steadyPart(
  { requests: state, arrivals }: SimState,
  input: EngineInput,
  cut: number,
  endToEnd: Seconds,
): { from: Seconds; to: Seconds } | null {
  if (input.workload.kind !== 'synthetic' || cut >= state.count) return null;
  const from = state.arrival[cut]!;
  // Sessions begin by the clock and go on after it: then there are fewer and fewer of them.
  const last = state.arrival[state.count - 1]!;
  const to = isClosed(input) ? last : Math.min(arrivals.span, last);
  return to - from > 0 && to - from >= LEAST_STEADY * endToEnd ? { from, to } : null;
}

/** Overloaded, a cluster is full while all but the first and the last tenth of its answers end. */
function fullPart(
  { requests: { end } }: SimState,
  input: EngineInput,
): { from: Seconds; to: Seconds } | null {
  if (input.workload.kind !== 'synthetic') return null;
  const ends = end.filter((t) => !Number.isNaN(t));
  const [from, to] = [quantile(ends, 0.1), quantile(ends, 0.9)];
  return to > from ? { from, to } : null;
}

/** Gaps between tokens of all pools since the first request after the warm-up came; null when there was none. */
function gapPercentiles(sim: SimState, cut: number): Percentiles | null {
  const gaps = new LogSketch();
  const from = cut > 0 ? sim.requests.arrival[cut]! : 0;
  for (const pool of sim.pools) gaps.merge(pool.meter.gaps.since(from));
  return percentilesOfSketch(gaps);
}

/** A tenth of a token still counts where few are cut. */
const cutText = (tokens: number): string => (tokens < 100 ? tokens.toFixed(1) : countText(tokens));

function missing(plan: Plan, field: 'tdpWatts' | 'usdPerHour', what: string, effect: string): string {
  const names = plan.pools.filter((p) => p.input.chip[field] === null).map((p) => p.input.chip.name);
  return `The ${what} of ${[...new Set(names)].join(' and ')} is not known, so neither is ${effect}.`;
}

/** A trace is run as it stands, also where the model's context is shorter than its requests. */
function beyondContext({ workload, model }: EngineInput): string[] {
  if (workload.kind !== 'trace') return [];
  const { promptTokens, outputTokens } = workload;
  let longer = 0;
  for (let i = 0; i < promptTokens.length; i++)
    if (promptTokens[i]! + outputTokens[i]! > model.maxContext) longer++;
  if (longer === 0) return [];
  return [
    `${countText(longer)} of ${countText(promptTokens.length)} requests of the trace are longer than the ` +
      `${countText(model.maxContext)} tokens of context that ${model.name} takes: they are run as if it took them.`,
  ];
}
