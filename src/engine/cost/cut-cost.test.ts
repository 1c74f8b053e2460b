import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import { fixtureModel } from '../fixtures/models';
import { poolOf } from '../fixtures/companions';
import type { PoolInput } from '../input';
import { gpuCostInput, GpuPoolCosts } from '../layout/gpu-pool-cost';
import { layerSplit } from '../model/kv-bytes';
import { decodeWork } from './evaluate';
import { allToAll, sentSeconds, stageSend } from './exchange';
import { makeGpuCost } from './gpu-cost';
import { makeStepWork, type StepCost, type StepShape, type StepWork } from './step-cost';
import { decodeShape } from './step-shapes';

/** Steps of GPUs whose layers lie in stages, or whose experts lie over ranks. */

const MIXTURES = ['gpt-oss-120b', 'deepseek-v3', 'mixtral-8x7b'] as const;
const MODELS = [...MIXTURES, 'llama-3.1-70b', 'gemma-3-27b'] as const;
const CONTEXT = 3000;

const costOf = (name: (typeof MODELS)[number], rest: Partial<PoolInput>, tensorParallel = 2, queries = 1) =>
  new GpuPoolCosts(fixtureModel(name), poolOf({ chips: 1024, ...rest }), queries).at(tensorParallel, CONTEXT);

const work = (): StepWork => makeStepWork();

function stepOf(cost: StepCost, shape: StepShape): StepWork {
  const out = work();
  cost.step(shape, out);
  return out;
}

const parts = (cost: StepCost, shape: StepShape) =>
  cost.explain(shape).reduce((sum, p) => sum + p.seconds, 0);

const stages = fc.constantFrom(1, 2, 4, 16);
const ranks = fc.constantFrom(1, 2, 8);
const overlap = fc.constantFrom(0, 0.3, 0.8, 1);
const chip = fc.constantFrom(CHIPS.h100, CHIPS.b200, CHIPS.a100);
const batch = fc.constantFrom(1, 2, 3, 17, 128, 1000);
const chunk = fc.constantFrom(0, 1, 100, 2048);

const cut = fc
  .record({ stages, ranks, overlap, chip })
  .map(({ stages: s, ranks: r, overlap: o, chip: c }): Partial<PoolInput> => ({
    chip: c,
    pipelineParallel: s,
    ...(r > 1 && { expertRanks: { ranks: r, overlap: o } }),
  }));

describe('any cut of a mixture of experts', () => {
  it('decodes as `step` says, in parts that sum to it, with as much work as it is told', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MIXTURES), cut, batch, fc.nat(20_000), (name, pool, b, context) => {
        const cost = costOf(name, pool);
        const shape = decodeShape(b, context, layerSplit(fixtureModel(name).shape).window);
        const stepped = stepOf(cost, shape);
        const jumped = work();
        decodeWork(cost.decode(b), shape.globalTokens, shape.localTokens, jumped);
        for (const key of ['seconds', 'busySeconds', 'flop', 'drawSeconds', 'bytes'] as const)
          expect(jumped[key] / stepped[key]).toBeCloseTo(1, 11);
        expect(parts(cost, shape) / stepped.seconds).toBeCloseTo(1, 11);
        expect(stepped.busySeconds).toBeLessThanOrEqual(stepped.seconds * (1 + 1e-12));
      }),
    );
  });

  it('computes prompts in parts that sum to the step', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MIXTURES), cut, batch, chunk, chunk, (name, pool, b, fresh, cached) => {
        const cost = costOf(name, pool);
        const { window } = layerSplit(fixtureModel(name).shape);
        const chunks = fresh > 0 ? 1 : 0;
        const shape = {
          ...decodeShape(b, CONTEXT, window),
          chunks,
          chunkNew: [fresh],
          chunkCached: [cached],
        };
        const { seconds } = stepOf(cost, { ...shape, finishing: chunks });
        expect(parts(cost, { ...shape, finishing: chunks }) / seconds).toBeCloseTo(1, 11);
      }),
    );
  });
});

describe('stages of layers', () => {
  it('take what the group takes alone, and the sends', () => {
    const model = fixtureModel('llama-3.1-70b');
    const pool = poolOf({});
    const shape = decodeShape(16, CONTEXT, Infinity);
    const alone = stepOf(makeGpuCost(gpuCostInput(model, pool, 2, 1)), shape);
    const four = stepOf(costOf('llama-3.1-70b', { pipelineParallel: 4 }), shape);
    const sends = 3 * sentSeconds(stageSend(model.shape, pool.chip, 2, 4), 16);
    expect(four.busySeconds - sends).toBeCloseTo(alone.seconds, 12);
    expect(four.flop).toBeCloseTo(alone.flop, -3);
    expect(four.seconds).toBeGreaterThanOrEqual(alone.seconds + sends);
  });

  it('are never shorter than the slowest stage lets them be', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), stages, batch, (name, s, b) => {
        const shape = decodeShape(b, CONTEXT, layerSplit(fixtureModel(name).shape).window);
        const cost = costOf(name, { pipelineParallel: s });
        const told = cost.explain(shape);
        const of = (...names: string[]) =>
          told.filter((p) => names.includes(p.name)).reduce((sum, p) => sum + p.seconds, 0);
        const { seconds } = stepOf(cost, shape);
        const layers = seconds - of('head', 'software', 'send', 'bubble');
        expect(seconds * (1 + 1e-9)).toBeGreaterThanOrEqual(layers + s * of('head'));
      }),
    );
  });
});

describe('experts over ranks', () => {
  const shape = decodeShape(64, CONTEXT, Infinity);
  const seconds = (o: number, r = 8) =>
    stepOf(costOf('deepseek-v3', { expertRanks: { ranks: r, overlap: o } }, 1), shape).seconds;

  it('are faster the more of the exchange hides behind computing', () => {
    const at = [0, 0.2, 0.5, 0.8, 1].map((o) => seconds(o, 64));
    for (let i = 1; i < at.length; i++) expect(at[i]!).toBeLessThanOrEqual(at[i - 1]!);
    expect(at.at(-1)!).toBeLessThan(at[0]!);
  });

  it('send each token to its experts and the sum back, but for what stays at home', () => {
    const link = { latencySeconds: 20e-6, bytesPerSecond: 40e9 };
    const { latency, perToken } = allToAll(7168, 8, 4, link);
    expect(latency).toBeCloseTo(40e-6, 12);
    expect(perToken).toBeCloseTo((8 * 7168 * 3 * 0.75) / 40e9, 12);
  });

  it('a rank computes the experts of as many rows as it brings, and reads its share of them', () => {
    const moe = (rest: Partial<PoolInput>) =>
      costOf('deepseek-v3', rest, 1)
        .explain(shape)
        .find((p) => p.name === 'moe')!;
    const alone = moe({});
    const spread = moe({ expertRanks: { ranks: 8, overlap: 0 } });
    expect(spread.flop / alone.flop).toBeCloseTo(1, 9);
    // 64 tokens reach most experts, 512 reach all; an eighth of 256 and of the copies is here.
    expect(spread.bytes).toBeLessThan(alone.bytes / 5);
  });
});
