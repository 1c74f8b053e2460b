import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHIPS, MODELS } from '../data/catalog';
import type { EngineInput, SyntheticWorkload } from '../engine/input';
import { makeRequests } from '../engine/workload/requests';
import { decode } from './codec';
import { ARCHITECTURES } from './defaults';
import { resolve } from './resolve';
import { WORKLOAD_SOURCES } from './workload-sources';
import { WORKLOADS } from './workloads';

/** Side A of a link, which must be computable. */
function inputOf(link: string): EngineInput & { workload: SyntheticWorkload } {
  const { a } = resolve(decode(link).scenario);
  if (a.kind !== 'ready' || a.input.workload.kind !== 'synthetic') throw new Error(`${link} is not ready`);
  return { ...a.input, workload: a.input.workload };
}

function reasonOf(link: string): string {
  const { a } = resolve(decode(link).scenario);
  return a.kind === 'impossible' ? a.reason : '';
}

test('the default scenario', () => {
  const { a, b, problems } = resolve(decode('').scenario);
  expect(problems).toEqual([]);
  if (a.kind !== 'ready' || b?.kind !== 'ready') throw new Error('not ready');
  expect(a.input.workload).toMatchObject({
    promptTokensMean: 7168,
    outputTokensMean: 1024,
    gapCv: 1,
    requests: 1000,
  });
  expect(a.input.workload).toBe(b.input.workload);
  expect(a.input.cluster).toMatchObject({
    link: null,
    facility: { nodeFactor: 1.1, nodeWattsPerChip: 250, pue: 1.2 },
    pools: [{ role: 'mixed', chips: 8, weightFormat: 'fp8', kvFormat: 'fp8', maxSequences: 256 }],
  });
  expect(b.input.cluster.pools.map(({ role, chips, chip }) => [role, chips, chip.kind])).toEqual([
    ['prefill', 8, 'gpu'],
    ['decode', 576, 'sram'],
  ]);
});

test('weights are served as published where that is 8 bits or fewer', () => {
  const formatOf = (link: string) => inputOf(link).cluster.pools[0]?.weightFormat;
  expect(formatOf('model=llama-3.1-8b')).toBe('fp8');
  expect(formatOf('model=deepseek-v3')).toBe('fp8b');
  expect(formatOf('model=gpt-oss-120b')).toBe('mxfp4-experts');
  expect(formatOf('size=8b')).toBe('fp8');
  expect(formatOf('model=gpt-oss-120b&fmt=bf16')).toBe('bf16');
});

test('stages and expert ranks apply to pools of GPUs that serve the model of the scenario', () => {
  const { pools } = inputOf('a=gpu-sram&model=gpt-oss-120b&a.pp=2&a.ep=4&a.overlap=0.5').cluster;
  const cut = { pipelineParallel: 2, expertRanks: { ranks: 4, overlap: 0.5 } };
  expect(pools[0]).toMatchObject(cut);
  expect(pools[1]).not.toHaveProperty('pipelineParallel');
  const fleet = inputOf('model=gpt-oss-120b&a.ep=4&a.more=mixed:h100-sxmx4/llama-3.1-8b').cluster.pools;
  expect(fleet[0]).toHaveProperty('expertRanks');
  expect(fleet[1]).not.toHaveProperty('expertRanks');
  expect(inputOf('model=gpt-oss-120b').cluster.pools[0]).not.toHaveProperty('pipelineParallel');
});

test('companions come last, and the pool they serve points at them', () => {
  const { pools } = inputOf('a=afd&a.spec=3:0.8:qwen3-0.6b:h100-sxmx2&a.alpha=2').cluster;
  expect(pools.map(({ role, chips }) => [role, chips])).toEqual([
    ['prefill', 8],
    ['attention', 8],
    ['ffn', 288],
    ['draft', 2],
  ]);
  const split = { pool: 2, microBatches: 'auto', latencySeconds: 2e-6, bytesPerSecond: 5e10 };
  expect(pools[1]).toMatchObject({
    split,
    speculation: { pool: 3, drafted: 3, acceptance: 0.8, sampled: false },
  });
  expect(pools[1]?.speculation?.model.id).toBe('qwen3-0.6b');
});

