import { usdPerHour } from '../../engine/economics';
import { estimate } from '../../engine/fast-path';
import type { ClusterInput, EngineInput } from '../../engine/input';
import { ln } from '../../engine/number/portable';
import type { SideReport } from '../../engine/result';
import { resolve } from '../resolve';
import type { Scenario } from '../scenario';
import { tensorDegrees } from '../tensor-degrees';
import { atLeast, keysOf, larger, scenarioOn, smaller, type Family, type Sizes } from './family';

/** What users are promised, seconds, and what may be spent. Null: not asked for. */
export interface Goal {
  ttftSeconds: number | null;
  tpotSeconds: number | null;
  usdPerHour: number | null;
}

/** A cluster of some size, as the closed form sees it. */
export interface Candidate {
  family: Family;
  sizes: Sizes;
  scenario: Scenario;
  usdPerHour: number;
  /** Means by the closed form; NaN where a queue is without end. */
  ttftSeconds: number;
  tpotSeconds: number;
  /** 0 when means keep the promise; else by how much they miss it, as a sum of logarithms. */
  violation: number;
  /** How many times load or a promised mean could grow before the first of them is too much, as a logarithm. */
  slack: number;
}

/** A candidate that was simulated. */
export interface Tried {
  candidate: Candidate;
  /** With as many requests as it takes to tell. */
  scenario: Scenario;
  report: SideReport;
  /** The percentile of every promised latency is within it, and load does not outgrow the cluster. */
  meets: boolean;
  /** By how much it is not: 0 where the promise is kept. */
  miss: number;
}

/** What a size comes to: a candidate, or how many chips of which pool it would take at least. */
type Looked =
  | { kind: 'candidate'; candidate: Candidate; cluster: ClusterInput }
  | { kind: 'small'; sizes: Sizes }
  | { kind: 'never' };

/** Called before every estimate; whoever must let others work in between waits here, or throws to give up. */
export type Pause = () => void | Promise<void>;

/** What is asked of a search. */
export interface Search {
  base: Scenario;
  goal: Goal;
  pause?: Pause;
}

/** A pool that cannot keep up is worse than any that is slow. */
const OVERLOADED = 100;
const MOST_STEPS = 60;

const misses = (value: number, promised: number | null): number =>
  promised === null ? 0 : Math.max(0, ln(value / promised));

const room = (value: number, promised: number | null): number =>
  promised === null ? Infinity : ln(promised / value);

/** A size in the layout that GPUs choose for themselves, or in the tensor-parallel degree that leaves more room. */
async function look(search: Search, family: Family, sizes: Sizes): Promise<Looked> {
  await search.pause?.();
  const usual = lookIn(search, family, sizes, 'auto');
  if (usual.kind !== 'candidate') return usual;
  let best = usual.candidate;
  for (const tensorParallel of tensorDegrees(usual.cluster)) {
    await search.pause?.();
    const other = lookIn(search, family, sizes, tensorParallel);
    if (other.kind === 'candidate' && roomier(other.candidate, best)) best = other.candidate;
  }
  return { ...usual, candidate: best };
}

/** A size in one layout. */
function lookIn(search: Search, family: Family, sizes: Sizes, tensorParallel: 'auto' | number): Looked {
  const on = scenarioOn(search.base, family, sizes);
  const scenario = { ...on, a: { ...on.a, tensorParallel } };
  const { a } = resolve(scenario);
  return a.kind === 'impossible' ? { kind: 'never' } : lookAt(search, { family, sizes, scenario }, a.input);
}

const roomier = (one: Candidate, other: Candidate): boolean =>
  one.violation === other.violation ? one.slack > other.slack : one.violation < other.violation;

