import type { PairedMean, SideReport } from '../../engine/result';
import { factor, percent } from '../../units/format';

/** Closer than this is the same: below it the engine's own error is larger than the difference. */
const SAME_WITHIN = 0.02;

/** Of what is counted or given, and no outcome of a model. */
export const EXACTLY = 1e-9;

/** B's value as seen from A's. `times` is always ≥ 1: how many times more, or how many times less. */
export type Relation = { kind: 'same' } | { kind: 'more' | 'less'; times: number };

export type Side = 'A' | 'B';

/** The side with more of it; null where neither has. */
export function leader(relation: Relation | null): Side | null {
  if (!relation || relation.kind === 'same') return null;
  return relation.kind === 'more' ? 'B' : 'A';
}

export function other(side: Side): Side {
  return side === 'A' ? 'B' : 'A';
}

/** The side with less of it. */
export function lessOf({ kind }: { kind: 'more' | 'less' }): Side {
  return kind === 'more' ? 'A' : 'B';
}

/** Null when either value is unknown or not a positive number, so that nothing can be said. `within`: what is the same. */
export function relate(a: number | null, b: number | null, within = SAME_WITHIN): Relation | null {
  if (a === null || b === null || !(a > 0) || !(b > 0) || !Number.isFinite(a) || !Number.isFinite(b))
    return null;
  const times = b / a;
  if (Math.abs(Math.log(times)) < Math.log1p(within)) return { kind: 'same' };
  return times > 1 ? { kind: 'more', times } : { kind: 'less', times: 1 / times };
}

/**
 * What a token of B costs against one of A. Sides that keep up answer the same requests: where their chips cost the same
 * an hour, a difference would only be where each run was cut.
 */
export function relateCost(a: SideReport | null, b: SideReport | null): Relation | null {
  if (a === null || b === null) return null;
  return sameAnHour(a, b)
    ? { kind: 'same' }
    : relate(a.usd_per_million_output_tokens, b.usd_per_million_output_tokens);
}

/** Whether both do the same work for the same money, whatever their runs make of a token. */
export function sameAnHour(a: SideReport, b: SideReport): boolean {
  return relate(a.usd_per_hour, b.usd_per_hour, EXACTLY)?.kind === 'same' && keepsUp(a) && keepsUp(b);
}

const keepsUp = ({ feasible, saturated, rejected }: SideReport) => feasible && !saturated && rejected === 0;

/** "3.9×", or "4.2%" where a factor would read as one. */
export function amount(times: number): string {
  return times < 1.095 ? percent(times - 1) : factor(times);
}

/** A difference that chance alone may have made: its 95 % confidence interval holds zero. Too few pairs say nothing. */
export function withinNoise(paired: PairedMean | null | undefined): boolean {
  return paired?.ci95 != null && Math.abs(paired.mean) <= paired.ci95;
}

/** Half of an interval of this share of a time leaves open who is ahead. */
const BLURRED = 0.05;

/** Two that are the same as far as it goes: too few requests to tell. `mean`: of one of them. */
export function blurred(paired: PairedMean | null | undefined, mean = 0): boolean {
  return withinNoise(paired) && paired!.ci95! > BLURRED * mean;
}

/** A share of requests; what rounds to all without being all keeps its decimal: 99.9%, not 100%. */
export function shareText(share: number): string {
  if (share > 0.99 && share < 1) return `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;
  return percent(share);
}
