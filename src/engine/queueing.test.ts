import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allInUse, othersInPlace, placesInUse } from './closed-form/even-fill';
import {
  busyAtArrival,
  erlangC,
  waitAllenCunneen,
  waitSakasegawa,
  waitMD1,
  waitMG1,
  waitMM1,
  waitMMc,
  waitOfBursts,
} from './queueing';
import { streamKey, u01 } from './number/random';
import { unitGamma } from './workload/gamma';

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

describe('bursts', () => {
  const load = fc.double({ min: 0.01, max: 0.98, noNaN: true });
  const cv = fc.double({ min: 1, max: 15, noNaN: true });

  test('the chance to find the server busy solves its equation, is the load for Poisson arrivals and grows with both', () => {
    fc.assert(
      fc.property(load, cv, (rho, c) => {
        const busy = busyAtArrival(rho, c);
        const k = 1 / (c * c);
        expect(Math.pow(1 + (1 - busy) / (rho * k), -k)).toBeCloseTo(busy, 9);
        expect(busyAtArrival(rho, 1)).toBe(rho);
        expect(busy).toBeGreaterThanOrEqual(rho * (1 - 1e-12));
        expect(busyAtArrival(rho, c * 1.1)).toBeGreaterThan(busy);
        expect(busyAtArrival(rho * 1.01, c)).toBeGreaterThan(busy);
      }),
    );
  });

  test('near capacity they wait as Kingman has it; at no load they wait still', () => {
    const kingman = (rho: number, c: number) => (((c * c - 1) / 2) * rho) / (1 - rho);
    expect(waitOfBursts(0.999, 1, 2) / kingman(0.999, 2)).toBeCloseTo(1, 2);
    expect(waitOfBursts(0.01, 1, 13) / kingman(0.01, 13)).toBeGreaterThan(10);
    expect(waitOfBursts(0.5, 1, 1)).toBe(0);
    expect(waitOfBursts(0.5, 1, 0.3)).toBe(0);
  });

  test('a line of drawn gaps waits as long', () => {
    for (const c of [2, 4]) {
      const key = streamKey(5, 'gap');
      let [waited, sum] = [0, 0];
      const count = 400_000;
      for (let i = 0; i < count; i++) {
        sum += waited;
        const service = -Math.log(u01(5, 'tool', i));
        waited = Math.max(0, waited + service - unitGamma(key, i, 1 / (c * c)) / 0.4);
      }
      expect((waitOfBursts(0.4, 1, c) + waitMM1(0.4, 1)) / (sum / count)).toBeCloseTo(1, 1);
    }
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
