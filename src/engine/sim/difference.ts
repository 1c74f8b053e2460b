import type { Difference, PairedMean, SideOutcome, Snapshot } from '../result';
import { confidence95 } from './statistics';

type Columns = Snapshot['requests'];

/**
 * What B does otherwise than A, request by request. Both sides lose the same warm-up, the longer of the two (at most
 * half), and only requests count that both have answered and that are the same in both: chance that hits both alike
 * drops out. Null where a side did not run or nothing is common.
 */
export function pairedDifference(a: SideOutcome, b: SideOutcome): Difference | null {
  if (a.snapshot === null || b.snapshot === null) return null;
  const [ours, theirs] = [a.snapshot.requests, b.snapshot.requests];
  const cut = Math.min(
    Math.max(a.report.warmup_requests, b.report.warmup_requests),
    Math.floor(Math.min(ours.count, theirs.count) / 2),
  );
  const pairs = commonRequests(ours, theirs, cut);
  if (pairs.length === 0) return null;
  const mean = (value: (r: Columns, i: number) => number): PairedMean | null =>
    paired(pairs.map(([i, j]) => value(theirs, j) - value(ours, i)));
  return {
    requests: pairs.length,
    warmup_requests: cut,
    ttft_s: mean((r, i) => r.firstToken[i]! - r.arrival[i]!),
    tpot_s: mean((r, i) =>
      // The first token has no gap before it.
      r.outputTokens[i]! >= 2 ? (r.end[i]! - r.firstToken[i]!) / (r.outputTokens[i]! - 1) : NaN,
    ),
    e2e_s: mean((r, i) => r.end[i]! - r.arrival[i]!),
  };
}

/** Places of the same request in A and in B, in the order of A. */
function commonRequests(a: Columns, b: Columns, cut: number): [number, number][] {
  const inB = b.rows && new Map(Array.from(b.rows.subarray(0, b.count), (row, j) => [row, j]));
  const pairs: [number, number][] = [];
  for (let i = cut; i < a.count; i++) {
    const row = a.rows?.[i] ?? i;
    const j = inB ? inB.get(row) : row;
    if (j === undefined || j < cut || j >= b.count) continue;
    const same = a.promptTokens[i] === b.promptTokens[j] && a.outputTokens[i] === b.outputTokens[j];
    if (same && a.end[i]! >= 0 && b.end[j]! >= 0) pairs.push([i, j]);
  }
  return pairs;
}

function paired(differences: readonly number[]): PairedMean | null {
  const values = Float64Array.from(differences).filter((value) => !Number.isNaN(value));
  if (values.length === 0) return null;
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, ci95: confidence95(values) };
}
