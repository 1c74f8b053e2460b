import { expect, test } from 'vitest';
import { crossing } from './crossing';

function counted(f: (x: number) => number, high = 10, width = 1e-6) {
  let times = 0;
  const [a, b] = crossing(
    (x) => {
      times++;
      return f(x);
    },
    0,
    high,
    width,
  );
  return { a, b, times };
}

/** Halvings of ten to a millionth. */
const HALVINGS = 24;

test.each([
  ['a line', (x: number) => x - 3.21],
  ['a pole at the end', (x: number) => 1 / (10 - x) - 1],
  ['a curve', (x: number) => x * x * x - 5],
])('%s is found in half the steps of halving', (_, f) => {
  const { a, b, times } = counted(f);
  expect(f(a)).toBeLessThan(0);
  expect(f(b)).toBeGreaterThanOrEqual(0);
  expect(b - a).toBeLessThanOrEqual(1e-6);
  expect(times).toBeLessThan(HALVINGS / 2 + 3);
});

test('a jump is between the ends of the bracket, in hardly more steps than halving', () => {
  const { a, b, times } = counted((x) => (x < Math.PI ? -1e-9 : 1e9));
  expect(a).toBeLessThan(Math.PI);
  expect(b).toBeGreaterThanOrEqual(Math.PI);
  expect(b - a).toBeLessThanOrEqual(1e-6);
  expect(times).toBeLessThanOrEqual(HALVINGS + 4);
});

test('below zero throughout: the end', () => {
  expect(counted(() => -1)).toMatchObject({ a: 10 - 1e-6, b: 10 });
});

test('of several crossings a small change finds the same one', () => {
  // Up through zero near 2, down near 5, and up again near 8.
  const f = (shift: number) => (x: number) => (x - 2) * (x - 5) * (x - 8) - shift;
  const places = Array.from({ length: 50 }, (_, i) => crossing(f((i + 1) / 10), 0, 10, 1e-6)[0]);
  for (let i = 1; i < places.length; i++) expect(Math.abs(places[i]! - places[i - 1]!)).toBeLessThan(0.05);
});
