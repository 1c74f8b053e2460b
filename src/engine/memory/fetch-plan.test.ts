import { makeStepWork } from '../cost/step-cost';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeGpuCost } from '../cost/gpu-cost';
import { promptShape } from '../cost/step-shapes';
import { CHIPS } from '../fixtures/chips';
import { SHAPES } from '../fixtures/models';
import { SOFTWARE } from '../fixtures/software';
import { kvBytesOfSequence } from '../model/kv-bytes';
import { breakEvenRate } from '../tiering';
import { FLASH, HOST, OBJECT } from './fixtures';
import { emptyFetchPlan, planFetch, type FetchMode } from './fetch-plan';
import { exposedSeconds } from './prefetch';

const BLOCK = 512;
const shape = SHAPES['llama-3.1-70b'];
const cost = makeGpuCost({
  shape,
  chip: CHIPS.h100,
  tensorParallel: 4,
  weightFormat: 'fp8',
  kvFormat: 'fp8',
  software: SOFTWARE.graph,
});
const work = makeStepWork();

/** A step with this prompt and nothing else, as in the worked example. */
function recompute(tokens: number, cached: number): number {
  cost.step({ ...promptShape(tokens, 0, 0, Infinity), chunkCached: [cached] }, work);
  return work.seconds;
}

const blockBytes = kvBytesOfSequence(shape, BLOCK, 'fp8');

function planFor(latency: number, rate: number, mode: FetchMode) {
  const fetch = (blocks: number) => latency + (blocks * blockBytes) / rate;
  return planFetch(16, BLOCK, 0, fetch, recompute, mode, emptyFetchPlan());
}

describe('8,192 tokens of a 70B model on four H100 (W15)', () => {
  test.each([
    ['host', HOST.latencySeconds, 55e9, 0.02442, 'fetch'],
    ['RDMA', 10e-6, 50e9, 0.02685, 'fetch'],
    ['flash', FLASH.latencySeconds, 12e9, 0.1119, 'fetch'],
    ['object store', OBJECT.latencySeconds, 1e9, 1.347, 'recompute'],
  ] as const)('%s', (_, latency, rate, seconds, choice) => {
    const either = planFor(latency, rate, 'auto');
    expect(either.choice).toBe(choice);
    expect(either.fetchSeconds / seconds).toBeCloseTo(1, 3);
    expect(either.recomputeSeconds).toBeCloseTo(0.5431, 4);
    expect(either.seconds).toBe(Math.min(either.fetchSeconds, either.recomputeSeconds));
    // A split never loses to either.
    expect(planFor(latency, rate, 'split').seconds).toBeLessThanOrEqual(either.seconds);
  });

  test('the break-even rate is where the choice turns', () => {
    const rate = breakEvenRate(16 * blockBytes, recompute(8192, 0), HOST.latencySeconds);
    expect(rate / 1e9).toBeCloseTo(2.471, 2);
    expect(planFor(HOST.latencySeconds, rate * 1.001, 'auto').choice).toBe('fetch');
    expect(planFor(HOST.latencySeconds, rate * 0.999, 'auto').choice).toBe('recompute');
  });

  test('near break-even a split takes about half as long', () => {
    const plan = planFor(HOST.latencySeconds, 2.471e9, 'split');
    expect(plan.choice).toBe('split');
    expect(plan.seconds / plan.fetchSeconds).toBeGreaterThan(0.45);
    expect(plan.seconds / plan.fetchSeconds).toBeLessThan(0.6);
  });

  test('a mode that does not choose still says both times', () => {
    const [always, never] = [planFor(5e-3, 1e9, 'fetch'), planFor(20e-6, 55e9, 'recompute')];
    expect([always.choice, always.fetchBlocks]).toEqual(['fetch', 16]);
    expect([never.choice, never.fetchBlocks]).toEqual(['recompute', 0]);
    expect(never.seconds).toBe(never.recomputeSeconds);
    expect(never.fetchSeconds).toBeGreaterThan(0);
  });
});

test('the split is the best of all whole numbers of blocks', () => {
  const input = fc.record({
    blocks: fc.integer({ min: 0, max: 60 }),
    cached: fc.nat(5000),
    latency: fc.integer({ min: 0, max: 400 }),
    perBlock: fc.integer({ min: 1, max: 200 }),
    perToken: fc.integer({ min: 1, max: 20 }),
    perPair: fc.nat(3),
  });
  fc.assert(
    fc.property(input, ({ blocks, cached, latency, perBlock, perToken, perPair }) => {
      const fetch = (b: number) => latency + b * perBlock;
      const compute = (n: number, c: number) => n * perToken + perPair * (n * c + (n * n) / 2) * 1e-3;
      const plan = planFetch(blocks, 16, cached, fetch, compute, 'split', emptyFetchPlan());
      let best = Infinity;
      for (let b = 0; b <= blocks; b++) {
        const back = b < blocks ? compute((blocks - b) * 16, cached + b * 16) : 0;
        best = Math.min(best, Math.max(b > 0 ? fetch(b) : 0, back));
      }
      expect(plan.seconds).toBe(blocks > 0 ? best : 0);
    }),
    { numRuns: 300 },
  );
});

test('a prefetch hides what happens while the request waits anyway', () => {
  expect(exposedSeconds(0.5, 10, 10.2)).toBeCloseTo(0.3, 12);
  expect(exposedSeconds(0.5, 10, 11)).toBe(0);
  expect(exposedSeconds(0.5, 10, 10)).toBe(0.5);
});
