import { poolsInForce } from '../../scenario/defaults';
import { patchScenario, patchSide } from '../../scenario/patch';
import { MOST_CHIPS } from '../../scenario/pool-choice';
import { resolve } from '../../scenario/resolve';
import type { PoolChoice, Scenario, SideScenario } from '../../scenario/scenario';
import { tensorDegrees } from '../../scenario/tensor-degrees';
import type { Advice, Beyond, Remedy } from '../../store/advice';
import { patchOf, type PoolFix } from './fix-of';

/** What to set so that a side keeps up with its load, and what it then comes to. */
export interface WayOut {
  fixes: PoolFix[];
  /** Null: as it is. */
  tensorParallel: number | null;
  /** Means, seconds; null: unknown. */
  ttft: number | null;
  tpot: number | null;
  /** Share of the requests that keep what they are promised; null: nothing is promised, or unknown. */
  kept: number | null;
  /** Requests of the run that it was tried with; null: by the closed form alone. */
  requests: number | null;
  /** They were too few for the load, and all that can be waited for. */
  short: boolean;
  /** Its queue grew in that run, too. */
  overloaded: boolean;
}

export interface WaysOut {
  /** The pool that is full first; null where there is only one, or where no number of chips does. */
  first: Remedy['first'];
  /** How far the most chips come as the side is laid out now, where no number of them does. */
  beyond: Beyond | null;
  /** More chips; before it another tensor-parallel degree where that is better. None where there is room already. */
  ways: WayOut[];
}

type Pools = Remedy['pools'];

/** What a way sets. */
interface Setting {
  pools: Pools;
  tensorParallel: number | null;
}

/** The closed form cannot know every queue: a way whose queue grows in a run is tried so many times with more chips. */
const MOST_TRIES = 4;
const MORE = 1.25;

/** Null where nothing is known; rejects with the signal's reason when it is given up. */
export async function waysOut(
  advice: Advice,
  scenario: Scenario,
  id: 'a' | 'b',
  signal?: AbortSignal,
): Promise<WaysOut | null> {
  const side = scenario[id];
  const asItIs = await advice.keepUp(scenario, id, signal);
  if (side === null || asItIs === null) return null;
  const { pools } = asItIs;
  if (pools !== null && Object.keys(pools).length === 0)
    return { first: asItIs.first, beyond: null, ways: [] };
  const usual = pools && (await tried(advice, scenario, id, { pools, tensorParallel: null }, signal));
  const degree = await bestDegree(advice, scenario, id, signal);
  const other = degree && (await tried(advice, scenario, id, degree, signal));
  const ways = [...(other && (!usual || better(other, usual)) ? [other] : []), ...(usual ? [usual] : [])];
  return {
    first: pools && asItIs.first,
    beyond: asItIs.pools === null ? asItIs : null,
    ways: ways.map(({ way }) => way),
  };
}

/** The tensor-parallel degree with which a side keeps up on the fewest chips; of equals, the fastest request. */
async function bestDegree(
  advice: Advice,
  scenario: Scenario,
  id: 'a' | 'b',
  signal?: AbortSignal,
): Promise<Setting | null> {
  const side = scenario[id];
  const found = resolve(scenario)[id];
  if (side === null || found?.kind !== 'ready') return null;
  let best: (Setting & { chips: number; seconds: number }) | null = null;
  for (const tensorParallel of tensorDegrees(found.input.cluster)) {
    if (tensorParallel === side.tensorParallel) continue;
    const { pools } =
      (await advice.keepUp(withSetting(scenario, id, { pools: {}, tensorParallel }), id, signal)) ?? {};
    if (!pools) continue;
    const setting = { pools, tensorParallel };
    const chips = chipsOf(side, pools);
    const report = await advice.estimate(withSetting(scenario, id, setting), id);
    const seconds = report?.e2e_s?.mean ?? Infinity;
    if (best === null || chips < best.chips || (chips === best.chips && seconds < best.seconds))
      best = { ...setting, chips, seconds };
  }
  return best;
}

interface Tried {
  way: WayOut;
  chips: number;
}

/** With more chips where its queue grows in a run; a loaded trace is not run, for it may be long. */
async function tried(
  advice: Advice,
  scenario: Scenario,
  id: 'a' | 'b',
  setting: Setting,
  signal?: AbortSignal,
): Promise<Tried> {
  const side = scenario[id]!;
  let { pools } = setting;
  for (let tries = 1; ; tries++) {
    const then = withSetting(scenario, id, { ...setting, pools });
    const run = await advice.simulate(then, id, signal);
    const report = run ?? (await advice.estimate(then, id));
    const overloaded = run?.saturated ?? false;
    const next = grown(side, pools);
    if (overloaded && tries < MOST_TRIES && chipsOf(side, next) <= MOST_CHIPS) {
      pools = next;
      continue;
    }
    const way: WayOut = {
      fixes: fixesOf(side, pools),
      tensorParallel: setting.tensorParallel,
      ttft: report?.ttft_s?.mean ?? null,
      tpot: report?.tpot_s?.mean ?? null,
      kept: run?.goodput_share ?? null,
      requests: run?.requests ?? null,
      short: (run?.requests_to_settle ?? null) !== null,
      overloaded,
    };
    return { way, chips: chipsOf(side, pools) };
  }
}

/** Less of a gap than this in what is kept decides nothing. */
const KEPT_GAP = 0.05;

/** It keeps more of the promise, or as much of it with fewer chips. */
function better(one: Tried, than: Tried): boolean {
  if (one.way.overloaded !== than.way.overloaded) return than.way.overloaded;
  const gap = (one.way.kept ?? 0) - (than.way.kept ?? 0);
  return Math.abs(gap) < KEPT_GAP ? one.chips < than.chips : gap > 0;
}

function withSetting(scenario: Scenario, id: 'a' | 'b', { pools, tensorParallel }: Setting): Scenario {
  const side = scenario[id]!;
  const patch = patchOf(fixesOf(side, pools), tensorParallel);
  return patchScenario(scenario, { [id]: patchSide(side, patch) });
}

/** The architecture's own pools as they are in force under a remedy. */
function inForce(side: SideScenario, pools: Pools): Pools {
  const { prefill, decode } = poolsInForce(side);
  return { ...(prefill && { prefill }), decode, ...pools };
}

function grown(side: SideScenario, pools: Pools): Pools {
  const entries = Object.entries(inForce(side, pools)) as [keyof Pools, PoolChoice][];
  return Object.fromEntries(
    entries.map(([key, choice]) => [key, { ...choice, count: Math.ceil(choice.count * MORE) }]),
  );
}

/** A remedy is of the architecture's own pools; one of two is named. */
function fixesOf(side: SideScenario, pools: Pools): PoolFix[] {
  const several = poolsInForce(side).prefill !== null;
  return (Object.entries(pools) as [keyof Pools, PoolChoice][]).map(([key, choice]) => ({
    role: several ? key : null,
    choice,
    patch: { [key]: choice },
  }));
}

const chipsOf = (side: SideScenario, pools: Pools): number =>
  Object.values(inForce(side, pools)).reduce((sum, { count }) => sum + count, 0);
