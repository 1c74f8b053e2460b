import { describe, expect, it } from 'vitest';
import { SOFTWARE_PROFILES } from '../../data/software-profiles';
import { chipById, chipInput, modelById } from '../../data/catalog';
import { makeGpuCost } from './gpu-cost';
import { makeStepWork } from './step-cost';
import { decodeShape, promptShape } from './step-shapes';

const work = makeStepWork();
const found = chipInput(chipById('h100-sxm')!);
if (!found.ok) throw new Error(found.reason);
const { shape } = modelById('llama-2-70b')!;
const now = SOFTWARE_PROFILES['eager-2023-h100'].value;
const { older: _, ...asMeasuredNow } = now;

const prompt = (software: typeof now, tensorParallel: number, tokens: number) => {
  const cost = makeGpuCost({
    shape,
    chip: found.chip,
    tensorParallel,
    weightFormat: 'fp16',
    kvFormat: 'bf16',
    software,
  });
  cost.step(promptShape(tokens, 0, 0, Infinity), work);
  return work.seconds;
};

describe('kernels of an older stack', () => {
  it('make prompts slower, on any number of chips', () => {
    for (const ranks of [2, 4, 8])
      expect(prompt(now, ranks, 2048)).toBeGreaterThan(1.2 * prompt(asMeasuredNow, ranks, 2048));
  });

  it('send messages of 64 MiB, 4,096 tokens of this model, a slower way; one chip sends none', () => {
    const perToken = (ranks: number, tokens: number) => prompt(now, ranks, tokens) / tokens;
    expect(perToken(8, 4096)).toBeGreaterThan(1.2 * perToken(8, 4095));
    expect(perToken(1, 4096)).toBeLessThan(1.001 * perToken(1, 4095));
  });

  it('leave the parts of a step summing to it, beyond the threshold too', () => {
    const cost = makeGpuCost({
      shape,
      chip: found.chip,
      tensorParallel: 8,
      weightFormat: 'fp16',
      kvFormat: 'bf16',
      software: now,
    });
    for (const s of [promptShape(6000, 3, 900, Infinity), decodeShape(5000, 10, Infinity)]) {
      cost.step(s, work);
      const sum = cost.explain(s).reduce((total, { seconds }) => total + seconds, 0);
      expect(sum / work.seconds).toBeCloseTo(1, 12);
    }
  });
});
