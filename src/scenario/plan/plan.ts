import type { SideReport } from '../../engine/result';
import type { Scenario } from '../scenario';
import { families, keysOf, unpriced, type Family } from './family';
import { firstBreak, type FirstBreak } from './first-break';
import { narrowed } from './narrow';
import {
  growths,
  nearestOf,
  sized,
  type Candidate,
  type Goal,
  type Pause,
  type Search,
  type Tried,
} from './search';

/** A cluster that was simulated, and where it would break first. */
export interface Planned extends Omit<Tried, 'candidate' | 'miss'> {
  /** Null where the closed form cannot say. */
  breaks: FirstBreak | null;
}

export interface FoundClusters {
  /** Those that keep the promise, cheapest first; then, of families that do not, the nearest to it. */
  options: Planned[];
  /** How many ways to build a cluster were looked at, how many hold the model for the money, how many were simulated. */
  families: number;
  fitting: number;
  simulated: number;
  /** Chips nobody has a price for. */
  unpriced: string[];
}

export interface PlanOptions {
  /** Percentile of requests for whom the promise holds. */
  percentile: 'p50' | 'p90' | 'p99';
  /** Clusters of this chip alone; null or absent: of any. */
  chip?: string | null;
  /** Clusters to find. */
  wanted: number;
  /** Runs that may be spent on it. */
  mostRuns: number;
}

/** What the page and the command line spend on a search. */
export const USUAL_EFFORT: Pick<PlanOptions, 'wanted' | 'mostRuns'> = { wanted: 5, mostRuns: 120 };

/** What a search asks of the world around it. */
export interface PlanWorld {
  /** Runs side A, with more requests than the scenario has where those are too few to settle. */
  simulate: (scenario: Scenario) => SideReport | Promise<SideReport>;
  /** Share of the families looked at, then of the runs that may be spent; 0 to 1. */
  onProgress?: (phase: 'sizing' | 'simulating', done: number) => void;
  pause?: Pause;
}

/**
 * Finds the cheapest clusters that keep a promise. The closed form, which knows means, sizes each family; the cheapest
 * are then simulated, and one whose percentile misses the promise grows and is looked at again by its new price. Those that
 * keep it lose the servers that they can do without.
 */
export async function plan(
  base: Scenario,
  goal: Goal,
  options: PlanOptions,
  { simulate, onProgress, pause }: PlanWorld,
): Promise<FoundClusters> {
  const search: Search = { base: promising(base, goal), goal, ...(pause && { pause }) };
  const all = families(options.chip, base.custom);
  const found: Candidate[] = [];
  for (const [i, family] of all.entries()) {
    const candidate = await sized(search, family);
    if (candidate !== null) found.push(candidate);
    onProgress?.('sizing', (i + 1) / all.length);
  }
  const runs: Tried[] = [];
  const tried = async (candidate: Candidate): Promise<Tried> => {
    const known = runs.find((one) => isSame(one.candidate, candidate));
    if (known !== undefined) return known;
    const { scenario } = candidate;
    const report = await simulate(scenario);
    const miss = missOf(report, goal, options.percentile);
    // Where it takes more requests to tell than were asked for, they go with the cluster.
    const requests = Math.max(scenario.requests, report.requests);
    const one = { candidate, scenario: { ...scenario, requests }, report, miss, meets: miss === 0 };
    runs.push(one);
    onProgress?.('simulating', runs.length / options.mostRuns);
    return one;
  };
  let open: Open[] = found
    .filter(({ violation }) => violation === 0)
    .map((candidate) => ({ candidate, miss: Infinity, stalls: 0 }));
  const kept: Tried[] = [];
  /** Of each family that missed, the smallest that came nearest. */
  const missed = new Map<Family, Tried>();
  while (open.length > 0 && kept.length < options.wanted && runs.length < options.mostRuns) {
    const { candidate, miss, stalls } = takeCheapest(open);
    const { family } = candidate;
    const one = await tried(candidate);
    if (one.meets) {
      missed.delete(family);
      kept.push(one);
      open = open.filter((other) => other.candidate.family !== family);
      continue;
    }
    const stalled = miss - one.miss < one.miss / FAR ? stalls + 1 : 0;
    const before = missed.get(family);
    if (!before || before.miss - one.miss > one.miss / FAR) missed.set(family, one);
    if (stalled === MOST_STALLS) continue;
    const asked = { ...search, goal: stricter(candidate, goal, one.report, options.percentile) };
    for (const next of towards(await growths(asked, candidate), one.miss))
      if (!open.some((other) => isSame(other.candidate, next)))
        open.push({ candidate: next, miss: one.miss, stalls: stalled });
  }
  if (kept.length === 0 && missed.size === 0) {
    const nearest = found.sort((x, y) => x.violation - y.violation || x.usdPerHour - y.usdPerHour);
    for (const candidate of nearest.slice(0, options.wanted)) {
      missed.set(candidate.family, await tried(candidate));
    }
  }
  for (const [i, one] of kept.entries())
    kept[i] = await narrowed(search, one, (candidate) =>
      runs.length < options.mostRuns ? tried(candidate) : null,
    );
  kept.sort((x, y) => x.candidate.usdPerHour - y.candidate.usdPerHour);
  const nearest = [...missed.values()].sort((x, y) => x.miss - y.miss || 0);
  const shown: Planned[] = [];
  for (const { scenario, report, meets } of [...kept, ...nearest].slice(0, options.wanted))
    shown.push({ scenario, report, meets, breaks: await firstBreak(scenario, goal, pause) });
  return {
    options: shown,
    families: all.length,
    fitting: found.length,
    simulated: runs.length,
    unpriced: options.chip == null ? unpriced() : [],
  };
}

