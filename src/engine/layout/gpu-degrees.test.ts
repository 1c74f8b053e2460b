import { expect, test } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import { inputOf, poolOf } from '../fixtures/companions';
import { fixtureModel, type FixtureModel } from '../fixtures/models';
import type { PoolInput } from '../input';
import { makePlan } from '../plan';
import { weightBytes } from '../model/weight-bytes';
import { RESERVED_BYTES, USABLE } from './gpu-group';

const planned = (rest: Partial<PoolInput>, model: FixtureModel) =>
  makePlan({ ...inputOf([poolOf(rest)]), model: fixtureModel(model, model) });

function poolPlan(rest: Partial<PoolInput>, model: FixtureModel) {
  const result = planned(rest, model);
  if (!result.feasible) throw new Error(result.shortfalls[0]?.message);
  return result.plan.pools[0]!;
}

function refusal(rest: Partial<PoolInput>, model: FixtureModel) {
  const result = planned(rest, model);
  if (result.feasible) throw new Error('it fits');
  return result.shortfalls[0]!;
}

test('two stages hold a model that no fast-link domain holds', () => {
  expect(refusal({ chips: 16, weightFormat: 'bf16' }, 'llama-3.1-405b').chipsNeeded).toBeNull();
  const p = poolPlan({ chips: 16, weightFormat: 'bf16', pipelineParallel: 2 }, 'llama-3.1-405b');
  const { shape } = fixtureModel('llama-3.1-405b');
  expect(p).toMatchObject({ instances: 2, chipsPerInstance: 8, chipsPerLane: 8 });
  // All chips together, over the two batches under way.
  const all = 16 * (USABLE * CHIPS.h100.memory.bytes - RESERVED_BYTES) - weightBytes(shape, 'bf16');
  expect(p.kvCapacityBytes).toBeCloseTo(all / 2, -3);
  expect(p.reason).toContain('The layers lie in 2 stages of 8 chips');
});

test('chips that do not make a whole are left over', () => {
  const p = poolPlan({ chips: 14, tensorParallel: 2, pipelineParallel: 3 }, 'llama-3.1-70b');
  expect(p.instances).toBe(6);
  expect(p.reason).toContain('2 chips left over');
});

test('ranks hold their share of the experts, their copies, and all of the rest', () => {
  const { shape } = fixtureModel('deepseek-v3');
  const ranks = 32;
  const p = poolPlan(
    { chips: 32, weightFormat: 'fp8b', expertRanks: { ranks, overlap: 0.8 } },
    'deepseek-v3',
  );
  expect(p).toMatchObject({ instances: 32, chipsPerInstance: 1 });
  const routed = 58 * 256 * 3 * shape.width * shape.moe!.expertWidth * 1.000244;
  const rest = weightBytes(shape, 'fp8b') - routed;
  expect((p.weightBytes - rest) / ((routed * (288 / 256)) / ranks)).toBeCloseTo(1, 2);
});

test('what cannot be cut so is refused by name', () => {
  const ranks = (n: number) => ({ expertRanks: { ranks: n, overlap: 0.8 } });
  expect(refusal(ranks(8), 'llama-3.1-70b').message).toBe(
    'llama-3.1-70b has no experts that could lie over 8 ranks.',
  );
  expect(refusal({ ...ranks(16), chips: 16 }, 'mixtral-8x7b').message).toContain('more than the 8 experts');
  expect(refusal({ pipelineParallel: 100, chips: 100 }, 'llama-3.1-70b').message).toContain('80 layers');
  const few = refusal({ ...ranks(8), pipelineParallel: 2, chips: 8 }, 'gpt-oss-120b');
  expect(few.message).toBe('A pipeline of 2 stages × 8 expert ranks: that takes 16 chips; the pool has 8.');
  expect(few.chipsNeeded).toBe(16);
  const asked = refusal({ tensorParallel: 4, pipelineParallel: 4 }, 'llama-3.1-70b');
  expect(asked.message).toBe(
    'Tensor parallelism 4 × a pipeline of 4 stages: that takes 16 chips; the pool has 8.',
  );
  expect(asked.chipsNeeded).toBe(16);
});
