import { expect, it } from 'vitest';
import { solve } from './least-squares';

// y = a·x, measured at ten points; one of them is wrong by a factor of ten.
const xs = Array.from({ length: 10 }, (_, i) => i + 1);
const line = (slope: number) => xs.map((x, i) => (i === 9 ? 30 * slope * x : slope * x));
const problem = (measured: number[], spread: number) => ({
  residuals: ([a = 0, b = 0]: readonly number[]) =>
    Float64Array.from(xs, (x, i) => (a * x + b - measured[i]!) / 0.1),
  prior: [1, 0],
  spread: [spread, spread],
  least: [0, -10],
});

it('finds the slope in spite of an outlier', () => {
  const { vector } = solve(problem(line(2), 5), [1, 0], 40);
  expect(vector[0]).toBeCloseTo(2, 1);
  expect(vector[1]).toBeCloseTo(0, 0);
});

it('stays at a prior that nothing contradicts, and says how little it knows', () => {
  const { vector, deviation } = solve(
    { residuals: () => new Float64Array(3), prior: [1, 2], spread: [0.5, 3], least: [0, 0] },
    [1, 2],
  );
  expect(vector).toEqual([1, 2]);
  expect(deviation[0]).toBeCloseTo(0.5, 12);
  expect(deviation[1]).toBeCloseTo(3, 12);
});
