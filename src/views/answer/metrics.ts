import type { Difference, SideReport } from '../../engine/result';
import { leftOverText } from '../degrees';
import type { GlossaryTerm } from '../glossary';
import { count, dollars, joules, rate, seconds } from '../../units/format';
import { EXACTLY, relate, relateCost, sameAnHour, type Relation } from './relation';

/** What a number stands in: a side, or what B has more or less of than A. */
export type Column = 'A' | 'B' | 'Δ';

export type MetricId = 'ttft' | 'tpot' | 'speed' | 'e2e' | 'energy' | 'cost' | 'chips';

/** One row of the Answer: a number of each side. What it means and what it was made from: `metric-cards.ts`. */
export interface Metric {
  id: MetricId;
  label: string;
  /** The word explained, where it is one of the field's. */
  term?: GlossaryTerm;
  /** What else there is to say of it, where there is something. */
  beside?: (report: SideReport) => string | null;
  /** A queue that grows without end makes it larger the longer it lasts. */
  growsWithOverload?: boolean;
  /** Sides that do not keep up have no ratio of latencies; of what a token takes they have one when both are full. */
  compares: 'keeping up' | 'alike' | 'always';
  /** The difference on the same requests that says whether this one may be chance. */
  paired?: keyof Pick<Difference, 'ttft_s' | 'tpot_s' | 'e2e_s'>;
  /** Small print under the label. */
  caption: string;
  value: (report: SideReport) => number | null;
  /** How B compares with A, where the values alone do not say it. */
  relation?: (a: SideReport | null, b: SideReport | null) => Relation | null;
  /** In what two values that differ are the same, and why they differ. */
  same?: (a: SideReport, b: SideReport) => { word: string; why: string } | null;
  print: (value: number) => string;
  /** Words for B against A when B's value is higher, and when it is lower. */
  more: string;
  less: string;
}

export const SAME_AN_HOUR = {
  word: 'an hour',
  why: 'Both answer these requests on chips that cost the same an hour. Where their numbers differ, each run was cut elsewhere.',
};

export const METRICS: readonly Metric[] = [
  {
    id: 'ttft',
    label: 'TTFT',
    term: 'ttft',
    paired: 'ttft_s',
    growsWithOverload: true,
    compares: 'keeping up',
    caption: 'first token',
    value: (report) => report.ttft_s?.mean ?? null,
    print: seconds,
    more: 'slower',
    less: 'faster',
  },
  {
    id: 'tpot',
    label: 'TPOT',
    term: 'tpot',
    paired: 'tpot_s',
    compares: 'keeping up',
    caption: 'next tokens',
    value: (report) => report.tpot_s?.mean ?? null,
    print: seconds,
    more: 'slower',
    less: 'faster',
  },
  {
    id: 'speed',
    label: 'Speed',
    paired: 'tpot_s',
    compares: 'keeping up',
    caption: 'tok/s/user',
    value: (report) => report.tokens_per_s_per_user,
    print: rate,
    more: 'faster',
    less: 'slower',
  },
  {
    id: 'e2e',
    label: 'E2E',
    term: 'e2e',
    paired: 'e2e_s',
    growsWithOverload: true,
    compares: 'keeping up',
    caption: 'whole answer',
    value: (report) => report.e2e_s?.mean ?? null,
    print: seconds,
    more: 'slower',
    less: 'faster',
  },
  {
    id: 'energy',
    label: 'Energy',
    compares: 'alike',
    caption: 'chips, per output',
    value: (report) => report.joules_per_output_token,
    print: joules,
    more: 'more',
    less: 'less',
  },
  {
    id: 'cost',
    label: 'Cost',
    compares: 'alike',
    caption: 'per M output',
    value: (report) => report.usd_per_million_output_tokens,
    relation: relateCost,
    same: (a, b) => (sameAnHour(a, b) ? SAME_AN_HOUR : null),
    print: dollars,
    more: 'dearer',
    less: 'cheaper',
  },
  {
    id: 'chips',
    label: 'Chips',
    compares: 'always',
    caption: 'in all pools',
    value: (report) => report.chips,
    beside: leftOverText,
    relation: (a, b) => relate(a?.chips ?? null, b?.chips ?? null, EXACTLY),
    print: count,
    more: 'more',
    less: 'fewer',
  },
];

/** A side that does not run is no yardstick; nor is one that does not keep up, but for another that is as full. */
function canCompare({ compares }: Metric, a: SideReport | null, b: SideReport | null): boolean {
  if (!a?.feasible || !b?.feasible) return false;
  if (compares === 'always' || (!a.saturated && !b.saturated)) return true;
  return compares === 'alike' && a.saturated === b.saturated;
}

/** How B compares with A; null where that cannot be said. */
export function relationOf(metric: Metric, a: SideReport | null, b: SideReport | null): Relation | null {
  if (!canCompare(metric, a, b)) return null;
  return metric.relation ? metric.relation(a, b) : relate(a && metric.value(a), b && metric.value(b));
}
