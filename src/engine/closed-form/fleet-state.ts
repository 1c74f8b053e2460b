import type { ModelInput } from '../input';
import { statisticsOf } from '../layout/pool-demands';
import type { Plan, PoolPlan } from '../layout/pool-plan';
import { decodesOnly, isCompanion, takesArrivals } from '../roles';
import type { WorkloadStatistics } from '../workload-shape';
import { idlePool } from './stage';
import { steadyState, type SteadyState } from './steady-state';

/** Part of a fleet that one model's requests go through whatever the load, and its steady state. */
export interface Part {
  plan: Plan;
  model: ModelInput;
  state: SteadyState;
}

/**
 * The closed form of a whole fleet. It is known where each model has one pool, or one prefill and one decode pool:
 * then the workload fixes what comes to every pool. Where a rule chooses among pools, only a run can tell.
 */
export type FleetState =
  | {
      known: true;
      state: SteadyState;
      parts: Part[];
      /** The part that decodes most. */
      main: Part;
    }
  | { known: false; why: string };

/** `judged`: as `steadyState` takes it. */
export function fleetState(
  plan: Plan,
  model: ModelInput,
  w: WorkloadStatistics,
  judged?: boolean,
): FleetState {
  const ways = waysOf(plan, model, w);
  for (const way of ways) {
    const entries = way.pools.filter(({ input }) => takesArrivals(input.role));
    const decodes = way.pools.filter(({ input }) => decodesOnly(input.role));
    const handsOver = entries[0]?.input.role === 'prefill';
    if (entries.length > 1 || decodes.length > 1 || (handsOver ? decodes.length === 0 : decodes.length > 0))
      return unknown(
        `${way.model.name} is served by several pools, and which of them a request takes depends on the run`,
      );
  }
  const alone =
    ways.length === 1 && plan.pools.every(({ input }) => servesOf(input.model, model) === ways[0]!.model.id);
  if (alone) return whole(plan, ways[0]!.model, w, judged);
  if (w.users !== null) return unknown('how many requests in flight each model has depends on the run');
  if (plan.pools.some(({ input }) => isCompanion(input.role)))
    return unknown('pools that serve other pools are computed for one model at a time');
  if (ways.filter(({ pools }) => pools.length > 1).length > 1)
    return unknown('hand-offs of several models share one network');
  return superposed(plan, ways, model, w, judged);
}

const servesOf = (own: ModelInput | undefined, usual: ModelInput): string => (own ?? usual).id;

const unknown = (why: string): FleetState => ({ known: false, why });

interface Way {
  model: ModelInput;
  pools: PoolPlan[];
}

/** The pools of every model that requests ask for. */
function waysOf(plan: Plan, usual: ModelInput, w: WorkloadStatistics): Way[] {
  const asked =
    w.classes === undefined ? [usual.id] : [...new Set(w.classes.map((of) => of.model ?? usual.id))];
  return asked.map((id) => {
    const pools = plan.pools.filter(
      ({ input }) => servesOf(input.model, usual) === id && !isCompanion(input.role),
    );
    return { model: pools[0]?.input.model ?? usual, pools };
  });
}

function whole(plan: Plan, model: ModelInput, w: WorkloadStatistics, judged?: boolean): FleetState {
  const state = behindNetwork(plan, steadyState(plan, model, w, judged));
  const main = { plan, model, state };
  return { known: true, state, parts: [main], main };
}

/** Users at a distance wait for the network too, once: tokens follow each other as they were sent. */
function behindNetwork(plan: Plan, state: SteadyState): SteadyState {
  const away = plan.pools.find(({ input }) => takesArrivals(input.role))?.input.roundTripSeconds ?? 0;
  return away === 0 ? state : { ...state, ttft: state.ttft + away, e2e: state.e2e + away };
}

function superposed(
  plan: Plan,
  ways: Way[],
  usual: ModelInput,
  w: WorkloadStatistics,
  judged?: boolean,
): FleetState {
  const parts = ways.map(({ model, pools }): Part => {
    const part: Plan = { ...plan, pools, link: pools.length > 1 ? plan.link : null };
    return {
      plan: part,
      model,
      state: behindNetwork(part, steadyState(part, model, statisticsOf(w, model.id, usual.id), judged)),
    };
  });
  const asked = w.requestsPerSecond;
  const shareOf = ({ state }: Part): number => state.demand.statistics.requestsPerSecond / asked;
  const sum = (value: (state: SteadyState) => number): number =>
    parts.reduce((all, { state }) => all + value(state), 0);
  /** Mean over requests: parts weigh in by what they serve. */
  const served = sum((state) => state.rate);
  const mean = (value: (state: SteadyState) => number): number =>
    sum((state) => (state.rate / served) * value(state));
  const main = parts.reduce((best, part) =>
    part.state.decode.decoding > best.state.decode.decoding ? part : best,
  );
  const maxRate = Math.min(...parts.map((part) => part.state.maxRate / shareOf(part)));
  const saturated = parts.some(({ state }) => state.saturated);
  const state: SteadyState = {
    ...main.state,
    saturated,
    maxRate,
    load: asked / maxRate,
    rate: served,
    ttft: saturated ? NaN : mean((s) => s.ttft),
    tpot: mean((s) => s.tpot),
    e2e: saturated ? NaN : mean((s) => s.e2e),
    service: mean((s) => s.service),
    decode: { ...main.state.decode, maxRate, decoding: sum((s) => s.decode.decoding) },
    pools: plan.pools.map((pool) => {
      const part = parts.find((of) => of.plan.pools.includes(pool));
      return part === undefined ? idlePool(pool) : part.state.pools[part.plan.pools.indexOf(pool)]!;
    }),
    linkBytesPerSecond: sum((s) => s.linkBytesPerSecond),
  };
  return { known: true, state, parts, main };
}
