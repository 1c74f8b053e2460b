import { expect, it } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import { SHAPES } from '../fixtures/models';
import { SOFTWARE } from '../fixtures/software';
import { dataParallelWeightBytes, weightBytes } from '../model/weight-bytes';
import { makeGpuCost } from './gpu-cost';
import { makeStepWork } from './step-cost';
import { decodeShape } from './step-shapes';

const shape = SHAPES['deepseek-v3'];
const common = {
  shape,
  chip: CHIPS.h200,
  weightFormat: 'fp8b',
  kvFormat: 'fp8',
  software: SOFTWARE.graph,
} as const;

function decode(tensorParallel: number, dataParallel: number, batch: number) {
  const cost = makeGpuCost({ ...common, tensorParallel, dataParallel });
  const work = makeStepWork();
  cost.step(decodeShape(batch, 1000, Infinity), work);
  const parts = Object.fromEntries(cost.explain(decodeShape(batch, 1000, Infinity)).map((p) => [p.name, p]));
  const sum = Object.values(parts).reduce((seconds, p) => seconds + p.seconds, 0);
  expect(sum / work.seconds).toBeCloseTo(1, 12);
  return { work, parts };
}

it('one rank of attention data parallelism is the plain step', () => {
  expect(decode(1, 1, 16).work).toEqual(
    (() => {
      const work = makeStepWork();
      makeGpuCost({ ...common, tensorParallel: 1 }).step(decodeShape(16, 1000, Infinity), work);
      return work;
    })(),
  );
});

it('eight ranks share the experts of all their sequences and attend to their own', () => {
  const together = decode(8, 1, 128).parts;
  const apart = decode(1, 8, 16).parts;
  // The same experts are hit by the same tokens, an eighth of each on every chip.
  expect(apart['moe']!.seconds / together['moe']!.seconds).toBeCloseTo(1, 9);
  expect(apart['moe']!.bytes / together['moe']!.bytes).toBeCloseTo(1, 9);
  // A latent cache is copied to every rank of a tensor-parallel group, and split by data parallelism.
  expect(apart['attDec']!.bytes).toBeCloseTo(together['attDec']!.bytes / 8, -3);
  expect(apart['comm']!.seconds).toBeLessThan(together['comm']!.seconds);
});

it('a rank holds everything but the experts of the others', () => {
  const whole = weightBytes(shape, 'fp8b');
  expect(dataParallelWeightBytes(shape, 'fp8b', 1)).toBe(whole);
  const rank = dataParallelWeightBytes(shape, 'fp8b', 8);
  expect(rank).toBeGreaterThan(whole / 8);
  expect(rank).toBeLessThan(whole / 4);
});
