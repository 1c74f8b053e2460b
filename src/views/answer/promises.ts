import type { ClassReport, Goodput, Percentiles, SideReport } from '../../engine/result';
import { rate, seconds, UNKNOWN } from '../../units/format';
import { shareText } from './relation';

/** Promised latencies and how they were kept, as rows of A and B. */

export interface PromiseRow {
  id: string;
  label: string;
  /** What was promised, as a phrase. */
  promised: string;
  a: ClassReport | SideReport | null;
  b: ClassReport | SideReport | null;
}

/** All requests first, then each class by its id; a side that was not simulated has none. */
export function promiseRows(a: SideReport | null, b: SideReport | null): PromiseRow[] {
  const classes = (a?.classes.length ?? 0) > 0 ? a!.classes : (b?.classes ?? []);
  const of = (report: SideReport | null, id: string) => report?.classes.find((one) => one.id === id) ?? null;
  const all: PromiseRow = {
    id: '',
    label: 'All requests',
    promised: classes.length === 1 ? promisedText(classes[0]!.slo) : promisedToAll(classes),
    a,
    b,
  };
  if (classes.length < 2) return [all];
  return [
    all,
    ...classes.map(({ id, label, slo }) => ({
      id,
      label,
      promised: promisedText(slo),
      a: of(a, id),
      b: of(b, id),
    })),
  ];
}

function promisedToAll(classes: readonly ClassReport[]): string {
  const each = 'each as its class was promised';
  return classes.some(({ slo }) => slo === null) ? `${each}; where nothing was, every answer counts` : each;
}

export function promisedText(slo: ClassReport['slo']): string {
  const parts = [
    slo?.ttft_s == null ? [] : [`first token in ${seconds(slo.ttft_s)}`],
    slo?.tpot_s == null ? [] : [`then one each ${seconds(slo.tpot_s)}`],
  ].flat();
  return parts.length === 0 ? 'nothing promised' : parts.join(', ');
}

export function keptText(row: Goodput | null): string {
  return row?.goodput_share == null ? UNKNOWN : shareText(row.goodput_share);
}

export function goodputText(row: Goodput | null): string {
  return row?.goodput_per_s == null ? UNKNOWN : `${rate(row.goodput_per_s)}/s`;
}

/** What goodput is a part of: the load itself only in the mean of many runs. Of a run alone, which has a goodput. */
export function finishedText(report: SideReport | null): string {
  if (report?.goodput_per_s == null || report.requests_per_s === null) return UNKNOWN;
  return `${rate(report.requests_per_s)}/s`;
}

export function rejectedText(row: { rejected: number; requests: number } | null): string {
  return row === null || row.requests === 0 ? UNKNOWN : shareText(row.rejected / row.requests);
}

export const LATENCY_ROWS = (['ttft_s', 'tpot_s'] as const).flatMap((key) =>
  (['p50', 'p90', 'p99'] as const).map((at) => ({
    label: `${key === 'ttft_s' ? 'TTFT' : 'TPOT'}, ${at}`,
    text: (row: Record<typeof key, Percentiles | null> | null) => {
      const value = row?.[key]?.[at] ?? null;
      return value === null ? UNKNOWN : seconds(value);
    },
  })),
);
