import { describe, expect, it } from 'vitest';
import { streamKey, uniform } from '../number/random';
import {
  confidence95,
  grows,
  inFlightAtArrivals,
  lagCorrelation,
  MOST_SORTED,
  percentiles,
  warmUp,
} from './statistics';

const noise = (n: number, seed: number): Float64Array => {
  const key = streamKey(seed, 'test');
  return Float64Array.from({ length: n }, (_, i) => uniform(key, i));
};

describe('statistics of a run', () => {
  it('percentiles are those of type 7', () => {
    const p = percentiles(Float64Array.from([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]));
    expect(p).toEqual({ p50: 5.5, p90: 9.1, p99: 9.91, mean: 5.5 });
    expect(percentiles(new Float64Array(0))).toBeNull();
  });

  it('a large sample goes through a sketch, within 0.4 %', () => {
    const values = noise(MOST_SORTED + 1, 5);
    const sorted = Float64Array.from(values).sort();
    const p = percentiles(values)!;
    for (const [share, value] of [
      [0.5, p.p50],
      [0.9, p.p90],
      [0.99, p.p99],
    ] as const)
      expect(Math.abs(value! / sorted[Math.floor(share * MOST_SORTED)]! - 1)).toBeLessThan(0.004);
    expect(p.mean).toBeCloseTo(values.reduce((a, b) => a + b, 0) / values.length, 12);
  });

  it('correlation of neighbours by hand', () => {
    expect(lagCorrelation([1, 2, 3, 4, 5])).toBeCloseTo(4 / 10, 12);
    expect(lagCorrelation([1, -1, 1, -1])).toBeCloseTo(-3 / 4, 12);
    expect(lagCorrelation([2, 2, 2])).toBe(0);
  });

  it('values that go together in long waves get a wider interval than twenty batches would say', () => {
    const waves = Float64Array.from({ length: 400 }, (_, i) => (Math.floor(i / 80) % 2 === 0 ? 1 : 0));
    // Means of twenty batches are 1 1 1 1 0 0 0 0 … around 0.6: variance 4.8/19; neighbours go together by
    // (9·0.16 + 6·0.36 − 4·0.24)/4.8 = 0.55, corrected 0.6825: 5.2992 times fewer, 2.774 degrees of freedom.
    const fewer = 1.6825 / 0.3175;
    const t = 4.303 + (3.182 - 4.303) * (20 / fewer - 3);
    expect(confidence95(waves)).toBeCloseTo(t * Math.sqrt((4.8 / 19 / 20) * fewer), 9);
  });

  it('and cover their mean nearly as often as those that do not', () => {
    let covered = 0;
    for (let seed = 0; seed < 400; seed++) {
      // Each value keeps 0.97 of the one before: in batches of fifty neighbours still go together.
      let level = 0;
      const values = noise(1000, seed).map((x) => (level = 0.97 * level + x - 0.5));
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      if (Math.abs(mean) <= confidence95(values)!) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.88);
    expect(covered / 400).toBeLessThan(0.985);
  });

  it('MSER-5 cuts a warm-up and little of a steady series', () => {
    const steady = noise(2000, 1);
    const warming = steady.map((x, i) => x + Math.max(0, 20 - i / 10));
    expect(warmUp(warming, false)).toBeGreaterThanOrEqual(180);
    expect(warmUp(warming, false)).toBeLessThanOrEqual(1000);
    expect(warmUp(new Float64Array(10), false)).toBe(0);
  });

  it('of what begins empty, a start that is higher than the rest is no warm-up', () => {
    const filling = noise(2000, 1).map((x, i) => x - Math.max(0, 20 - i / 10));
    expect(warmUp(filling, true)).toBeGreaterThanOrEqual(180);
    expect(warmUp(filling, true)).toBe(warmUp(filling, false));
    expect(
      warmUp(
        filling.map((x) => -x),
        true,
      ),
    ).toBe(0);
  });

  it('the confidence interval covers the mean about as often as it says', () => {
    let covered = 0;
    for (let seed = 0; seed < 400; seed++) {
      const values = noise(400, seed);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      if (Math.abs(mean - 0.5) <= confidence95(values)!) covered++;
    }
    expect(covered / 400).toBeGreaterThan(0.91);
    expect(covered / 400).toBeLessThan(0.985);
  });

  it('calls a ramp growth and noise not', () => {
    expect(grows(noise(1000, 3).map((x, i) => x + i / 20))).toBe(true);
    let false_ = 0;
    for (let seed = 0; seed < 300; seed++) if (grows(noise(400, seed))) false_++;
    expect(false_).toBeLessThanOrEqual(6);
  });

  it('slow waves of a stable series are seldom called growth', () => {
    let called = 0;
    for (let seed = 0; seed < 300; seed++) {
      // Each value keeps 0.97 of the one before: in batches of twenty neighbours still go together.
      let level = 1;
      const steps = noise(800, seed);
      if (grows(steps.map((x) => (level = 1 + 0.97 * (level - 1) + (x - 0.5) * 0.3)))) called++;
    }
    expect(called / 300).toBeLessThan(0.06);
  });

  it('counts requests in the system as each arrives', () => {
    const arrival = Float64Array.from([0, 1, 2, 3]);
    const end = Float64Array.from([1.5, NaN, 2, 9]);
    expect([...inFlightAtArrivals(arrival, end)]).toEqual([1, 2, 1, 2]);
  });
});
