import { describe, expect, test } from 'vitest';
import { CHIPS } from './fixtures/chips';
import { fixtureModel } from './fixtures/models';
import { SOFTWARE } from './fixtures/software';
import type { ClusterInput, PoolInput, SyntheticWorkload } from './input';
import { makePlan } from './plan';

const workload: SyntheticWorkload = {
  kind: 'synthetic',
  requests: 100,
  requestsPerSecond: 1,
  gapCv: 1,
  promptTokensMean: 1000,
  promptTokensCv: 0,
  outputTokensMean: 200,
  outputTokensCv: 0,
  maxContext: 8192,
};

const pool = (rest: Partial<PoolInput>): PoolInput => ({
  role: 'mixed',
  chip: CHIPS.h100,
  chips: 8,
  tensorParallel: 'auto',
  weightFormat: 'bf16',
  kvFormat: 'bf16',
  software: SOFTWARE.graph,
  maxSequences: 256,
  tokenBudget: 8192,
  ...rest,
});

const plan = (pools: PoolInput[], model = fixtureModel('llama-3.1-70b', 'Llama 3.1 70B'), w = workload) => {
  const cluster: ClusterInput = {
    architecture: 'gpu',
    routing: 'least',
    pools,
    link: null,
    facility: { nodeFactor: 1.1, nodeWattsPerChip: 250, pue: 1.2 },
  };
  return makePlan({ model, cluster, workload: w });
};

const first = (result: ReturnType<typeof makePlan>) => {
  if (!result.feasible) throw new Error(result.shortfalls[0]?.message);
  return result.plan.pools[0]!;
};
const refused = (result: ReturnType<typeof makePlan>) => {
  if (result.feasible) throw new Error('fits');
  return result.shortfalls[0]!;
};

describe('layout of GPU pools', () => {
  test('auto takes the fastest degree that fits and names the others', () => {
    const p = first(plan([pool({})]));
    expect(p.chipsPerInstance).toBe(8);
    expect(p.instances).toBe(1);
    expect(p.weightBytes).toBe(141107412992);
    expect(p.kvCapacityBytes).toBeCloseTo(8 * (0.9 * 80e9 - 5.5e9) - 141107412992, 0);
    expect(p.globalBlockBytes).toBe(16 * 327680);
    expect(p.reason).toMatchInlineSnapshot(
      `"Tensor parallelism 8: 10.4 ms per decode step at zero load, the fastest that fits (16.2 ms at 4); 1 and 2 would not fit."`,
    );
  });

  test('a degree asked for is taken', () => {
    const p = first(plan([pool({ tensorParallel: 4, weightFormat: 'fp8' })]));
    expect(p.instances).toBe(2);
    expect(p.reason).toMatchInlineSnapshot(
      `"Tensor parallelism 4 as asked: 11.9 ms per decode step at zero load."`,
    );
  });

  test('what does not fit says how much is missing and what would do', () => {
    const s = refused(plan([pool({ chips: 1 })]));
    expect(s.chipsNeeded).toBe(4);
    expect(s.message).toMatchInlineSnapshot(
      `"Llama 3.1 70B in bf16 takes 141 GB; 1 × H100 SXM has 72 GB usable; 4 chips would fit."`,
    );
  });

  test('degrees that cannot be', () => {
    expect(refused(plan([pool({ tensorParallel: 3 })])).message).toMatchInlineSnapshot(
      `"Tensor parallelism 3 is not a power of two."`,
    );
    expect(refused(plan([pool({ tensorParallel: 16, chips: 32 })])).message).toMatchInlineSnapshot(
      `"Tensor parallelism 16 is more than the 8 × H100 SXM that one fast-link domain joins."`,
    );
    expect(refused(plan([pool({ tensorParallel: 8, chips: 4 })]))).toMatchObject({ chipsNeeded: 8 });
    expect(refused(plan([pool({ tensorParallel: 1 })])).message).toMatchInlineSnapshot(
      `"Llama 3.1 70B in bf16 takes 141 GB; 1 × H100 SXM has 72 GB usable; a pipeline of 3 stages would fit."`,
    );
    expect(refused(plan([pool({ chips: 0 })])).message).toMatchInlineSnapshot(`"The pool has no chips."`);
  });

  test('KV heads are copied beyond their number, the MLA latent on every rank', () => {
    const p = first(plan([pool({ tensorParallel: 8, chip: CHIPS.h200 })], fixtureModel('qwen3-30b-a3b')));
    expect(p.globalBlockBytes).toBe(16 * 2 * 4 * 128 * 2 * 48 * 2);
    const mla = plan(
      [pool({ tensorParallel: 8, chip: CHIPS.b200, weightFormat: 'fp8' })],
      fixtureModel('deepseek-v3'),
    );
    expect(first(mla).globalBlockBytes).toBe(16 * 576 * 2 * 61 * 8);
  });

  test('windowed layers hold no more than their window', () => {
    const long = { ...workload, promptTokensMean: 120000, maxContext: 131072 };
    const gemma = fixtureModel('gemma-3-27b');
    const p = first(plan([pool({ chips: 2 })], gemma, long));
    expect(p.localBlockBytes / p.globalBlockBytes).toBeCloseTo(5.2, 12);
  });

  test('the 99th percentile sequence must fit, not the mean', () => {
    const wide = {
      ...workload,
      promptTokensMean: 60000,
      promptTokensCv: 1.5,
      maxContext: 1_000_000,
    };
    const s = refused(plan([pool({ chips: 4 })], undefined, wide));
    expect(s.message).toMatchInlineSnapshot(
      `"Llama 3.1 70B in bf16 takes 141 GB and one sequence of 416,269 tokens (99th percentile) takes 136 GB; 4 × H100 SXM has 288 GB usable, 22 GB of it for activations and the runtime; 8 chips would fit."`,
    );
    expect(first(plan([pool({ chips: 4 })], undefined, { ...wide, promptTokensCv: 0 })).instances).toBe(1);
  });

  test('chips left over are said', () => {
    expect(first(plan([pool({ chips: 6, tensorParallel: 4 })])).reason).toMatch(/2 chips left over/);
  });
});

