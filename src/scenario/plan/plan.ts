import type { SideReport } from '../../engine/result';
import type { Scenario } from '../scenario';
import { families, unpriced } from './family';
import { grown, sized, type Candidate, type Goal } from './search';

/** A cluster that was simulated, and whether it keeps the promise. */
export interface Planned {
  scenario: Scenario;
  report: SideReport;
  /** The percentile of every promised latency is within it, and load does not outgrow the cluster. */
  meets: boolean;
}

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

/**
 * Finds the cheapest clusters that keep a promise. The closed form, which knows means, sizes each family; the cheapest
 * are then simulated, and one whose percentile misses the promise grows and is looked at again by its new price.
 */
export function plan(
  base: Scenario,
  goal: Goal,
  options: PlanOptions,
  simulate: (scenario: Scenario) => SideReport,
  onProgress: (done: number) => void = () => undefined,
): PlanResult {
  const all = families();
  const found = all.map((family) => sized(base, family, goal)).filter((candidate) => candidate !== null);
  const open = found.filter(({ violation }) => violation === 0);
  const kept: Planned[] = [];
  const missed: Planned[] = [];
  let runs = 0;
  while (open.length > 0 && kept.length < options.wanted && runs < options.mostRuns) {
    const candidate = takeCheapest(open);
    const planned = tried(candidate, goal, options.percentile, simulate);
    onProgress(++runs / options.mostRuns);
    if (planned.meets) kept.push(planned);
    else {
      missed.push(planned);
      const next = grown(base, candidate, goal);
      if (next !== null) open.push(next);
    }
  }
  if (kept.length === 0 && missed.length === 0) {
    const nearest = found.sort((x, y) => x.violation - y.violation || x.usdPerHour - y.usdPerHour);
    for (const candidate of nearest.slice(0, options.wanted)) {
      missed.push(tried(candidate, goal, options.percentile, simulate));
      runs++;
    }
  }
  return {
    options: [...kept, ...missed].slice(0, options.wanted),
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

function tried(
  { scenario }: Candidate,
  goal: Goal,
  percentile: PlanOptions['percentile'],
  simulate: (scenario: Scenario) => SideReport,
): Planned {
  const report = simulate(scenario);
  const within = (value: number | null | undefined, promised: number | null): boolean =>
    promised === null || (value != null && value <= promised);
  const meets =
    report.feasible &&
    !report.saturated &&
    report.rejected === 0 &&
    within(report.ttft_s?.[percentile], goal.ttftSeconds) &&
    within(report.tpot_s?.[percentile], goal.tpotSeconds);
  return { scenario, report, meets };
}
