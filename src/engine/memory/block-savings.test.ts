import { expect, test } from 'vitest';
import { blockSavings } from './block-savings';

test('what a block saves is the cheaper of the other two ways, less the way from here', () => {
  const recompute = (tokens: number, cached: number) => tokens * 1e-4 + tokens * cached * 1e-8;
  const sources = { blockTokens: 100, fetchHere: 0.001, fetchNext: 0.0121, recompute };
  const saved = blockSavings(sources, 4);
  [0.009, 0.0091, 0.0092, 0.0093].forEach((seconds, depth) => expect(saved[depth]).toBeCloseTo(seconds, 12));
  // A next tier that is faster than computing sets the value; one that is faster than this place makes it zero.
  expect(blockSavings({ ...sources, fetchNext: 0.004 }, 4)[3]).toBeCloseTo(0.003, 12);
  expect(blockSavings({ ...sources, fetchNext: 0.0005 }, 4)[0]).toBe(0);
  expect(blockSavings(sources, 0).length).toBe(1);
});
