import { expect, test } from 'vitest';
import { filledUp } from './filled-up';

const later = (mean: number, wait = 0) => filledUp({ budget: 100, mean, cv: 0, rate: 2 }, wait, 1e-3);

test('nobody is behind a prompt that does not wait and is computed at once', () => {
  expect(later(60)).toBe(0);
});

test('no room is left in a last iteration that is full', () => {
  expect(later(300)).toBeCloseTo(0, 12);
});

test('those who came while its first chunks were computed fill up the last, if there are any', () => {
  // Two whole iterations of 0.1 s, then 50 of 100 tokens.
  const came = 2 * 0.2;
  const chance = 1 - Math.exp(-came);
  const behind = (250 * came) / chance;
  const tokens = chance * behind * (1 - Math.exp(-50 / behind));
  expect(later(250)).toBeCloseTo(tokens * 1e-3, 12);
  expect(tokens).toBeLessThan(50 * chance);
});

test('it grows with the wait, up to the room that is left', () => {
  const at = (wait: number) => later(60, wait);
  expect(at(1)).toBeGreaterThan(at(0.1));
  expect(at(1e6)).toBeCloseTo(40e-3, 6);
});
