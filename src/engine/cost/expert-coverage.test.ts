import { expect, test } from 'vitest';
import { inclusionProbabilities } from '../model/coverage';
import { coverageOf } from './expert-coverage';

/** Experts, experts per token, skew. */
const ROUTINGS = [
  [128, 4, 1],
  [256, 8, 0.6],
  [64, 8, 2],
  [8, 2, 1],
  [32, 8, 0.1],
  [64, 14, 0.3],
] as const;

test.each(ROUTINGS)(
  'the experts that a mean step reaches: %i experts, %i per token, skew %f',
  (...routing) => {
    const coverage = coverageOf(...routing);
    const chosen = Array.from(inclusionProbabilities(...routing));
    let worst = 0;
    for (let tokens = 0.3; tokens < 50_000; tokens *= 1.0173) {
      const hit = chosen.reduce((sum, p) => sum + 1 - (1 - p) ** tokens, 0);
      worst = Math.max(worst, Math.abs(coverage.hit(tokens) / hit - 1));
    }
  },
);

test('even routing is one exponential, and no token reaches none', () => {
  const coverage = coverageOf(128, 4, 0);
  expect(coverage.hit(12.5)).toBeCloseTo(128 * (1 - (1 - 4 / 128) ** 12.5), 9);
  expect(coverageOf(128, 4, 1).hit(0)).toBe(0);
});
