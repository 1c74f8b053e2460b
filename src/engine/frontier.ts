import { fleetState } from './closed-form/fleet-state';
import { sequenceSlots } from './closed-form/slots';
import { steadyState, type SteadyState } from './closed-form/steady-state';
import { usdPerHour } from './economics';
import { sideEnergy } from './closed-form/side-figures';
import type { ClusterInput, EngineInput, PoolInput } from './input';
import { decoderOf, type Plan } from './layout/pool-plan';
import { layerSplit } from './model/kv-bytes';
import { Planner } from './plan';
import { isCompanion } from './roles';
import { workloadStatistics, type WorkloadStatistics } from './workload-statistics';

/**
 * What a side's chips can do at their busiest: speed for each user against tokens for each chip, kilowatt and dollar,
 * from one request at a time to full batches. Every point is the closed form with a fixed number of users who ask
 * again as soon as they are answered, so prompts are in it: they stretch the steps they ride in, or need the prefill
 * pool. A side at the scenario's own load lies below its line by the time its chips are idle.
 */

export interface FrontierPoint {
  /** Requests under way on the whole side. */
  users: number;
  /** Mean sequences in a decode step. */
  batch: number;
  /** Answered, on the whole side. Where as many come at random, they meet more often than users who take turns. */
  requestsPerSecond: number;
  tokensPerSecondPerUser: number;
  /** Output tokens. */
  tokensPerSecondPerChip: number;
  /** Of chips and links; null when a chip's power is unknown. */
  tokensPerSecondPerKilowatt: number | null;
  /** Output tokens per second for a dollar an hour; null when a price is unknown. */
  tokensPerSecondPerUsdPerHour: number | null;
}

export interface FrontierLine {
  /** Of the GPU pools; `auto` where they choose differently, null on a side without GPUs. */
  tensorParallel: number | 'auto' | null;
  /** The layout that the scenario runs in. */
  current: boolean;
  /** From few users to many. */
  points: FrontierPoint[];
}

/** Lines of every tensor-parallel degree that fits; empty where none does, or where users do not share all pools. */
export function frontier(input: EngineInput): FrontierLine[] {
  const w = workloadStatistics(input.workload);
  const planOf = (cluster: ClusterInput) => {
    const planned = new Planner(input.model, cluster).plan(w, false);
    return planned.feasible ? planned.plan : null;
  };
  const own = planOf(input.cluster);
  const fleet = own && fleetState(own, input.model, w);
  if (fleet !== null && (!fleet.known || fleet.parts.length > 1)) return [];
  const ownLayout = own && layoutOf(own);
  const degrees = degreesOf(input.cluster);
  const lines: FrontierLine[] = [];
  for (const tensorParallel of degrees) {
    const plan = planOf(withDegree(input.cluster, tensorParallel));
    if (plan === null) continue;
    const current = layoutOf(plan) === ownLayout;
    lines.push({ tensorParallel, current, points: pointsOf(plan, input, w) });
  }
  if (own && !lines.some((line) => line.current)) {
    const tensorParallel = degrees.length > 0 ? 'auto' : null;
    lines.push({ tensorParallel, current: true, points: pointsOf(own, input, w) });
  }
  return lines;
}

function layoutOf(plan: Plan): string {
  return plan.pools.map((pool) => pool.chipsPerInstance).join();
}

/** Cut into tensor-parallel groups of the degree in question; companions choose their own. */
function isCut({ chip, role }: PoolInput): boolean {
  return chip.kind === 'gpu' && !isCompanion(role);
}

function degreesOf({ pools }: ClusterInput): number[] {
  const gpus = pools.filter(isCut);
  const most = Math.max(0, ...gpus.map(({ chip, chips }) => Math.min(chip.scaleUpChips, chips)));
  const degrees: number[] = [];
  for (let degree = 1; degree <= most; degree *= 2) degrees.push(degree);
  return degrees;
}

function withDegree(cluster: ClusterInput, tensorParallel: number): ClusterInput {
  const pools = cluster.pools.map((pool) => (isCut(pool) ? { ...pool, tensorParallel } : pool));
  return { ...cluster, pools };
}

/** The last of the load that a line is followed to: more users would only wait for their first token. */
const FULL = 0.99;

function pointsOf(plan: Plan, input: EngineInput, w: WorkloadStatistics): FrontierPoint[] {
  const hourly = usdPerHour(input.cluster.pools);
  const points: FrontierPoint[] = [];
  for (const users of userCounts(plan, input, w)) {
    const state = steadyState(plan, input.model, { ...w, requestsPerSecond: 0, users });
    if (!(state.decode.tpot > 0) || !(state.rate > 0)) break;
    points.push(pointOf(users, state, plan, input, hourly));
    if (state.load > FULL) break;
  }
  return points;
}

function pointOf(
  users: number,
  state: SteadyState,
  plan: Plan,
  input: EngineInput,
  hourly: number | null,
): FrontierPoint {
  const tokens = state.rate * state.demand.statistics.outputMean;
  const bill = sideEnergy(state, input.cluster);
  return {
    users,
    batch: 1 + state.decode.others,
    requestsPerSecond: state.rate,
    tokensPerSecondPerUser: 1 / state.tpot,
    tokensPerSecondPerChip: tokens / plan.chips,
    tokensPerSecondPerKilowatt: bill === null ? null : (tokens / bill.total) * 1000,
    tokensPerSecondPerUsdPerHour: hourly === null ? null : tokens / hourly,
  };
}

/** One request an instance, then about √2 times more, up to what its memory and its batches hold. */
function userCounts(plan: Plan, input: EngineInput, w: WorkloadStatistics): number[] {
  const pool = decoderOf(plan.pools);
  const { window } = layerSplit(input.model.shape);
  const most = sequenceSlots(pool, w.promptMean + w.outputMean / 2, window);
  const counts: number[] = [];
  for (let power = 1; power < most; power *= 2) {
    counts.push(power);
    if (power > 1 && power * 1.5 < most) counts.push(power * 1.5);
  }
  counts.push(most);
  return counts.map((perInstance) => perInstance * pool.instances);
}
