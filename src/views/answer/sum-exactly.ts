/**
 * Numbers that are printed side by side with their sum must add up as printed. Each is a whole number of one unit, the
 * last digit shown; what rounding leaves over goes to the parts that were cut most.
 */
export interface Summed {
  /** Whole units; they sum to `total`. */
  parts: number[];
  total: number;
  /** What one unit is worth, a power of ten. */
  unit: number;
}

/** `digits` counts those of the largest number shown. */
export function sumExactly(parts: readonly number[], digits = 4): Summed {
  const sum = parts.reduce((so, part) => so + part, 0);
  const largest = Math.max(Math.abs(sum), ...parts.map(Math.abs));
  if (!(largest > 0) || !Number.isFinite(largest)) return { parts: parts.map(() => 0), total: 0, unit: 1 };
  const unit = 10 ** (Math.floor(Math.log10(largest)) - digits + 1);
  const total = Math.round(sum / unit);
  const whole = parts.map((part) => Math.floor(part / unit));
  let left = total - whole.reduce((so, part) => so + part, 0);
  const byRest = parts
    .map((part, i) => ({ i, rest: part / unit - Math.floor(part / unit) }))
    .sort((p, q) => q.rest - p.rest || p.i - q.i);
  for (const { i } of byRest) {
    if (left <= 0) break;
    whole[i]! += 1;
    left -= 1;
  }
  return { parts: whole, total, unit };
}