test('nothing drafted is plain decoding', () => {
  expect(inputOf('a.spec=0:0.8:h100-sxmx2').cluster).toEqual(inputOf('').cluster);
});

test('the link is as wide as its narrower end', () => {
  const linkOf = (link: string) => inputOf(link).cluster.link?.bytesPerSecond;
  const one = inputOf('a=gpu').cluster.pools[0]?.chip.networkBytesPerSecond ?? NaN;
  expect(linkOf('a=gpu-split&a.prefill=h100-sxmx16&a.decode=h100-sxmx8')).toBe(8 * one);
  expect(linkOf('a=gpu-split&a.prefill=h100-sxmx8&a.decode=h100-sxmx16')).toBe(8 * one);
});

test('each kind of machine has its own software and surroundings', () => {
  const sram = inputOf('a=sram').cluster;
  expect(sram.pools[0]?.software).toMatchObject({ stepSeconds: 0, sequenceSeconds: 0 });
  expect(sram.facility.nodeWattsPerChip).toBe(100);
  const edge = inputOf('a=edge&model=llama-3.1-8b').cluster;
  expect(edge.pools[0]).toMatchObject({ maxSequences: 4, software: { stepSeconds: 1e-3 } });
  expect(edge.facility).toEqual({ nodeFactor: 1, nodeWattsPerChip: 0, pue: 1 });
  const mixed = inputOf('a=gpu-sram').cluster;
  expect(mixed.pools.map(({ software }) => software.id)).toEqual(['vllm', 'scheduled']);
  expect(mixed.facility.nodeWattsPerChip).toBeCloseTo((8 * 250 + 576 * 100) / 584);
});

test('the engine is that of GPU pools, and the software of SRAM machines has a time', () => {
  const engineOf = (link: string) => inputOf(link).cluster.pools[0]?.software;
  expect(engineOf('a=gpu')).toEqual(engineOf('engine=vllm'));
  expect(engineOf('engine=graph')).toEqual({
    id: 'graph',
    stepSeconds: 0.8e-3,
    sequenceSeconds: 20e-6,
    hostLayerSeconds: 0,
  });
  expect(engineOf('engine=eager2023&a.prefill=a100-80g-sxmx8')?.id).toBe('eager-2023-a100');
  expect(engineOf('engine=eager2023')?.id).toBe('eager-2023-h100');
  expect(engineOf('engine=lean&a=edge')?.id).toBe('edge');
  const residual = (link: string) => inputOf(link).cluster.pools[0]?.chip.sram?.layerBaseSeconds;
  expect(residual('a=sram')).toBe(36.8e-6);
  expect(residual('a=sram&a.sram=2024h2')).toBe(22e-6);
});

test('the ratio divides the context, and every workload keeps its means', () => {
  const agent = inputOf('workload=agent').workload;
  expect(agent.promptTokensMean).toBeCloseTo(15_326, 6);
  expect(agent.outputTokensMean).toBeCloseTo(149, 6);
  const tiny = resolve(decode('ctx=128&io=1000:1').scenario);
  expect(tiny.problems[0]?.message).toContain('less than one output token');
  expect(inputOf('ctx=128&io=1000:1').workload).toMatchObject({ promptTokensMean: 127, outputTokensMean: 1 });
});

test('a context beyond the model is computed and said', () => {
  const { problems } = resolve(decode('model=llama-2-70b&ctx=16000').scenario);
  expect(problems.map(({ message }) => message)).toEqual([
    'Context length, 16,000 tokens, is beyond the 4,096 that Llama 2 70B was published for; it is computed as if the model took them.',
  ]);
  expect(inputOf('model=llama-2-70b&ctx=16000').workload.maxContext).toBe(64_000);
  expect(inputOf('model=llama-2-70b&ctx=2000').workload.maxContext).toBe(4096);
  expect(resolve(decode('size=70b&ctx=1m').scenario).problems).toEqual([]);
});

