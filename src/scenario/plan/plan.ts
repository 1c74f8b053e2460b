import type { SideReport } from '../../engine/result';
import type { Scenario } from '../scenario';
import { families, unpriced } from './family';
import { firstBreak, type FirstBreak } from './first-break';
import { grown, sized, type Candidate, type Goal, type Pause, type Search } from './search';

/** A cluster that was simulated, and whether it keeps the promise. */
export interface Planned {
  scenario: Scenario;
  report: SideReport;
  /** The percentile of every promised latency is within it, and load does not outgrow the cluster. */
  meets: boolean;
  /** Null where the closed form cannot say. */
  breaks: FirstBreak | null;
}

type Tried = Omit<Planned, 'breaks'>;

export interface PlanResult {
  /** Cheapest first. Clusters that keep the promise come before those that do not. */
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
  /** Clusters to find. */
  wanted: number;
  /** Runs that may be spent on it. */
  mostRuns: number;
}

/** What a search asks of the world around it. */
export interface PlanWorld {
  /** Runs side A. */
  simulate: (scenario: Scenario) => SideReport | Promise<SideReport>;
  /** Share of the families looked at, then of the runs that may be spent; 0 to 1. */
  onProgress?: (phase: 'sizing' | 'simulating', done: number) => void;
  pause?: Pause;
}

/**
 * Finds the cheapest clusters that keep a promise. The closed form, which knows means, sizes each family; the cheapest
 * are then simulated, and one whose percentile misses the promise grows and is looked at again by its new price.
 */
export async function plan(
  base: Scenario,
  goal: Goal,
  options: PlanOptions,
  { simulate, onProgress, pause }: PlanWorld,
): Promise<PlanResult> {
  const search: Search = { base, goal, ...(pause && { pause }) };
  const all = families();
  const found: Candidate[] = [];
  for (const [i, family] of all.entries()) {
    const candidate = await sized(search, family);
    if (candidate !== null) found.push(candidate);
    onProgress?.('sizing', (i + 1) / all.length);
  }
  const tried = async ({ scenario }: Candidate): Promise<Tried> => {
    const report = await simulate(scenario);
    return { scenario, report, meets: keeps(report, goal, options.percentile) };
  };
  const open = found.filter(({ violation }) => violation === 0);
  const kept: Tried[] = [];
  const missed: Tried[] = [];
  let runs = 0;
  while (open.length > 0 && kept.length < options.wanted && runs < options.mostRuns) {
    const candidate = takeCheapest(open);
    const planned = await tried(candidate);
    onProgress?.('simulating', ++runs / options.mostRuns);
    if (planned.meets) kept.push(planned);
    else {
      missed.push(planned);
      const next = await grown(search, candidate);
      if (next !== null) open.push(next);
    }
  }
  if (kept.length === 0 && missed.length === 0) {
    const nearest = found.sort((x, y) => x.violation - y.violation || x.usdPerHour - y.usdPerHour);
    for (const candidate of nearest.slice(0, options.wanted)) {
      missed.push(await tried(candidate));
      runs++;
    }
  }
  const shown: Planned[] = [];
  for (const one of [...kept, ...missed].slice(0, options.wanted))
    shown.push({ ...one, breaks: await firstBreak(one.scenario, goal, pause) });
  return {
    options: shown,
    families: all.length,
    fitting: found.length,
    simulated: runs,
    unpriced: unpriced(),
  };
}

function takeCheapest(open: Candidate[]): Candidate {
  let at = 0;
  open.forEach((candidate, i) => {
    if (candidate.usdPerHour < open[at]!.usdPerHour) at = i;
  });
  return open.splice(at, 1)[0]!;
}

function keeps(report: SideReport, goal: Goal, percentile: PlanOptions['percentile']): boolean {
  const within = (value: number | null | undefined, promised: number | null): boolean =>
    promised === null || (value != null && value <= promised);
  return (
    report.feasible &&
    !report.saturated &&
    report.rejected === 0 &&
    within(report.ttft_s?.[percentile], goal.ttftSeconds) &&
    within(report.tpot_s?.[percentile], goal.tpotSeconds)
  );
}
