import type { ExtraCatalog } from './extra-catalog';
import type { MeasuredRow } from './measured-row';
import { predictRow } from './predict';

/** A row with its prediction; `error` is ln(predicted / measured). */
export interface ScoredRow {
  row: MeasuredRow;
  configuration: string | null;
  predicted: number | null;
  error: number | null;
  reason: string | null;
  note: string | null;
}

export interface GroupScore {
  group: string;
  system: string;
  hardware: string;
  metric: string;
  n: number;
  /** Median and 90th percentile of |ln(predicted / measured)|, and the mean of ln(predicted / measured). */
  median: number;
  p90: number;
  bias: number;
}

export interface Validation {
  groups: GroupScore[];
  unsupported: { reason: string; n: number }[];
  /** Scored rows in which something stood in for what the row names. */
  stand_ins: { note: string; n: number }[];
  totals: { rows: number; scored: number; unsupported: number; median: number | null };
}

export function scoreRows(
  rows: readonly MeasuredRow[],
  extras: ExtraCatalog,
  onProgress?: (done: number) => void,
): ScoredRow[] {
  return rows.map((row, i) => {
    onProgress?.((i + 1) / rows.length);
    if (row.fault !== null)
      return { row, configuration: null, predicted: null, error: null, reason: row.fault, note: null };
    const { prediction, configuration, note } = predictRow(row, extras);
    if (!prediction.ok) {
      return { row, configuration, predicted: null, error: null, reason: prediction.reason, note };
    }
    // A measured zero has no logarithm.
    if (!(row.value > 0)) {
      return {
        row,
        configuration,
        predicted: prediction.value,
        error: null,
        reason: Number.isNaN(row.value) ? 'measured value is no number' : 'measured value is not positive',
        note,
      };
    }
    const error = Math.log(prediction.value / row.value);
    return { row, configuration, predicted: prediction.value, error, reason: null, note };
  });
}

export function summarise(scored: readonly ScoredRow[]): Validation {
  const groups = new Map<string, ScoredRow[]>();
  const reasons = new Map<string, number>();
  const notes = new Map<string, number>();
  for (const entry of scored) {
    if (entry.error === null) {
      const reason = entry.reason ?? 'unknown';
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      continue;
    }
    if (entry.note !== null) notes.set(entry.note, (notes.get(entry.note) ?? 0) + 1);
    const { group, system, hardware, metric } = entry.row;
    const key = JSON.stringify([group, system, hardware, metric]);
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [entry]);
    else list.push(entry);
  }
  const errors = scored.flatMap(({ error }) => (error === null ? [] : [error]));
  return {
    groups: [...groups.values()].map(groupScore).sort(byName),
    unsupported: [...reasons].map(([reason, n]) => ({ reason, n })).sort((a, b) => b.n - a.n),
    stand_ins: [...notes].map(([note, n]) => ({ note, n })).sort((a, b) => b.n - a.n),
    totals: {
      rows: scored.length,
      scored: errors.length,
      unsupported: scored.length - errors.length,
      median: errors.length > 0 ? errorStatistics(errors).median : null,
    },
  };
}

function groupScore(entries: ScoredRow[]): GroupScore {
  const { group, system, hardware, metric } = entries[0]!.row;
  return { group, system, hardware, metric, ...errorStatistics(entries.map(({ error }) => error!)) };
}

export function errorStatistics(errors: readonly number[]): {
  n: number;
  median: number;
  p90: number;
  bias: number;
} {
  const sizes = errors.map(Math.abs).sort((a, b) => a - b);
  const quantile = (p: number) => {
    const at = (sizes.length - 1) * p;
    const low = Math.floor(at);
    const below = sizes[low] ?? NaN;
    return below + (at - low) * ((sizes[low + 1] ?? below) - below);
  };
  const bias = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  return { n: errors.length, median: quantile(0.5), p90: quantile(0.9), bias };
}

function byName(a: GroupScore, b: GroupScore): number {
  const name = (s: GroupScore) => [s.group, s.system, s.hardware, s.metric].join('\u0000');
  return name(a) < name(b) ? -1 : 1;
}