test('generic models take the sizes they are given', () => {
  expect(inputOf('size=70b').model).toMatchObject({
    id: 'generic',
    name: 'Generic 70B',
    shape: { moe: null },
  });
  expect(inputOf('size=671b&moe=37b').model.name).toBe('Generic 671B, 37B active');
  const odd = resolve(decode('size=30b&moe=37b').scenario);
  expect(odd.problems[0]?.message).toContain(
    'is not smaller than the size of 30b; a dense model is computed',
  );
});

test.each([
  ['a=afd&a.decode=groq-lpu-v1x576', 'afd attends on chips that stream the weights'],
  ['a=gpu&a.prefill=groq-lpu-v1x576', 'Use sram for one pool of SRAM chips.'],
  ['a=sram&a.decode=h100-sxmx8', 'Use gpu for one pool of GPUs.'],
  ['a=gpu-sram&a.decode=h100-sxmx8', 'Use gpu-split for a decode pool of GPUs.'],
  ['a=gpu-split&a.decode=groq-lpu-v1x576', 'Use gpu-sram for a decode pool of SRAM chips.'],
  ['a=sram&a.decode=groq3-lpx-rackx1', 'use groq3-lp30 × 256'],
  ['a=edge&a.decode=ai200x1', 'cannot be simulated'],
])('%s cannot be computed, and the reason is said', (link, reason) => {
  expect(reasonOf(link)).toContain(reason);
});

test('tensor parallelism on one pool of SRAM chips is said to have no effect', () => {
  expect(resolve(decode('a=sram&a.tp=8').scenario).problems[0]?.message).toContain('has no effect');
});

test('every chip, model and architecture gives finite input or a reason', () => {
  const choice = fc.tuple(
    fc.constantFrom(...ARCHITECTURES),
    fc.constantFrom(...CHIPS.map(({ id }) => id)),
    fc.constantFrom(...CHIPS.map(({ id }) => id)),
    fc.constantFrom(...MODELS.map(({ id }) => id)),
  );
  fc.assert(
    fc.property(choice, ([architecture, prefill, decodeChip, model]) => {
      const link = `a=${architecture}&a.prefill=${prefill}x4&a.decode=${decodeChip}x4&model=${model}`;
      const { a } = resolve(decode(link).scenario);
      if (a.kind === 'impossible') {
        expect(a.reason).toMatch(/\.$/);
        return;
      }
      const { link: between, facility } = a.input.cluster;
      expect(between === null || between.bytesPerSecond > 0).toBe(true);
      expect(Object.values(facility).every((value) => Number.isFinite(value))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('requests of fixed lengths are all alike', () => {
  const input = inputOf('workload=fixed&n=50');
  expect(input.workload).toMatchObject({ promptTokensMean: 8192, outputTokensMean: 1024 });
  const { promptTokens, outputTokens } = makeRequests(input.workload, input.seed);
  expect([new Set(promptTokens), new Set(outputTokens)]).toEqual([new Set([8192]), new Set([1024])]);
});

test('every workload says where its numbers come from', () => {
  expect(Object.keys(WORKLOAD_SOURCES)).toEqual(WORKLOADS.map(({ id }) => id));
});

test('requests in flight need a run that is long for them, and nobody who turns them away', () => {
  const of = (link: string) => resolve(decode(link).scenario);
  expect(of('conc=64&n=1000').problems).toEqual([]);
  expect(of('conc=400&n=1000').problems).toMatchObject([{ key: 'conc', value: '400' }]);
  const { a, b } = of('conc=8&slo=ttft:1&a.reject=slo');
  expect(a).toMatchObject({
    kind: 'impossible',
    reason: expect.stringContaining('leave out either') as string,
  });
  expect(b?.kind).toBe('ready');
});
