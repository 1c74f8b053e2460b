import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elapsed, overtakes, stepsUntil, sumOfMin } from './segment';

const positive = fc.double({ min: 1e-6, max: 1, noNaN: true });
const slope = fc.double({ min: 0, max: 1e-3, noNaN: true });

describe('runs of decode steps', () => {
  it('W10: 100 steps, and how many fit in a second', () => {
    const alpha = 12.58e-3;
    const beta = 14.05e-9;
    const first = alpha + beta * 16_000;
    expect(elapsed(first, beta * 16, 100)).toBeCloseTo(1.282, 3);
    expect(stepsUntil(0, first, beta * 16, 1, 1, 1000) - 1).toBe(78);
  });

  it('stepsUntil finds the first step that ends at or after a time, as a walk does', () => {
    fc.assert(
      fc.property(
        positive,
        slope,
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1e4, noNaN: true }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 400 }),
        (first, s, wanted, anchor, least, more) => {
          const time = anchor + wanted;
          const most = least + more;
          let k = least;
          while (k < most && anchor + elapsed(first, s, k) < time) k++;
          expect(stepsUntil(anchor, first, s, time, least, most)).toBe(k);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('sumOfMin equals the sum term by term', () => {
    const line = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(line, line, line, line, fc.integer({ min: 0, max: 200 }), (a0, a1, b0, b1, k) => {
        let sum = 0;
        for (let j = 0; j < k; j++) sum += Math.min(a0 + a1 * j, b0 + b1 * j);
        expect(sumOfMin(a0, a1, b0, b1, k)).toBeCloseTo(sum, 6);
      }),
      { numRuns: 2000 },
    );
  });

  it('overtakes finds the first step at which a steeper line lies above', () => {
    fc.assert(
      fc.property(positive, slope, positive, slope, (x, s, a, t) => {
        const first = Math.max(x, a);
        const other = Math.min(x, a);
        const found = overtakes(first, s, other, t);
        if (t <= s || (first - other) / (t - s) > 1e9) {
          expect(found).toBe(Infinity);
          return;
        }
        // Lines that differ by less than the numbers can show cross wherever rounding says.
        fc.pre(t - s > 1e-12);
        expect(other + t * found).toBeGreaterThan(first + s * found);
        expect(other + t * (found - 1)).toBeLessThanOrEqual((first + s * (found - 1)) * (1 + 1e-12));
      }),
      { numRuns: 2000 },
    );
  });
});