function lookAt(
  { base, goal }: Search,
  parts: Pick<Candidate, 'family' | 'sizes' | 'scenario'>,
  input: EngineInput,
): Looked {
  const { family, sizes } = parts;
  const found = estimate(input);
  if (found.kind === 'infeasible') {
    const short = found.shortfalls.find(({ chipsNeeded }) => chipsNeeded !== null);
    if (short === undefined) return { kind: 'never' };
    const key = keysOf(family)[short.pool];
    if (key === undefined) return { kind: 'never' };
    const needed = atLeast(short.chipsNeeded!);
    return needed <= sizes[key] ? { kind: 'never' } : { kind: 'small', sizes: { ...sizes, [key]: needed } };
  }
  if (found.kind === 'unknown') return { kind: 'never' };
  const price = usdPerHour(input.cluster.pools);
  if (price === null) return { kind: 'never' };
  const saturated = found.kind === 'saturated';
  const violation = saturated
    ? OVERLOADED + ln(base.rps / found.maxRequestsPerSecond)
    : misses(found.ttftSeconds, goal.ttftSeconds) + misses(found.tpotSeconds, goal.tpotSeconds);
  const slack = saturated
    ? 0
    : Math.min(
        base.conc === null ? ln(found.maxRequestsPerSecond / base.rps) : Infinity,
        room(found.ttftSeconds, goal.ttftSeconds),
        room(found.tpotSeconds, goal.tpotSeconds),
      );
  const { ttftSeconds, tpotSeconds } = found;
  return {
    kind: 'candidate',
    candidate: { ...parts, usdPerHour: price, ttftSeconds, tpotSeconds, violation, slack },
    cluster: input.cluster,
  };
}

/** The smallest cluster of a family that holds model and workload, or null when no number of chips does. */
async function smallest(search: Search, family: Family): Promise<Candidate | null> {
  let sizes: Sizes = { prefill: 1, decode: 1, ffn: 1 };
  for (let i = 0; i < MOST_STEPS; i++) {
    const found = await look(search, family, sizes);
    if (found.kind === 'candidate') return found.candidate;
    if (found.kind === 'never') return null;
    sizes = found.sizes;
  }
  return null;
}

const withinBudget = (candidate: Candidate, goal: Goal): boolean =>
  goal.usdPerHour === null || candidate.usdPerHour <= goal.usdPerHour;

/**
 * Clusters of this size that keep up with the load: in the layout that leaves the most room in means, which need not be the one
 * for a percentile, and in the one that a larger cluster has.
 */
export async function ofSizes(
  search: Search,
  { family, scenario }: Candidate,
  sizes: Sizes,
): Promise<Candidate[]> {
  const { tensorParallel } = scenario.a;
  const found = [await look(search, family, sizes), lookIn(search, family, sizes, tensorParallel)];
  return found.flatMap((one) =>
    one.kind === 'candidate' && one.candidate.violation < OVERLOADED ? [one.candidate] : [],
  );
}

/** One pool larger, each of them in turn, as far as the budget goes. */
export async function growths(search: Search, from: Candidate): Promise<Candidate[]> {
  const all: Candidate[] = [];
  for (const key of keysOf(from.family)) {
    const size = larger(from.sizes[key]);
    if (size === null) continue;
    const found = await look(search, from.family, { ...from.sizes, [key]: size });
    if (found.kind === 'candidate' && withinBudget(found.candidate, search.goal)) all.push(found.candidate);
  }
  return all;
}

/** Whose means come nearest to the promise, the cheaper of two that are equally near; null when there is none. */
export function nearestOf(candidates: readonly Candidate[]): Candidate | null {
  let best: Candidate | null = null;
  for (const candidate of candidates) {
    const cheaper = candidate.violation === best?.violation && candidate.usdPerHour < best.usdPerHour;
    if (best === null || candidate.violation < best.violation || cheaper) best = candidate;
  }
  return best;
}

/**
 * The cheapest size of a family whose means keep the promise, or the nearest to it that the budget allows. Grows from
 * the smallest that fits, then takes away what was not needed. Null when the family cannot hold the model, or not for
 * the money.
 */
export async function sized(search: Search, family: Family): Promise<Candidate | null> {
  let now = await smallest(search, family);
  if (now === null || !withinBudget(now, search.goal)) return null;
  let nearest = now;
  for (let i = 0; i < MOST_STEPS && now.violation > 0; i++) {
    const next = nearestOf(await growths(search, now));
    if (next === null) break;
    now = next;
    if (now.violation < nearest.violation) nearest = now;
  }
  return trimmed(search, nearest);
}

async function trimmed(search: Search, from: Candidate): Promise<Candidate> {
  let now = from;
  for (const key of keysOf(from.family)) {
    for (let size = smaller(now.sizes[key]); size !== null; size = smaller(size)) {
      const found = await look(search, now.family, { ...now.sizes, [key]: size });
      if (found.kind !== 'candidate' || found.candidate.violation > now.violation) break;
      if (found.candidate.usdPerHour < now.usdPerHour) now = found.candidate;
    }
  }
  return now;
}
