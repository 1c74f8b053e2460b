import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allInUse, othersInPlace, placesInUse } from './closed-form/even-fill';
import { erlangC, waitAllenCunneen, waitSakasegawa, waitMD1, waitMG1, waitMM1, waitMMc } from './queueing';

describe('queues', () => {
  const load = fc.double({ min: 0.01, max: 0.99, noNaN: true });

  test('one server and many agree where they are the same queue', () => {
    fc.assert(
      fc.property(load, fc.double({ min: 0.001, max: 100, noNaN: true }), (rho, seconds) => {
        const rate = rho / seconds;
        const wait = waitMM1(rate, 1 / seconds);
        expect(waitMMc(rate, seconds, 1) / wait).toBeCloseTo(1, 9);
        expect(waitMG1(rate, seconds, 1) / wait).toBeCloseTo(1, 9);
        expect(waitMD1(rate, seconds) / wait).toBeCloseTo(0.5, 9);
        expect(waitAllenCunneen(rate, seconds, 1, 1, 0) / waitMD1(rate, seconds)).toBeCloseTo(1, 9);
      }),
    );
  });

  test('more servers at equal utilisation wait less; thousands do not overflow', () => {
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 12);
    expect(erlangC(10, 7)).toBeLessThan(erlangC(5, 3.5));
    expect(erlangC(5000, 4900)).toBeGreaterThan(0);
    expect(erlangC(5000, 4900)).toBeLessThan(0.5);
    expect(erlangC(4, 4)).toBe(1);
  });

  test('no wait is finite at or beyond capacity', () => {
    expect(waitMM1(10, 10)).toBe(Infinity);
    expect(waitMG1(11, 0.1, 0)).toBe(Infinity);
    expect(waitMMc(40, 0.1, 4)).toBe(Infinity);
  });
});

describe('evenly filled places', () => {
  const poisson = (mean: number, f: (n: number) => number) => {
    let p = Math.exp(-mean);
    let sum = 0;
    for (let n = 0; n < mean + 12 * Math.sqrt(mean) + 30; n++) {
      sum += p * f(n);
      p *= mean / (n + 1);
    }
    return sum;
  };

  test('by summing the Poisson distribution', () => {
    for (const mean of [1e-9, 0.3, 2, 17, 39, 60, 200])
      for (const places of [1, 2, 8, 72]) {
        expect(placesInUse(mean, places)).toBeCloseTo(
          poisson(mean, (n) => Math.min(n, places)),
          1,
        );
        expect(othersInPlace(mean, places)).toBeCloseTo(
          poisson(mean, (n) => Math.max(1, (1 + n) / places)) - 1,
          1,
        );
        expect(allInUse(mean, places)).toBeCloseTo(
          poisson(mean, (n) => (n >= places ? 1 : 0)),
          1,
        );
      }
  });

  test('one place: the probability of company, and Poisson company itself', () => {
    expect(placesInUse(1e-15, 1) / 1e-15).toBeCloseTo(1, 12);
    expect(othersInPlace(3.5, 1)).toBe(3.5);
  });

  test('Sakasegawa needs no whole number of servers: exact at one, near Erlang C, without jumps', () => {
    for (const utilisation of [0.1, 0.5, 0.8, 0.95]) {
      expect(waitSakasegawa(utilisation, 1, 1, 1, 1) / waitMM1(utilisation, 1)).toBeCloseTo(1, 9);
      for (const servers of [2, 5, 20]) {
        const exact = waitMMc(utilisation * servers, 1, servers);
        // Relative to service: where hardly anybody waits the ratio of waits says little.
        expect(Math.abs(waitSakasegawa(utilisation * servers, 1, servers, 1, 1) - exact)).toBeLessThan(
          0.02 + 0.05 * exact,
        );
      }
    }
    expect(waitSakasegawa(2.2, 1, 2.5, 1, 1)).toBeLessThan(waitSakasegawa(2.2, 1, 2.4, 1, 1));
    expect(waitSakasegawa(2.5, 1, 2.5, 1, 1)).toBe(Infinity);
  });
});
