import { expect, it } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import { SHAPES } from '../fixtures/models';
import { SOFTWARE } from '../fixtures/software';
import type { EngineKernels, ModelShape } from '../input';
import { allReduceSeconds } from './all-reduce';
import { makeGpuCost } from './gpu-cost';
import { makeStepWork } from './step-cost';
import { decodeShape } from './step-shapes';

const QK_NORM = 7e-6;
const KERNELS: EngineKernels = {
  quantisedSeconds: 0,
  blockQuantisedSeconds: 0,
  quantisedCompute: 1,
  allReduceLatency: 1,
  allReduceRate: 1,
  auxLatency: 1,
  expertLatency: 1,
  decodeLatency: 1,
  decodeMemory: 1,
  latentSeconds: 0,
  qkNormSeconds: QK_NORM,
  routingSkew: 0,
};

function seconds(shape: ModelShape, tensorParallel: number, kernels?: EngineKernels): number {
  const work = makeStepWork();
  const cost = makeGpuCost({
    shape,
    chip: CHIPS.h100,
    tensorParallel,
    weightFormat: 'bf16',
    kvFormat: 'bf16',
    software: kernels === undefined ? SOFTWARE.graph : { ...SOFTWARE.graph, kernels },
  });
  const step = decodeShape(4, 1000, Infinity);
  cost.step(step, work);
  const sum = cost.explain(step).reduce((total, part) => total + part.seconds, 0);
  expect(sum / work.seconds).toBeCloseTo(1, 12);
  return work.seconds;
}

const normed = SHAPES['qwen3-8b'];
const plain = { ...normed, qkNorm: false };

it('norms of queries and keys take their time in every layer, in an engine', () => {
  expect(seconds(normed, 1, KERNELS) - seconds(plain, 1, KERNELS)).toBeCloseTo(normed.layers * QK_NORM, 12);
  expect(seconds(normed, 1)).toBe(seconds(plain, 1));
});

it('over all heads at once they cost ranks an all-reduce a layer, and one rank nothing', () => {
  const across = { ...normed, qkNormAcrossHeads: true };
  const { allReduce } = CHIPS.h100.gpu!;
  const one = allReduceSeconds(allReduce, 4, 0);
  expect(seconds(across, 4) - seconds(normed, 4)).toBeCloseTo(normed.layers * one, 12);
  expect(seconds(across, 1)).toBe(seconds(normed, 1));
});
