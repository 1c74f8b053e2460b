import { usdPerHour } from '../../engine/economics';
import { estimate } from '../../engine/fast-path';
import { ln } from '../../engine/number/portable';
import { resolve } from '../resolve';
import type { Scenario } from '../scenario';
import { atLeast, larger, scenarioOn, smaller, type Family, type Sizes } from './family';

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
  /** 0 when means keep the promise; else by how much they miss it, as a sum of logarithms. */
  violation: number;
}

/** What a size comes to: a candidate, or how many chips of which pool it would take at least. */
type Looked =
  { kind: 'candidate'; candidate: Candidate } | { kind: 'small'; sizes: Sizes } | { kind: 'never' };

/** A pool that cannot keep up is worse than any that is slow. */
const OVERLOADED = 100;
const MOST_STEPS = 60;

const misses = (value: number, promised: number | null): number =>
  promised === null ? 0 : Math.max(0, ln(value / promised));

function look(base: Scenario, family: Family, sizes: Sizes, goal: Goal): Looked {
  const scenario = scenarioOn(base, family, sizes);
  const { a } = resolve(scenario);
  if (a.kind === 'impossible') return { kind: 'never' };
  const found = estimate(a.input);
  if (found.kind === 'infeasible') {
    const short = found.shortfalls.find(({ chipsNeeded }) => chipsNeeded !== null);
    if (short === undefined) return { kind: 'never' };
    const key = family.prefill !== null && short.pool === 0 ? 'prefill' : 'decode';
    const needed = atLeast(short.chipsNeeded!);
    return needed <= sizes[key] ? { kind: 'never' } : { kind: 'small', sizes: { ...sizes, [key]: needed } };
  }
  if (found.kind === 'unknown') return { kind: 'never' };
  const price = usdPerHour(a.input.cluster.pools);
  if (price === null) return { kind: 'never' };
  const violation =
    found.kind === 'saturated'
      ? OVERLOADED + ln(base.rps / found.maxRequestsPerSecond)
      : misses(found.ttftSeconds, goal.ttftSeconds) + misses(found.tpotSeconds, goal.tpotSeconds);
  return { kind: 'candidate', candidate: { family, sizes, scenario, usdPerHour: price, violation } };
}

/** The smallest cluster of a family that holds model and workload, or null when no number of chips does. */
function smallest(base: Scenario, family: Family, goal: Goal): Candidate | null {
  let sizes: Sizes = { prefill: 1, decode: 1 };
  for (let i = 0; i < MOST_STEPS; i++) {
    const found = look(base, family, sizes, goal);
    if (found.kind === 'candidate') return found.candidate;
    if (found.kind === 'never') return null;
    sizes = found.sizes;
  }
  return null;
}

const withinBudget = (candidate: Candidate, goal: Goal): boolean =>
  goal.usdPerHour === null || candidate.usdPerHour <= goal.usdPerHour;

/** One pool larger, whichever of them brings the means nearest to the promise; null when nothing is left to try. */
export function grown(base: Scenario, from: Candidate, goal: Goal): Candidate | null {
  let best: Candidate | null = null;
  for (const key of from.family.prefill === null ? (['decode'] as const) : (['prefill', 'decode'] as const)) {
    const size = larger(from.sizes[key]);
    if (size === null) continue;
    const found = look(base, from.family, { ...from.sizes, [key]: size }, goal);
    if (found.kind !== 'candidate' || !withinBudget(found.candidate, goal)) continue;
    const { candidate } = found;
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
export function sized(base: Scenario, family: Family, goal: Goal): Candidate | null {
  let now = smallest(base, family, goal);
  if (now === null || !withinBudget(now, goal)) return null;
  let nearest = now;
  for (let i = 0; i < MOST_STEPS && now.violation > 0; i++) {
    const next = grown(base, now, goal);
    if (next === null) break;
    now = next;
    if (now.violation < nearest.violation) nearest = now;
  }
  return trimmed(base, nearest, goal);
}

function trimmed(base: Scenario, from: Candidate, goal: Goal): Candidate {
  let now = from;
  for (const key of ['prefill', 'decode'] as const) {
    for (let size = smaller(now.sizes[key]); size !== null; size = smaller(size)) {
      const found = look(base, now.family, { ...now.sizes, [key]: size }, goal);
      if (found.kind !== 'candidate' || found.candidate.violation > now.violation) break;
      if (found.candidate.usdPerHour < now.usdPerHour) now = found.candidate;
    }
  }
  return now;
}
