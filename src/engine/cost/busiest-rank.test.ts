import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import { SHAPES } from '../fixtures/models';
import { SOFTWARE } from '../fixtures/software';
import { uniform } from '../number/random';
import { busiestHit, busiestLoad, expectedMaximum } from './busiest-rank';
import { makeGpuCost } from './gpu-cost';
import { makeStepWork } from './step-cost';
import { decodeShape, promptShape } from './step-shapes';

/** Mean of the largest count when `hit` of `experts` are dealt to the ranks, by dealing them. */
function dealt(hit: number, experts: number, ranks: number): number {
  const rounds = 400;
  let sum = 0;
  for (let round = 0; round < rounds; round++) {
    const places = Array.from({ length: experts }, (_, i) => i % ranks);
    const counts = new Array<number>(ranks).fill(0);
    for (let i = 0; i < hit; i++) {
      const j = i + Math.floor(uniform(round * 977 + 13, i) * (experts - i));
      [places[i], places[j]] = [places[j]!, places[i]!];
      counts[places[i]!]!++;
    }
    sum += Math.max(...counts);
  }
  return sum / rounds;
}

const step = (expertParallel: number, tokens: number, prompt: boolean) => {
  const work = makeStepWork();
  const cost = makeGpuCost({
    shape: SHAPES['deepseek-v3'],
    chip: CHIPS.h200,
    tensorParallel: 8,
    expertParallel,
    weightFormat: 'fp8b',
    kvFormat: 'fp8',
    software: SOFTWARE.graph,
  });
  const shape = prompt ? promptShape(tokens, 0, 0, Infinity) : decodeShape(tokens, 1000, Infinity);
  cost.step(shape, work);
  const sum = cost.explain(shape).reduce((total, { seconds }) => total + seconds, 0);
  expect(sum / work.seconds).toBeCloseTo(1, 12);
  return work;
};

describe('the busiest rank', () => {
  it.each([
    [16, 128, 8],
    [51, 128, 8],
    [51, 128, 4],
    [100, 256, 8],
    [240, 256, 16],
  ])('has as many of %i of %i experts over %i ranks as dealing them gives', (hit, experts, ranks) => {
    const ratio = busiestHit(hit, experts, ranks) / (ranks * dealt(hit, experts, ranks));
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
  });

  it('is between the mean and everything, and the mean where there is no choice', () => {
    const parts = fc.record({
      experts: fc.integer({ min: 8, max: 512 }),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
      ranks: fc.constantFrom(1, 2, 4, 8, 16, 32),
      tokens: fc.double({ min: 0.5, max: 1e5, noNaN: true }),
      uneven: fc.double({ min: 1, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(parts, ({ experts, share, ranks, tokens, uneven }) => {
        const hit = share * experts;
        expect(busiestHit(hit, experts, ranks)).toBeGreaterThanOrEqual(hit * (1 - 1e-12));
        expect(busiestHit(hit, experts, ranks)).toBeLessThanOrEqual(experts * (1 + 1e-12));
        expect(busiestHit(experts, experts, ranks)).toBe(experts);
        // Each expert is chosen once at most, so the squares add up to no more than the choices.
        const squares = Math.min(8, (uneven * 64) / experts);
        const load = busiestLoad(tokens, experts, 8, squares, ranks);
        expect(load).toBeGreaterThanOrEqual(1);
        expect(load).toBeLessThanOrEqual(ranks);
        expect(busiestLoad(tokens, experts, 8, squares, 1)).toBe(1);
        // The more tokens, the less chance has to do with it.
        expect(busiestLoad(2 * tokens, experts, 8, squares, ranks)).toBeLessThanOrEqual(load * (1 + 1e-9));
      }),
    );
    expect(expectedMaximum(1)).toBe(0);
    for (let ranks = 1; ranks < 200; ranks++)
      expect(expectedMaximum(ranks + 1)).toBeGreaterThanOrEqual(expectedMaximum(ranks));
  });

  it('makes experts kept whole slower than cut ones, most so in small batches, and does the same work', () => {
    const excess = (tokens: number) => step(8, tokens, false).seconds / step(1, tokens, false).seconds;
    expect(excess(8)).toBeGreaterThan(1.05);
    expect(excess(8)).toBeGreaterThan(excess(256));
    expect(step(8, 4096, true).seconds).toBeGreaterThan(step(1, 4096, true).seconds);
    expect(step(8, 8, false).flop).toBe(step(1, 8, false).flop);
    expect(step(8, 8, false).bytes).toBe(step(1, 8, false).bytes);
    for (const tokens of [1, 7, 60, 500])
      expect(step(8, tokens + 1, false).seconds).toBeGreaterThan(step(8, tokens, false).seconds);
  });
});
