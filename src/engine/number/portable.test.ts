import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cbrt, exp, expm1, ln, log2, pow } from './portable';

function close(actual: number, wanted: number, relative = 1e-15): void {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(relative * Math.abs(wanted));
}

const positive = fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true });

describe('portable functions agree with Math', () => {
  test('ln, over the whole range and near 1', () => {
    fc.assert(fc.property(positive, (x) => close(ln(x), Math.log(x))));
    fc.assert(fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), (x) => close(ln(x), Math.log(x))));
  });

  test('exp, over its range', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (x) => close(exp(x), Math.exp(x))),
    );
    fc.assert(fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (x) => close(exp(x), Math.exp(x))));
  });

  test('expm1, also where exp(x) − 1 would cancel', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (x) => close(expm1(x), Math.expm1(x))),
    );
    for (const x of [1e-300, -1e-17, 1e-9, -1e-4, 0]) close(expm1(x), Math.expm1(x));
  });

  test('log2, exact at powers of two', () => {
    fc.assert(fc.property(positive, (x) => close(log2(x), Math.log2(x))));
    for (let k = -1074; k <= 1023; k++) expect(log2(2 ** k)).toBe(k);
  });

  test('pow', () => {
    const base = fc.double({ min: 1e-6, max: 1e12, noNaN: true });
    const power = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(base, power, (x, y) =>
        close(pow(x, y), Math.pow(x, y), 1e-15 * (1 + Math.abs(y * Math.log(x)))),
      ),
    );
    expect(pow(-2, 3)).toBe(-8);
    expect(pow(3, -2)).toBe(1 / 9);
    expect(pow(0, 0.7)).toBe(0);
  });

  test('cbrt', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), (x) => close(cbrt(x), Math.cbrt(x))),
    );
    expect(cbrt(27)).toBe(3);
  });

  test('edges', () => {
    expect(ln(0)).toBe(-Infinity);
    expect(ln(-1)).toBeNaN();
    expect(ln(Infinity)).toBe(Infinity);
    expect(ln(1)).toBe(0);
    expect(exp(0)).toBe(1);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(710)).toBe(Infinity);
    expect(exp(-746)).toBe(0);
    expect(expm1(-Infinity)).toBe(-1);
    expect(exp(-744)).toBeGreaterThan(0);
  });
});
