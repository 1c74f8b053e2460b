import type { Seconds } from '../../units/units';

/** Points of every time series that leaves the simulator. */
export const SERIES_BUCKETS = 512;
/** Width to begin with where nobody knows how long a run will be. */
export const SHORTEST_BUCKET: Seconds = 1e-3;

/**
 * Time average of a piecewise-constant value on a uniform grid of fixed length. The span is not known in
 * advance: when time runs past the last bucket, neighbours are merged and buckets become twice as wide.
 */
export class TimeSeries {
  readonly buckets: number;
  width: Seconds;
  /** Value · seconds per bucket. */
  private readonly area: Float64Array;
  private value = 0;
  private since: Seconds = 0;
  /** Integral over all time, and largest value. */
  total = 0;
  peak = 0;

  constructor(buckets: number, width: Seconds) {
    this.buckets = buckets;
    this.width = width;
    this.area = new Float64Array(buckets);
  }

  set(now: Seconds, value: number): void {
    if (now > this.since) {
      if (this.value !== 0) this.add(this.since, now, this.value);
      this.since = now;
    }
    this.value = value;
    if (value > this.peak) this.peak = value;
  }

  /** Means per bucket over [0, duration], resampled to the same number of buckets. */
  means(duration: Seconds): Float32Array {
    const out = new Float32Array(this.buckets);
    if (duration <= 0) return out;
    const step = duration / this.buckets;
    for (let i = 0; i < this.buckets; i++) out[i] = this.areaBetween(i * step, (i + 1) * step) / step;
    return out;
  }

  private areaBetween(from: Seconds, to: Seconds): number {
    let sum = 0;
    const first = Math.max(0, Math.floor(from / this.width));
    const last = Math.min(this.buckets - 1, Math.floor(to / this.width));
    for (let b = first; b <= last; b++) {
      // The last bucket is filled as far as time has come.
      const end = Math.min((b + 1) * this.width, this.since);
      const overlap = Math.min(to, end) - Math.max(from, b * this.width);
      if (overlap > 0) sum += (this.area[b]! * overlap) / (end - b * this.width);
    }
    return sum;
  }

  private add(from: Seconds, to: Seconds, value: number): void {
    this.total += value * (to - from);
    while (to > this.width * this.buckets) this.widen();
    let b = Math.floor(from / this.width);
    let at = from;
    while (at < to) {
      const edge = Math.min(to, (b + 1) * this.width);
      if (edge > at) {
        this.area[Math.min(b, this.buckets - 1)]! += value * (edge - at);
        at = edge;
      }
      b++;
    }
  }

  private widen(): void {
    const { area, buckets } = this;
    for (let i = 0; i < buckets / 2; i++) area[i] = area[2 * i]! + area[2 * i + 1]!;
    area.fill(0, buckets / 2);
    this.width *= 2;
  }
}
