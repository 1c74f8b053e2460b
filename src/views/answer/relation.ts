import { factor, percent } from '../../units/format';

/** Closer than this is the same: below it the engine's own error is larger than the difference. */
const SAME_WITHIN = 0.02;

/** B's value as seen from A's. `times` is always ≥ 1: how many times more, or how many times less. */
export type Relation = { kind: 'same' } | { kind: 'more' | 'less'; times: number };

/** Null when either value is unknown or not a positive number, so that nothing can be said. */
export function relate(a: number | null, b: number | null): Relation | null {
  if (a === null || b === null || !(a > 0) || !(b > 0) || !Number.isFinite(a) || !Number.isFinite(b))
    return null;
  const times = b / a;
  if (Math.abs(Math.log(times)) < Math.log1p(SAME_WITHIN)) return { kind: 'same' };
  return times > 1 ? { kind: 'more', times } : { kind: 'less', times: 1 / times };
}

/** "3.9×", or "4.2%" where a factor would read as one. */
export function amount(times: number): string {
  return times < 1.095 ? percent(times - 1) : factor(times);
}
