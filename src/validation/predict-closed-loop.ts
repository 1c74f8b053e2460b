import type { WorkloadInput } from '../engine/input';
import { makePlan } from '../engine/plan';
import { Simulation } from '../engine/sim/simulation';
import { makeRequests } from '../engine/workload/requests';
import type { Seconds, Tokens } from '../units/units';
import { admissionSeconds } from './admission';
import type { ClosedLoopLoad } from './client';
import type { Configuration } from './configuration';
import { engineInputOf } from './engine-input-of';
import { startUpSeconds } from './start-up';
import { stepCostOf, windowOf } from './step-cost-of';

/** What a run of a benchmark's closed loop gives; null when the configuration does not fit its chips. */
export interface ClosedLoopRun {
  ttft: { mean: Seconds; median: Seconds };
  /** Of the mean TTFT: waiting for kernels to be compiled. */
  compiling: Seconds;
  tpot: { mean: Seconds; median: Seconds };
  outputTokensPerSecond: number;
  /** Share of the chips' TDP drawn on average while the run lasted; null without a TDP. */
  wattsPerChip: number | null;
}

/** Benchmarks send about ten requests for each user; a long run changes nothing, so the count is bounded. */
const REQUESTS_PER_USER = 10;
const MOST_REQUESTS = 4000;
const MOST_EVENTS = 5e6;

export function runClosedLoop(served: Configuration, load: ClosedLoopLoad): ClosedLoopRun | null {
  const c = admitted(served, load);
  const { promptTokens, outputTokens, shortest } = load;
  // Ranks of attention data parallelism are alike: one of them, with its share of the users, stands for all.
  const users = Math.ceil(load.users / c.dataParallel);
  const requests = Math.max(users + 1, Math.min(MOST_REQUESTS, REQUESTS_PER_USER * users), 2 * users);
  const workload = { kind: 'closed', users, requests, promptTokens, outputTokens, shortest } as const;
  const planned = planOf(c, Math.max(1024, users), workload, load.tokenBudget);
  if (planned === null) return null;
  const { plan, input } = planned;
  const sim = new Simulation(plan, c.model, makeRequests(input.workload, input.seed));
  sim.run(Infinity, MOST_EVENTS);
  const r = sim.requests;
  const ttft: number[] = [];
  const tpot: number[] = [];
  let tokens = 0;
  for (let i = 0; i < r.count; i++) {
    const end = r.end[i]!;
    if (Number.isNaN(end)) continue;
    const first = r.firstToken[i]!;
    ttft.push(first - r.arrival[i]!);
    tokens += r.output[i]!;
    if (r.output[i]! >= 2) tpot.push((end - first) / (r.output[i]! - 1));
  }
  if (ttft.length === 0) return null;
  const compiling = startUpSeconds(c, load, users / r.count);
  const first = centre(ttft);
  return {
    ttft: { mean: first.mean + compiling, median: first.median },
    compiling,
    tpot: centre(tpot),
    outputTokensPerSecond: (c.dataParallel * tokens) / sim.now,
    wattsPerChip: wattsPerChip(sim, c),
  };
}

/**
 * What ran did fit. 80 GB of a data sheet are 85.5e9 bytes on the chip, and so for its siblings, and a server may be given 95 %
 * of them instead of 90: where the usual room is too small, that much is taken.
 */
const MOST_ROOM = (1.068 * 0.95) / 0.9;

function planOf(c: Configuration, maxSequences: number, workload: WorkloadInput, tokenBudget: Tokens) {
  const { memory } = c.chip;
  for (const room of [1, MOST_ROOM]) {
    const chip = { ...c.chip, memory: { ...memory, bytes: room * memory.bytes } };
    const input = engineInputOf({ ...c, chip }, maxSequences, workload, tokenBudget);
    const planned = makePlan(input);
    if (planned.feasible) return { plan: planned.plan, input };
  }
  return null;
}

/** A server as this client meets it, but for when it looks at requests. */
export function atClient(c: Configuration, { requestSeconds, graphTokens }: ClosedLoopLoad): Configuration {
  const { promptLaunch } = c.software;
  const launch = graphTokens === null || promptLaunch === undefined ? null : { ...promptLaunch, graphTokens };
  if (requestSeconds === null && launch === null) return c;
  const software = { ...c.software };
  if (requestSeconds !== null) software.requestSeconds = requestSeconds;
  if (launch !== null) software.promptLaunch = launch;
  return { ...c, software };
}

/** The same, with what requests wait until they are looked at. */
function admitted(served: Configuration, load: ClosedLoopLoad): Configuration {
  const c = atClient(served, load);
  if (load.admission === null) return c;
  const wait = admissionSeconds(stepCostOf(c), windowOf(c), load);
  return { ...c, software: { ...c.software, requestSeconds: (c.software.requestSeconds ?? 0) + wait } };
}

function wattsPerChip(sim: Simulation, { chip, tensorParallel }: Configuration): number | null {
  if (chip.tdpWatts === null) return null;
  const busy = sim.pools.reduce((sum, pool) => sum + pool.meter.tdpSeconds, 0);
  const idleSeconds = sim.pools.reduce(
    (sum, pool) => sum + tensorParallel * sim.now - pool.meter.busyChipSeconds,
    0,
  );
  return (chip.tdpWatts * (busy + chip.power.idle * Math.max(0, idleSeconds))) / (sim.now * tensorParallel);
}

function centre(values: number[]): { mean: number; median: number } {
  const sorted = values.slice().sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? NaN;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
  let sum = 0;
  for (const value of values) sum += value;
  return { mean: sum / values.length, median };
}