describe('layout of SRAM pools', () => {
  const llama2 = fixtureModel('llama-2-70b', 'Llama 2 70B');
  const lpu = { chip: CHIPS.lpu1, chips: 576, weightFormat: 'fp8', kvFormat: 'fp8' } as const;

  test('one machine, a lane per stage', () => {
    const p = first(plan([pool(lpu)], llama2));
    expect([p.instances, p.lanesPerInstance, p.chipsPerLane, p.maxSequencesPerLane]).toEqual([1, 72, 8, 4]);
    expect(p.pipelinePrefill).not.toBeNull();
    expect(p.reason).toMatchInlineSnapshot(
      `"72 pipeline stages of 8 chips each; weights take 69.5 GB of 119 GB, which leaves KV room for 252 sequences of 1,200 tokens."`,
    );
  });

  test('a decode pool does not prefill', () => {
    expect(first(plan([pool({ ...lpu, role: 'decode' })], llama2)).pipelinePrefill).toBeNull();
  });

  test('too few chips', () => {
    const s = refused(plan([pool({ ...lpu, chips: 100 })], llama2));
    expect(s.message).toMatchInlineSnapshot(
      `"Llama 2 70B in fp8 takes 69.5 GB and one sequence of 1,200 tokens (99th percentile) 197 MB; 100 × Groq LPU v1 holds 20.7 GB; 337 chips would fit."`,
    );
    expect(s.chipsNeeded).toBe(337);
    expect(first(plan([pool({ ...lpu, chips: s.chipsNeeded! })], llama2)).instances).toBe(1);
    expect(refused(plan([pool({ ...lpu, chips: s.chipsNeeded! - 1 })], llama2)).chipsNeeded).toBe(
      s.chipsNeeded,
    );
  });

  test('prefill streams chunks: occupied grows with the prompt, the latency adds the fill', () => {
    const p = first(plan([pool(lpu)], llama2));
    const one = p.pipelinePrefill!(256);
    const eight = p.pipelinePrefill!(2048);
    expect(one.latencySeconds).toBeGreaterThan(10 * one.occupiedSeconds);
    expect(eight.occupiedSeconds).toBeGreaterThan(7 * one.occupiedSeconds);
    expect(eight.latencySeconds).toBeLessThan(2 * one.latencySeconds);
  });
});
