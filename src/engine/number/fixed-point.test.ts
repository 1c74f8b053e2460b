import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedPoint } from './fixed-point';

describe('fixed point', () => {
  test('of a line, wherever it crosses', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: -5, max: 0.99, noNaN: true }),
        (base, slope) => {
          const x = fixedPoint((n) => base + slope * n, 0, 1e9);
          expect((x * (1 - slope)) / base).toBeCloseTo(1, 8);
        },
      ),
    );
  });

  test('of a rising root, in few steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (scale) => {
        let steps = 0;
        const g = (n: number) => {
          steps++;
          return scale * Math.sqrt(1 + n);
        };
        const x = fixedPoint(g, 0, 1e9);
        const exact = (scale * scale + scale * Math.sqrt(scale * scale + 4)) / 2;
        expect(x / exact).toBeCloseTo(1, 9);
        // All secants and both ends: nothing was halved.
        expect(steps).toBeLessThanOrEqual(14);
      }),
    );
  });

  test('ends: the lowest where nothing is above it, the highest where all is', () => {
    expect(fixedPoint(() => 0, 0, 10)).toBe(0);
    expect(fixedPoint((n) => n + 1, 0, 10)).toBe(10);
  });

  test('behind a jump over the diagonal, and at a kink', () => {
    const x = fixedPoint((n) => (n < 3 ? 4 : 2), 0, 100);
    expect(x).toBeGreaterThanOrEqual(3);
    expect(x).toBeCloseTo(3, 6);
    expect(fixedPoint((n) => Math.min(5, 2 + 0.9 * n), 0, 100)).toBeCloseTo(5, 9);
  });
});
