/**
 * Distribution of positive numbers in buckets of 1/128 of their octave, so that every percentile is within 0.4 % of
 * a value that was there (DDSketch's promise; the buckets are read off the bits of the number, which is exact
 * in every engine). Weights add up exactly and sketches merge; the order of additions does not matter.
 */

/** Buckets are told apart by this many bits of the mantissa. */
const MANTISSA_BITS = 7;
const SHIFT = 20 - MANTISSA_BITS;
/** Octaves 2^-40 (a picosecond) to 2^24 (half a year): 64 × 128 buckets. */
const FIRST_KEY = (1023 - 40) << MANTISSA_BITS;
const OCTAVES = 64;
const PER_OCTAVE = 1 << MANTISSA_BITS;
const BUCKETS = OCTAVES * PER_OCTAVE;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
/** The word with sign, exponent and the first bits of the mantissa. */
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

function bucketOf(value: number): number {
  float[0] = value;
  return (words[HIGH]! >>> SHIFT) - FIRST_KEY;
}

/** Smallest number of a bucket. */
function lowerEdge(bucket: number): number {
  words[1 - HIGH] = 0;
  words[HIGH] = (bucket + FIRST_KEY) << SHIFT;
  return float[0]!;
}

export class LogSketch {
  count = 0;
  sum = 0;
  min = Infinity;
  max = 0;
  /** Weight of values below and beyond the buckets; percentiles there are `min` and `max`. */
  private below = 0;
  private beyond = 0;
  /** Weights of the buckets of each octave; null where nothing fell, which is most of them. */
  private readonly octaves = new Array<Float64Array | null>(OCTAVES).fill(null);

  /** `value` ≥ 0. */
  add(value: number, weight: number): void {
    if (weight > 0) this.put(bucketOf(value), value, value, weight);
  }

  /** Adds first + slope·j for every j < k, each with the same weight: a run of decode steps at once. */
  addRun(first: number, slope: number, k: number, weight: number): void {
    for (let j = 0; j < k;) {
      const value = first + slope * j;
      const bucket = bucketOf(value);
      const edge = bucket < 0 ? lowerEdge(0) : bucket < BUCKETS ? lowerEdge(bucket + 1) : Infinity;
      const end = slope > 0 ? Math.min(k, firstAtLeast(first, slope, edge, j + 1)) : k;
      this.put(bucket, value, first + slope * (end - 1), (end - j) * weight);
      j = end;
    }
  }

  /** Evenly spaced values from `low` to `high`, all in one bucket. */
  private put(bucket: number, low: number, high: number, weight: number): void {
    this.count += weight;
    this.sum += ((low + high) / 2) * weight;
    if (low < this.min) this.min = low;
    if (high > this.max) this.max = high;
    if (bucket < 0) this.below += weight;
    else if (bucket >= BUCKETS) this.beyond += weight;
    else this.octave(bucket >> MANTISSA_BITS)[bucket & (PER_OCTAVE - 1)]! += weight;
  }

  private octave(number: number): Float64Array {
    return (this.octaves[number] ??= new Float64Array(PER_OCTAVE));
  }

  merge(other: LogSketch): void {
    this.count += other.count;
    this.sum += other.sum;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    this.below += other.below;
    this.beyond += other.beyond;
    other.octaves.forEach((weights, o) => {
      if (weights === null) return;
      const own = this.octave(o);
      for (let b = 0; b < PER_OCTAVE; b++) own[b]! += weights[b]!;
    });
  }

  get mean(): number {
    return this.sum / this.count;
  }

  /** The value that a share `p` of the weight is at or below, within 0.4 %; NaN when empty. */
  quantile(p: number): number {
    if (this.count === 0) return NaN;
    const rank = p * (this.count - 1);
    let passed = this.below;
    if (passed > rank) return this.min;
    for (let b = 0; b < BUCKETS; b++) {
      const weights = this.octaves[b >> MANTISSA_BITS] ?? null;
      if (weights === null) {
        b += PER_OCTAVE - 1;
        continue;
      }
      passed += weights[b & (PER_OCTAVE - 1)]!;
      if (passed <= rank) continue;
      const middle = (lowerEdge(b) + lowerEdge(b + 1)) / 2;
      return Math.min(this.max, Math.max(this.min, middle));
    }
    return this.max;
  }
}

/** Smallest j ≥ least with first + slope·j ≥ edge; Infinity when the line never gets there. */
function firstAtLeast(first: number, slope: number, edge: number, least: number): number {
  if (edge === Infinity) return Infinity;
  let j = Math.max(least, Math.ceil((edge - first) / slope));
  while (j > least && first + slope * (j - 1) >= edge) j--;
  while (first + slope * j < edge) j++;
  return j;
}