/** The scenario with the promise that clusters are looked for with; classes keep their own. */
function promising(base: Scenario, { ttftSeconds: ttft, tpotSeconds: tpot }: Goal): Scenario {
  return base.classes === null && (ttft !== null || tpot !== null) ? { ...base, slo: { ttft, tpot } } : base;
}

/** What is still to be simulated. `miss`: that of its family's last size; `stalls`: sizes in a row that came hardly nearer. */
interface Open {
  candidate: Candidate;
  miss: number;
  stalls: number;
}

/** A size that came nearer by less than this part of what is left is no step towards the promise. */
const FAR = 4;
/** Where so many sizes in a row came hardly nearer, more chips are not what is missing. */
const MOST_STALLS = 2;

function takeCheapest(open: Open[]): Open {
  let at = 0;
  open.forEach(({ candidate }, i) => {
    if (candidate.usdPerHour < open[at]!.candidate.usdPerHour) at = i;
  });
  return open.splice(at, 1)[0]!;
}

/**
 * What means have to keep so that percentiles keep the promise, if these are as many times their mean as in this run: it
 * tells which pool to enlarge, not by how much, since a shorter queue has fewer stragglers.
 */
function stricter(
  { ttftSeconds, tpotSeconds }: Candidate,
  goal: Goal,
  report: SideReport,
  percentile: PlanOptions['percentile'],
): Goal {
  const limit = (promised: number | null, mean: number, value: number | null | undefined) =>
    promised === null || value == null || value <= promised ? promised : (mean * promised) / value;
  return {
    ...goal,
    ttftSeconds: limit(goal.ttftSeconds, ttftSeconds, report.ttft_s?.[percentile]),
    tpotSeconds: limit(goal.tpotSeconds, tpotSeconds, report.tpot_s?.[percentile]),
  };
}

/** The pool to enlarge: the one whose growth brings means nearer to what is asked; where the closed form sees none, each. */
function towards(larger: readonly Candidate[], miss: number): readonly Candidate[] {
  const nearest = nearestOf(larger);
  if (nearest === null) return [];
  return miss < Infinity && nearest.violation >= miss ? larger : [nearest];
}

const isSame = (one: Candidate, other: Candidate): boolean =>
  one.family === other.family &&
  one.scenario.a.tensorParallel === other.scenario.a.tensorParallel &&
  keysOf(one.family).every((key) => one.sizes[key] === other.sizes[key]);

/** By how much a percentile misses the promise, as a sum of logarithms; without end where a queue is. */
function missOf(report: SideReport, goal: Goal, percentile: PlanOptions['percentile']): number {
  if (!report.feasible || report.saturated || report.rejected > 0) return Infinity;
  const beyond = (value: number | null | undefined, promised: number | null): number => {
    if (promised === null) return 0;
    return value == null ? Infinity : Math.max(0, Math.log(value / promised));
  };
  return (
    beyond(report.ttft_s?.[percentile], goal.ttftSeconds) +
    beyond(report.tpot_s?.[percentile], goal.tpotSeconds)
  );
}
