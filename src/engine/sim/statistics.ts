import { quantileOfSorted } from '../number/quantile';
import type { Percentiles } from '../result';

/** t quantile 0.975 with 19 degrees of freedom, for twenty batches. */
const T_975_19 = 2.093;
/** t quantile 0.99 with 18 degrees of freedom, for a slope through twenty batches. */
const T_99_18 = 2.552;
const BATCHES = 20;

/** Exact percentiles (type 7) and mean; null for an empty sample. Sorts a copy. */
export function percentiles(values: Float64Array): Percentiles | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const sorted = Float64Array.from(values).sort();
  return {
    p50: quantileOfSorted(sorted, 0.5),
    p90: quantileOfSorted(sorted, 0.9),
    p99: quantileOfSorted(sorted, 0.99),
    mean: sum / values.length,
  };
}

/**
 * Warm-up by MSER-5 (White 1997): in batches of five, the cut that minimises the marginal standard error of what
 * remains, at most half the series. Returns how many values to drop.
 */
export function warmUp(values: Float64Array): number {
  const batches = Math.floor(values.length / 5);
  if (batches < 4) return 0;
  let count = 0;
  let sum = 0;
  let squares = 0;
  let best = Infinity;
  let cut = 0;
  for (let b = batches - 1; b >= 0; b--) {
    let mean = 0;
    for (let i = 0; i < 5; i++) mean += values[5 * b + i]! / 5;
    count++;
    sum += mean;
    squares += mean * mean;
    const error = Math.max(0, squares - (sum * sum) / count) / (count * count);
    if (b <= batches / 2 && error <= best) {
      best = error;
      cut = b;
    }
  }
  return cut * 5;
}

/** Half-width of the 95 % confidence interval of the mean by twenty batch means; null below 40 values. */
export function confidence95(values: Float64Array): number | null {
  const means = batchMeans(values);
  if (means === null) return null;
  const mean = means.reduce((a, b) => a + b, 0) / BATCHES;
  const variance = means.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (BATCHES - 1);
  return T_975_19 * Math.sqrt(variance / BATCHES);
}

/**
 * Whether a series grows over its second half: the slope through twenty batch means is positive at 99 % and
 * amounts to more than a third of the mean. The second condition is ours: the first alone calls slow waves of a
 * stable queue growth (neighbouring batch means are correlated).
 */
export function grows(values: Float64Array): boolean {
  const means = batchMeans(values.subarray(values.length >> 1));
  if (means === null) return false;
  const middle = (BATCHES - 1) / 2;
  const mean = means.reduce((a, b) => a + b, 0) / BATCHES;
  let sxx = 0;
  let sxy = 0;
  means.forEach((value, i) => {
    sxx += (i - middle) * (i - middle);
    sxy += (i - middle) * (value - mean);
  });
  const slope = sxy / sxx;
  let residual = 0;
  means.forEach((value, i) => {
    const r = value - mean - slope * (i - middle);
    residual += r * r;
  });
  const error = Math.sqrt(residual / (BATCHES - 2) / sxx);
  return slope > T_99_18 * error && slope * BATCHES > mean / 3;
}

function batchMeans(values: Float64Array): number[] | null {
  const size = Math.floor(values.length / BATCHES);
  if (size < 2) return null;
  const first = values.length - size * BATCHES;
  return Array.from({ length: BATCHES }, (_, b) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += values[first + b * size + i]!;
    return sum / size;
  });
}

/** Requests in the system as each one arrives. Ends of requests that never ended count as never. */
export function inFlightAtArrivals(arrival: Float64Array, end: Float64Array): Float64Array {
  const ends = Float64Array.from(end, (t) => (Number.isNaN(t) ? Infinity : t)).sort();
  const out = new Float64Array(arrival.length);
  let ended = 0;
  for (let i = 0; i < arrival.length; i++) {
    while (ended < ends.length && ends[ended]! <= arrival[i]!) ended++;
    out[i] = i + 1 - ended;
  }
  return out;
}
