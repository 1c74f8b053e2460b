import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogSketch } from './log-sketch';

const values = fc.array(fc.double({ min: 1e-11, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 });
const sketchOf = (numbers: readonly number[], weight = 1): LogSketch => {
  const sketch = new LogSketch();
  for (const value of numbers) sketch.add(value, weight);
  return sketch;
};

describe('sketch of a distribution', () => {
  it('percentiles are within 0.4 % of the value of that rank; mean and extremes are exact', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (numbers, p) => {
        const sketch = sketchOf(numbers);
        const sorted = [...numbers].sort((a, b) => a - b);
        const exact = sorted[Math.floor(p * (sorted.length - 1))]!;
        expect(Math.abs(sketch.quantile(p) / exact - 1)).toBeLessThan(0.004);
        expect([sketch.min, sketch.max]).toEqual([sorted[0], sorted[sorted.length - 1]]);
        expect(sketch.mean / (sorted.reduce((a, b) => a + b, 0) / sorted.length)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('a run of steps is the same as its steps one by one', () => {
    const run = fc.record({
      first: fc.double({ min: 1e-6, max: 10, noNaN: true }),
      slope: fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e-2, noNaN: true })),
      k: fc.integer({ min: 1, max: 3000 }),
      weight: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(
      fc.property(run, ({ first, slope, k, weight }) => {
        const whole = new LogSketch();
        whole.addRun(first, slope, k, weight);
        const walked = sketchOf(
          Array.from({ length: k }, (_, j) => first + slope * j),
          weight,
        );
        expect(whole.count).toBe(walked.count);
        expect(whole.sum / walked.sum).toBeCloseTo(1, 9);
        for (const p of [0, 0.1, 0.5, 0.9, 0.99, 1]) expect(whole.quantile(p)).toBe(walked.quantile(p));
        expect([whole.min, whole.max]).toEqual([walked.min, walked.max]);
      }),
    );
  });

  it('two merged are one of both', () => {
    fc.assert(
      fc.property(values, values, (x, y) => {
        const merged = sketchOf(x);
        merged.merge(sketchOf(y));
        const both = sketchOf([...x, ...y]);
        expect(merged.count).toBe(both.count);
        for (const p of [0, 0.5, 0.99, 1]) expect(merged.quantile(p)).toBe(both.quantile(p));
      }),
    );
  });

  it('zero and half a year and more are counted, and come out as the extremes', () => {
    const sketch = sketchOf([0, 0, 1, 1e9]);
    expect([sketch.quantile(0), sketch.quantile(0.4), sketch.quantile(1)]).toEqual([0, 0, 1e9]);
    expect(sketch.quantile(0.7)).toBeCloseTo(1, 2);
    expect(new LogSketch().quantile(0.5)).toBeNaN();
    const run = new LogSketch();
    run.addRun(0, 1e-13, 40, 2);
    expect([run.count, run.max]).toEqual([80, 1e-13 * 39]);
  });

  it('by hand: nine gaps of 10 ms and a stall of 1 s', () => {
    const sketch = new LogSketch();
    sketch.addRun(0.01, 0, 9, 1);
    sketch.add(1, 1);
    expect(sketch.mean).toBeCloseTo(0.109, 12);
    expect(sketch.quantile(0.5)).toBeCloseTo(0.01, 4);
    expect(sketch.quantile(1)).toBe(1);
  });
});
