import type { BoundBy } from '../../engine/cost/step-cost';
import type { SideReport } from '../../engine/result';
import type { Planned, PlanOptions } from '../../scenario/plan/plan';
import { poolsOf } from '../../scenario/plan/family';
import type { Goal } from '../../scenario/plan/search';
import { NOTHING_OWN, type Custom } from '../../scenario/custom';
import { loadOf } from '../../scenario/load';
import type { Scenario } from '../../scenario/scenario';
import { count, counted, percent, significant } from '../../units/format';
import { chipName, plainName } from '../chip-name';
import { loadWords } from '../load-words';

/** `32 × H100 SXM → 576 × Groq LPU v1`: the pools in the order in which a request meets them, a chip in full once. */
export function clusterName({ scenario }: Planned): string {
  const own = scenario.custom;
  const told = new Set<string>();
  const names = poolsOf(scenario).map(({ chip, count: chips }) => {
    const name = chipName(chip, own);
    const text = `${count(chips)} × ${told.has(chip) ? plainName(name) : name}`;
    told.add(chip);
    return text;
  });
  return names.join(' → ');
}

/** Whether the promise is kept, or by how much it is missed. */
export function promiseWords(planned: Planned, goal: Goal, percentile: PlanOptions['percentile']): string {
  const { report, meets } = planned;
  if (meets) return report.requests_to_settle === null ? 'kept' : 'kept, in a run too short to settle';
  if (!report.feasible) return 'does not run';
  if (report.saturated) return 'missed: overloaded';
  const missed = misses(report, goal, percentile).map(({ name, times }) =>
    times === null ? `${name} unknown` : `${name} ${overText(times)}`,
  );
  if (report.rejected > 0) missed.push(`${counted(report.rejected, 'request')} turned away`);
  return missed.length === 0 ? 'missed' : `missed: ${missed.join(', ')}`;
}

const overText = (times: number): string =>
  times < 1.1 ? `${percent(times - 1)} over the promise` : `${significant(times, 2)}× the promise`;

/** Latencies that are not within their promise, and how many times they are it; null where they are unknown. */
function misses(
  report: SideReport,
  goal: Goal,
  percentile: PlanOptions['percentile'],
): { name: string; times: number | null }[] {
  const of = (name: string, value: number | null, promised: number | null) =>
    promised === null || (value !== null && value <= promised)
      ? []
      : [{ name, times: value === null ? null : value / promised }];
  return [
    ...of('TTFT', latencyOf(report, 'ttft_s', percentile), goal.ttftSeconds),
    ...of('TPOT', latencyOf(report, 'tpot_s', percentile), goal.tpotSeconds),
  ];
}

const BOUND: Record<BoundBy, string> = {
  compute: 'compute',
  bytes: 'memory bandwidth',
  latency: 'latency',
  link: 'links',
  software: 'software',
};

const POOL_NAMES = { prefill: 'prefill pool', decode: 'decode pool', ffn: 'FFN pool' } as const;

/** What gives way first as the load grows, and at what load; or what has given way at this one. */
export function breakWords(
  { report, meets, breaks, scenario }: Planned,
  goal: Goal,
  percentile: PlanOptions['percentile'],
  asked: Scenario,
): string {
  const { architecture } = scenario.a;
  if (!meets && report.feasible) {
    const missed = misses(report, goal, percentile).map(({ name }) => name);
    const already = report.saturated
      ? 'Overloaded at this load already'
      : missed.length === 0
        ? 'The promise is missed at this load already'
        : `${missed.join(' and ')} ${missed.length === 1 ? 'misses its' : 'miss their'} promise at this load already`;
    return breaks === null ? `${already}.` : `${already}; decode is bound by ${BOUND[breaks.boundBy]}.`;
  }
  if (breaks === null)
    return asked.conc === null
      ? 'Unknown: no closed form knows it.'
      : 'Nothing that a closed form knows of, however many are in flight.';
  const { what, load, pool, boundBy } = breaks;
  const at = `at ${loadWords(asked, load)}, ${significant(load / loadOf(asked), 2)}× this load`;
  const named =
    pool === null
      ? 'the cluster'
      : architecture === 'afd' && pool === 'decode'
        ? 'the attention pool'
        : `the ${POOL_NAMES[pool]}`;
  const steps = `decode is bound by ${BOUND[boundBy]}`;
  if (what === 'full') return `${named[0]!.toUpperCase()}${named.slice(1)} is full ${at}; ${steps}.`;
  const short = pool === null ? '' : `; ${named} is short first`;
  return `Mean ${what.toUpperCase()} passes the promise ${at}${short}; ${steps}.`;
}

/** How many of the clusters found keep the promise, and what the others are. `chip`: the only one that was asked for. */
export function foundWords(
  options: readonly Planned[],
  percentile: PlanOptions['percentile'],
  chip: string | null = null,
  own: Custom = NOTHING_OWN,
): string {
  if (options.length === 0)
    return `No cluster of ${chip === null ? 'the catalogue' : `${chipName(chip, own)} alone`} holds the model for this money.`;
  const kept = options.filter(({ meets }) => meets).length;
  if (kept === 0) return 'No cluster that was looked at keeps the promise; these come nearest.';
  const near = options.length - kept;
  const one = kept === 1;
  const first = `${count(kept)} ${one ? 'keeps' : 'keep'} the promise for ${percentileWords(percentile)}${one ? '' : ', cheapest first'}`;
  if (near === 0) return `${first}.`;
  return `${first}; below ${one ? 'it' : 'them'} ${count(near)} that ${near === 1 ? 'comes' : 'come'} near it.`;
}

/** What a percentile is called in a sentence. */
const percentileWords = (percentile: PlanOptions['percentile']): string =>
  percentile === 'p50' ? 'half of the requests' : `${percentile.slice(1)}% of requests`;

/** A percentile of a report, or null where it is unknown. */
export const latencyOf = (
  report: SideReport,
  key: 'ttft_s' | 'tpot_s',
  percentile: PlanOptions['percentile'],
): number | null => report[key]?.[percentile] ?? null;
