import { makeStepWork } from '../cost/step-cost';
import { describe, expect, it } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import { fixtureModel } from '../fixtures/models';
import { SOFTWARE } from '../fixtures/software';
import { makeGpuCost } from '../cost/gpu-cost';
import { decodeShape } from '../cost/step-shapes';
import { layerSplit } from '../model/kv-bytes';
import { gpuDecodeStep } from './gpu-step';

describe('a GPU decode step in formulas', () => {
  it.each(['llama-3.1-70b', 'gpt-oss-120b', 'gemma-3-27b', 'mistral-7b', 'deepseek-v3'] as const)(
    'is the step of the cost model: %s',
    (model) => {
      const { shape } = fixtureModel(model);
      for (const tensorParallel of [1, 8])
        for (const software of [SOFTWARE.graph, SOFTWARE.eagerHopper])
          for (const batch of [1, 32]) {
            const input = {
              shape,
              chip: CHIPS.h100,
              tensorParallel,
              weightFormat: 'fp8',
              kvFormat: 'fp8',
              software,
            } as const;
            const step = decodeShape(batch, 5000, layerSplit(shape).window);
            const work = makeStepWork();
            makeGpuCost(input).step(step, work);
            expect(gpuDecodeStep(input, model, step).value / work.seconds).toBeCloseTo(1, 11);
          }
    },
  );
});
