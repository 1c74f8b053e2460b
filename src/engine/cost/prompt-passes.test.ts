import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makePasses, splitPrompt } from './prompt-passes';

const sum = (n: number, f: (i: number) => number) => {
  let s = 0;
  for (let i = 0; i < n; i++) s += f(i);
  return s;
};

describe('prompt passes', () => {
  test('tokens, count of chunks and a quadratic of their position are summed exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000_000 }),
        fc.constantFrom(256, 8192),
        fc.integer({ min: 1, max: 4 }),
        (prompt, chunk, runs) => {
          const passes = makePasses(runs);
          splitPrompt(prompt, chunk, runs, passes);
          const n = Math.ceil(prompt / chunk);
          const weigh = (f: (fresh: number, cached: number) => number) =>
            sum(passes.count, (i) => passes.weight[i]! * f(passes.fresh[i]!, passes.cached[i]!));
          expect(weigh(() => 1)).toBeCloseTo(n, 6);
          expect(weigh((fresh) => fresh) / prompt).toBeCloseTo(1, 9);
          const square = (cached: number) => (cached / chunk) * (cached / chunk) + 3;
          expect(weigh((_, cached) => square(cached)) / sum(n, (i) => square(i * chunk))).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  test('few chunks are listed', () => {
    const passes = makePasses(1);
    splitPrompt(20000, 8192, 1, passes);
    expect(passes.count).toBe(3);
    expect([...passes.fresh.slice(0, 3)]).toEqual([8192, 8192, 3616]);
    expect([...passes.cached.slice(0, 3)]).toEqual([0, 8192, 16384]);
    splitPrompt(8192, 8192, 1, passes);
    expect(passes.count).toBe(1);
  });
});
