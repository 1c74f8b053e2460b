import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { probit } from './probit';
import { quantile, quantileOfSorted } from './quantile';
import { Lognormal } from './lognormal';
import { streamKey, u01, uniform } from './random';

describe('random numbers', () => {
  test('published values for seed 42', () => {
    const four = (x: number) => Number(x.toPrecision(4));
    expect([0, 1, 2, 3].map((i) => four(u01(42, 'len', i)))).toEqual([0.7613, 0.6281, 0.4879, 0.4706]);
    expect(four(u01(42, 'gap', 0))).toBe(0.3859);
    expect(four(new Lognormal(1000, 1).quantile(u01(42, 'len', 0)))).toBe(1278);
  });

  test('a key and one call give the same number, always inside (0, 1)', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), fc.nat({ max: 9 }), (seed, i, j) => {
        const u = uniform(streamKey(seed, 'isl'), i, j);
        expect(u).toBe(u01(seed, 'isl', i, j));
        expect(u).toBeGreaterThan(0);
        expect(u).toBeLessThan(1);
      }),
    );
  });

  test('mean 1/2 and variance 1/12 over 1e5 draws', () => {
    const key = streamKey(7, 'gap');
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < 1e5; i++) {
      const u = uniform(key, i);
      sum += u;
      squares += u * u;
    }
    expect(sum / 1e5).toBeCloseTo(0.5, 2);
    expect(squares / 1e5 - (sum / 1e5) ** 2).toBeCloseTo(1 / 12, 3);
  });

  test('lognormal has the mean and the variation asked for', () => {
    let sum = 0;
    let squares = 0;
    const n = 1e5;
    for (let i = 0; i < n; i++) {
      const x = new Lognormal(1000, 0.8).quantile((i + 0.5) / n);
      sum += x;
      squares += x * x;
    }
    const mean = sum / n;
    expect(mean / 1000).toBeCloseTo(1, 3);
    expect(Math.sqrt(squares / n - mean * mean) / mean).toBeCloseTo(0.8, 2);
    expect(new Lognormal(500, 0).quantile(0.3)).toBe(500);
  });
});

describe('probit', () => {
  test('known quantiles of the normal distribution', () => {
    for (const [p, z] of [
      [0.5, 0],
      [0.841344746068543, 1],
      [0.975, 1.959963984540054],
      [0.99, 2.326347874040841],
      [0.001, -3.090232306167813],
      [1e-9, -5.997807015007774],
    ] as const)
      expect(Math.abs(probit(p) - z)).toBeLessThan(1.2e-9 * Math.max(1, Math.abs(z)));
    expect(probit(0)).toBe(-Infinity);
    expect(probit(1.1)).toBeNaN();
  });

  test('odd around one half and increasing', () => {
    const inside = fc.double({ min: 1e-12, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(inside, inside, (a, b) => {
        expect(probit(1 - a)).toBeCloseTo(-probit(1 - (1 - a)), 12);
        expect(probit(Math.min(a, b))).toBeLessThanOrEqual(probit(Math.max(a, b)));
      }),
    );
  });
});

describe('quantile, type 7', () => {
  test('1 to 10', () => {
    const values = [3, 1, 2, 10, 9, 8, 4, 5, 6, 7];
    expect(quantile(values, 0.5)).toBe(5.5);
    expect(quantile(values, 0.9)).toBeCloseTo(9.1, 12);
    expect(values[0]).toBe(3);
  });

  test('ends and empty', () => {
    expect(quantileOfSorted([4], 0.99)).toBe(4);
    expect(quantileOfSorted([1, 2], 1)).toBe(2);
    expect(quantileOfSorted([], 0.5)).toBeNaN();
  });
});
