import { expect, it } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import { SHAPES } from '../fixtures/models';
import { SOFTWARE } from '../fixtures/software';
import { makeGpuCost } from './gpu-cost';
import { makeStepWork } from './step-cost';
import { promptShape } from './step-shapes';

const LAUNCH = { layerSeconds: 5e-3, expertLayerSeconds: 0, latentLayerSeconds: 0, graphTokens: 512 };

it('steps with prompts wait for the host, but not those that are replayed from graphs', () => {
  const shape = SHAPES['llama-3.1-8b'];
  const seconds = (tokens: number, promptLaunch?: typeof LAUNCH) => {
    const work = makeStepWork();
    const cost = makeGpuCost({
      shape,
      chip: CHIPS.h100,
      tensorParallel: 1,
      weightFormat: 'bf16',
      kvFormat: 'bf16',
      software: promptLaunch === undefined ? SOFTWARE.graph : { ...SOFTWARE.graph, promptLaunch },
    });
    const step = promptShape(tokens, 0, 0, Infinity);
    cost.step(step, work);
    const sum = cost.explain(step).reduce((total, part) => total + part.seconds, 0);
    expect(sum / work.seconds).toBeCloseTo(1, 12);
    return work.seconds;
  };
  expect(seconds(512, LAUNCH)).toBe(seconds(512));
  expect(seconds(513, LAUNCH)).toBeGreaterThan(shape.layers * LAUNCH.layerSeconds);
  expect(seconds(513)).toBeLessThan(shape.layers * LAUNCH.layerSeconds);
});
