import { describe, expect, it } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import { SHAPES } from '../fixtures/models';
import { SOFTWARE } from '../fixtures/software';
import { sharesOf } from '../sim/step-samples';
import { waitsOf } from './bound-by';
import { makeGpuCost } from './gpu-cost';
import { makeStepWork, type StepShape } from './step-cost';
import { decodeShape, promptShape } from './step-shapes';

/** Seconds of a step on eight chips with as many times the memory's bandwidth, and what it waits for. */
function step(shape: StepShape, times = 1) {
  const { memory, ...rest } = CHIPS.h100;
  const cost = makeGpuCost({
    shape: SHAPES['llama-3.1-70b'],
    chip: { ...rest, memory: { ...memory, bytesPerSecond: memory.bytesPerSecond * times } },
    tensorParallel: 8,
    weightFormat: 'fp8',
    kvFormat: 'fp8',
    software: SOFTWARE.graph,
  });
  const work = makeStepWork();
  cost.step(shape, work);
  return { seconds: work.seconds, waits: sharesOf([waitsOf(cost.explain(shape))])! };
}

describe('what a step waits for', () => {
  const shapes: [string, StepShape][] = [
    ['one sequence', decodeShape(1, 8000, Infinity)],
    ['a batch', decodeShape(32, 8000, Infinity)],
    ['a large batch', decodeShape(256, 2000, Infinity)],
    ['a prompt', promptShape(4000, 0, 0, Infinity)],
  ];
  for (const [name, shape] of shapes)
    it(`is by how much it would be shorter: the share of memory is what a little more bandwidth saves of ${name}`, () => {
      const { seconds, waits } = step(shape);
      const saved = (seconds - step(shape, 1.001).seconds) / seconds / 0.001;
      expect(waits.bytes).toBeCloseTo(saved, 2);
      expect(waits.compute + waits.bytes + waits.latency + waits.link + waits.software).toBeCloseTo(1, 9);
    });
});
