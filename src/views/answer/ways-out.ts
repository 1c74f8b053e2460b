import { poolsInForce } from '../../scenario/defaults';
import { patchScenario, patchSide } from '../../scenario/patch';
import { resolve } from '../../scenario/resolve';
import type { PoolChoice, Scenario, SideScenario } from '../../scenario/scenario';
import { tensorDegrees } from '../../scenario/tensor-degrees';
import type { Advice, Beyond, Remedy } from '../../store/advice';
import { patchOf, type PoolFix } from './fix-of';

/** What to set so that a side keeps up with its load, and the means that it then has by the closed form, seconds. */
export interface WayOut {
  fixes: PoolFix[];
  /** Null: as it is. */
  tensorParallel: number | null;
  ttft: number | null;
  tpot: number | null;
  /** Which of them are more than every request is promised. */
  misses: ('TTFT' | 'TPOT')[];
}

export interface WaysOut {
  /** The pool that is full first; null where there is only one, or where no number of chips does. */
  first: Remedy['first'];
  /** How far the most chips come as the side is laid out now, where no number of them does. */
  beyond: Beyond | null;
  /** More chips, then another tensor-parallel degree where that is better; none where there is room already. */
  ways: WayOut[];
}

type Pools = Remedy['pools'];

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
  const told = asItIs.pools ? { first: asItIs.first, beyond: null } : { first: null, beyond: asItIs };
  const wayOf = async (pools: Pools, tensorParallel: number | null): Promise<Known> => {
    signal?.throwIfAborted();
    const fixes = fixesOf(side, pools);
    const then = patchScenario(scenario, { [id]: patchSide(side, patchOf(fixes, tensorParallel)) });
    const report = await advice.estimate(then, id);
    const means = { ttft: report?.ttft_s?.mean ?? null, tpot: report?.tpot_s?.mean ?? null };
    const way = { fixes, tensorParallel, ...means, misses: missesOf(scenario, means) };
    return { way, chips: chipsOf(side, pools), seconds: report?.e2e_s?.mean ?? Infinity };
  };
  const usual = asItIs.pools && (await wayOf(asItIs.pools, null));
  if (usual?.way.fixes.length === 0) return { ...told, ways: [] };
  let other: Known | null = null;
  for (const tensorParallel of degreesBeside(scenario, id)) {
    const laidOut = patchScenario(scenario, { [id]: patchSide(side, { tensorParallel }) });
    const found = await advice.keepUp(laidOut, id, signal);
    if (!found?.pools) continue;
    const way = await wayOf(found.pools, tensorParallel);
    if (other === null || better(way, other) || (!better(other, way) && way.seconds < other.seconds))
      other = way;
  }
  const worthIt = other !== null && (usual === null || better(other, usual)) ? [other.way] : [];
  return { ...told, ways: [...(usual ? [usual.way] : []), ...worthIt] };
}

/** A way with what it takes: the chips of its pools, and the mean request from arrival to its last token. */
interface Known {
  way: WayOut;
  chips: number;
  seconds: number;
}

/** It keeps more of the promise, or as much of it with fewer chips. */
const better = (one: Known, than: Known): boolean =>
  one.way.misses.length === than.way.misses.length
    ? one.chips < than.chips
    : one.way.misses.length < than.way.misses.length;

function missesOf(
  { slo, classes }: Scenario,
  { ttft, tpot }: Pick<WayOut, 'ttft' | 'tpot'>,
): WayOut['misses'] {
  const promised = classes === null ? slo : null;
  const over = (value: number | null, limit: number | null) =>
    value !== null && limit !== null && value > limit;
  return [
    ...(over(ttft, promised?.ttft ?? null) ? (['TTFT'] as const) : []),
    ...(over(tpot, promised?.tpot ?? null) ? (['TPOT'] as const) : []),
  ];
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

/** The chips of the architecture's own pools, once a remedy is followed. */
function chipsOf(side: SideScenario, pools: Pools): number {
  const { prefill, decode } = poolsInForce(side);
  return ((pools.prefill ?? prefill)?.count ?? 0) + (pools.decode ?? decode).count;
}

function degreesBeside(scenario: Scenario, id: 'a' | 'b'): number[] {
  const found = resolve(scenario)[id];
  const now = scenario[id]?.tensorParallel;
  return found?.kind === 'ready' ? tensorDegrees(found.input.cluster).filter((degree) => degree !== now) : [];
}
