import type { Seconds, Tokens, TokensPerSecond, UsDollars } from '../../units/units';
import { usdPerMillionTokens } from '../economics';
import { energyBill, type EnergyBill } from '../energy-parts';
import type { EngineInput } from '../input';
import type { Rates } from '../result';
import type { Activity } from './activity-series';
import type { Pool } from './cluster-state';
import type { SimState } from './state';
import { confidence95 } from './statistics';
import { tierJoules } from './tier-energy';

/** What came out of a stretch of a run, and what it took. */
export interface Totals {
  seconds: Seconds;
  requests: number;
  promptTokens: Tokens;
  outputTokens: Tokens;
  /** Null where a chip's power is not known. */
  bill: EnergyBill | null;
}

/** Everything from the first arrival to the last token, filling up and running empty included. */
export function wholeRun(sim: SimState, input: EngineInput): Totals {
  const { requests } = sim;
  const { promptTokens, outputTokens } = answered(sim);
  const seconds = sim.now - (requests.count > 0 ? requests.arrival[0]! : 0);
  return {
    seconds,
    requests: sim.completed,
    promptTokens,
    outputTokens,
    bill: billOf(sim, input, seconds, 1, (pool) => pool.meter),
  };
}

/**
 * From one time to another, both within the run. A prompt counts when its first token comes, a request when its last
 * does, an output token when it is delivered; what crossed links, and went to and from tiers behind devices, is shared out by prompt tokens.
 */
export function totalsBetween(sim: SimState, input: EngineInput, from: Seconds, to: Seconds): Totals {
  const { requests: state } = sim;
  const within = (t: number): boolean => t > from && t <= to;
  let requests = 0;
  let promptTokens = 0;
  for (let i = 0; i < state.count; i++) {
    if (within(state.end[i]!)) requests++;
    if (within(state.firstToken[i]!)) promptTokens += state.prompt[i]!;
  }
  const done = new Map(sim.pools.map((pool) => [pool, pool.meter.activity.between(from, to)]));
  const all = answered(sim).promptTokens;
  return {
    seconds: to - from,
    requests,
    promptTokens,
    outputTokens: [...done.values()].reduce((sum, { tokens }) => sum + tokens, 0),
    bill: billOf(sim, input, to - from, all > 0 ? promptTokens / all : 0, (pool) => done.get(pool)!),
  };
}

/** Stretches of a run: two for each of the batches of an interval. */
const STRETCHES = 40;

/**
 * Half-width of the 95 % confidence interval of the output tokens a second of a side that keeps up: how many requests come
 * between two times, and how long their answers are, is chance. Cost and energy per token move with it.
 */
export function outputRateCi95(
  { requests: state }: SimState,
  from: Seconds,
  to: Seconds,
): TokensPerSecond | null {
  const rates = new Float64Array(STRETCHES);
  const long = (to - from) / STRETCHES;
  for (let i = 0; i < state.count; i++) {
    const stretch = Math.ceil((state.arrival[i]! - from) / long) - 1;
    if (stretch in rates) rates[stretch]! += state.output[i]! / long;
  }
  return confidence95(rates);
}

/** The figures that divide one total by another. `hourly` is what all chips cost, null where a price is not known. */
export function ratesOf(totals: Totals, chips: number, hourly: UsDollars | null): Rates {
  const { seconds, promptTokens, outputTokens, bill } = totals;
  const per = (amount: number, by: number | null): number | null =>
    by !== null && by > 0 ? amount / by : null;
  const output = per(outputTokens, seconds);
  const both = per(promptTokens + outputTokens, seconds);
  const facility = bill === null ? null : per(bill.facility, seconds);
  return {
    output_tokens_per_s: output,
    tokens_per_s_per_chip: output === null ? null : output / chips,
    requests_per_s: per(totals.requests, seconds),
    joules_per_output_token: bill === null ? null : per(bill.total, outputTokens),
    joules_per_total_token:
      bill === null || outputTokens === 0 ? null : bill.total / (promptTokens + outputTokens),
    usd_per_million_output_tokens: usdPerMillionTokens(hourly, output ?? 0),
    usd_per_million_total_tokens: usdPerMillionTokens(hourly, both ?? 0),
    power_w: bill === null ? null : per(bill.total, seconds),
    facility_power_w: facility,
    output_tokens_per_s_per_facility_w: output === null ? null : per(output, facility),
    output_tokens_per_s_per_usd_per_h: output === null ? null : per(output, hourly),
  };
}

function answered({ requests: state }: SimState): { promptTokens: number; outputTokens: number } {
  let promptTokens = 0;
  let outputTokens = 0;
  for (let i = 0; i < state.count; i++) {
    if (Number.isNaN(state.end[i]!)) continue;
    promptTokens += state.prompt[i]!;
    outputTokens += state.output[i]!;
  }
  return { promptTokens, outputTokens };
}

function billOf(
  sim: SimState,
  input: EngineInput,
  spanSeconds: Seconds,
  /** Of what moved outside of the chips in the whole run. */
  movedShare: number,
  did: (pool: Pool) => Omit<Activity, 'tokens'>,
): EnergyBill | null {
  const pools = sim.pools.map((pool) => {
    const { busyChipSeconds, tdpSeconds, flop, bytes } = did(pool);
    const { chip, chips } = pool.plan.input;
    return { chip, chips, spanSeconds, busyChipSeconds, tdpSeconds, flop, bytes };
  });
  const activations = sim.pools.reduce((sum, { meter }) => sum + meter.linkBytes, 0);
  const crossed = (sim.link?.flows.bytesOut ?? 0) + activations;
  return energyBill(pools, crossed * movedShare, input.cluster.facility, tierJoules(sim.memory, movedShare));
}
