import { LogSketch } from '../number/log-sketch';
import { quantilesOf } from '../number/select';
import type { Percentiles } from '../result';

/** t quantile 0.975 for 1 to 19 degrees of freedom. */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093,
];
/** Cap on the correlation of neighbouring batch means: above it, twenty batches are worth fewer than two independent ones. */
const MOST_CORRELATION = 0.8;
/** For a slope: batches whose neighbours go together more than this are not independent enough. */
const MOST_LAG_CORRELATION = 0.2;
/** t quantile 0.99 for a slope, by number of batches, two more than the degrees of freedom. */
const T_99: Record<number, number> = { 20: 2.552, 10: 2.896, 5: 4.541 };
const BATCHES = 20;

/** Largest sample whose percentiles are exact; beyond, they come from a sketch, within 0.4 %. */
export const MOST_SORTED = 100_000;

/** Percentiles (type 7, exact up to `MOST_SORTED` values) and mean; null for an empty sample. */
export function percentiles(values: Float64Array): Percentiles | null {
  if (values.length === 0) return null;
  if (values.length > MOST_SORTED) {
    const sketch = new LogSketch();
    for (const value of values) sketch.add(value, 1);
    return percentilesOfSketch(sketch);
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const [p50, p90, p99] = quantilesOf(values.slice(), [0.5, 0.9, 0.99]);
  return { p50: p50!, p90: p90!, p99: p99!, mean: sum / values.length };
}

/** Percentiles of a sketch; null when it is empty. */
export function percentilesOfSketch(sketch: LogSketch): Percentiles | null {
  if (sketch.count === 0) return null;
  return {
    p50: sketch.quantile(0.5),
    p90: sketch.quantile(0.9),
    p99: sketch.quantile(0.99),
    mean: sketch.mean,
  };
}

/**
 * Warm-up by MSER-5 (White 1997): in batches of five, the cut that minimises the marginal standard error of what
 * remains, at most half the series. Returns how many values to drop. `fromEmpty`: a cluster that begins empty warms up
 * from below, so a start that is higher than the rest is a burst like any other; to leave out bursts where they happen to
 * come first makes means too low, of first tokens by 2 to 8 %.
 */
export function warmUp(values: Float64Array, fromEmpty: boolean): number {
  const cut = leastError(values);
  return fromEmpty && cut > 0 && average(values.subarray(0, cut)) >= average(values.subarray(cut)) ? 0 : cut;
}

function leastError(values: Float64Array): number {
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

/**
 * Half-width of the 95 % confidence interval of the mean by the means of twenty batches; null below 40 values. Batches
 * next to each other go together while a queue lasts longer than one of them. With correlation φ, and as each that of the
 * one before, the variance of their mean is (1 + φ)/(1 − φ) times that of independent ones, which are as many fewer; φ is
 * corrected for what few batches make of it, (1 + 3φ)/n too little (Kendall 1954; the way of Skart, Tafazzoli and Wilson 2011).
 */
export function confidence95(values: Float64Array): number | null {
  const means = batchMeans(values);
  if (means === null) return null;
  const n = means.length;
  const middle = average(means);
  const variance = means.reduce((a, b) => a + (b - middle) * (b - middle), 0) / (n - 1);
  const lag = lagCorrelation(means);
  const together = Math.min(MOST_CORRELATION, Math.max(0, lag + (1 + 3 * lag) / n));
  const fewer = (1 + together) / (1 - together);
  return tQuantile(n / fewer - 1) * Math.sqrt((variance / n) * fewer);
}

/** Linear between whole degrees of freedom. */
function tQuantile(freedom: number): number {
  const at = Math.max(1, Math.min(T_975.length, freedom)) - 1;
  const [below, above] = [T_975[Math.floor(at)]!, T_975[Math.ceil(at)]!];
  return below + (above - below) * (at % 1);
}

function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Correlation of each value with the next; 0 where all are equal. */
export function lagCorrelation(values: readonly number[]): number {
  const mean = average(values);
  let both = 0;
  let squares = 0;
  values.forEach((value, i) => {
    squares += (value - mean) * (value - mean);
    if (i > 0) both += (value - mean) * (values[i - 1]! - mean);
  });
  return squares > 0 ? both / squares : 0;
}

function pairMeans(values: readonly number[]): number[] {
  return Array.from({ length: values.length >> 1 }, (_, i) => (values[2 * i]! + values[2 * i + 1]!) / 2);
}

/**
 * Whether a series grows over its second half: the slope through its batch means is positive at 99 % and amounts to
 * more than a third of the mean. Twenty batches, or ten or five larger ones where what the slope leaves over still
 * goes together: slow waves of a stable queue are no growth. The condition on the size is ours.
 */
export function grows(values: Float64Array): boolean {
  let means = batchMeans(values.subarray(values.length >> 1));
  if (means === null) return false;
  let line = slopeOf(means);
  while (means.length > 5 && lagCorrelation(line.left) >= MOST_LAG_CORRELATION) {
    means = pairMeans(means);
    line = slopeOf(means);
  }
  const n = means.length;
  return line.slope > T_99[n]! * line.error && line.slope * n > average(means) / 3;
}

/** Least-squares slope per step, its standard error, and what it leaves over. */
function slopeOf(values: readonly number[]): { slope: number; error: number; left: number[] } {
  const middle = (values.length - 1) / 2;
  const mean = average(values);
  let sxx = 0;
  let sxy = 0;
  values.forEach((value, i) => {
    sxx += (i - middle) * (i - middle);
    sxy += (i - middle) * (value - mean);
  });
  const slope = sxy / sxx;
  const left = values.map((value, i) => value - mean - slope * (i - middle));
  const squares = left.reduce((sum, r) => sum + r * r, 0);
  return { slope, error: Math.sqrt(squares / (values.length - 2) / sxx), left };
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
