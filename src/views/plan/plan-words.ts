import type { BoundBy } from '../../engine/cost/step-cost';
import type { SideReport } from '../../engine/result';
import type { FirstBreak } from '../../scenario/plan/first-break';
import type { Planned, PlanOptions } from '../../scenario/plan/plan';
import { poolsOf } from '../../scenario/plan/family';
import type { Goal } from '../../scenario/plan/search';
import { count, rate, significant } from '../../units/format';
import { chipName } from '../chip-choice';

/** `32 × H100 SXM → 576 × Groq LPU v1`: the pools in the order in which a request meets them. */
export function clusterName({ scenario }: Planned): string {
  const own = scenario.custom;
  return poolsOf(scenario)
    .map(({ chip, count: chips }) => `${count(chips)} × ${chipName(chip, own)}`)
    .join(' → ');
}

/** Whether the promise is kept, or by how much it is missed. */
export function promiseWords(planned: Planned, goal: Goal, percentile: PlanOptions['percentile']): string {
  const { report, meets } = planned;
  if (meets) return 'kept';
  if (!report.feasible) return 'does not run';
  if (report.saturated) return 'missed: cannot keep up with the load';
  const missed = [
    missedBy('TTFT', report.ttft_s?.[percentile], goal.ttftSeconds),
    missedBy('TPOT', report.tpot_s?.[percentile], goal.tpotSeconds),
    report.rejected > 0 ? `${count(report.rejected)} requests turned away` : null,
  ].filter((text) => text !== null);
  return missed.length === 0 ? 'missed' : `missed: ${missed.join(', ')}`;
}

function missedBy(name: string, value: number | null | undefined, promised: number | null): string | null {
  if (promised === null) return null;
  if (value == null) return `${name} unknown`;
  return value > promised ? `${name} ${significant(value / promised, 2)}× the promise` : null;
}

const BOUND: Record<BoundBy, string> = {
  compute: 'compute',
  bytes: 'memory bandwidth',
  latency: 'latency',
  link: 'links',
  software: 'software',
};

const POOL_NAMES = { prefill: 'prefill pool', decode: 'decode pool', ffn: 'FFN pool' } as const;

/** What gives way first as the load grows, and at what load. */
export function breakWords(breaks: FirstBreak | null, load: number, architecture: string): string {
  if (breaks === null) return 'Unknown: no closed form knows it.';
  const { what, requestsPerSecond, pool, boundBy } = breaks;
  const at = `at ${rate(requestsPerSecond)} requests/s, ${significant(requestsPerSecond / load, 2)}× this load`;
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

/** What a percentile is called in a sentence. */
export const percentileWords = (percentile: PlanOptions['percentile']): string =>
  percentile === 'p50' ? 'half of the requests' : `${percentile.slice(1)}% of requests`;

/** A percentile of a report, or null where it is unknown. */
export const latencyOf = (
  report: SideReport,
  key: 'ttft_s' | 'tpot_s',
  percentile: PlanOptions['percentile'],
): number | null => report[key]?.[percentile] ?? null;
