import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CHIPS } from './fixtures/chips';
import type { FixtureModel } from './fixtures/models';
import { SHAPES } from './fixtures/models';
import { SOFTWARE } from './fixtures/software';
import type { ChipInput, KvFormat, ModelShape, SoftwareProfile, WeightFormat } from './input';
import { countParameters } from './model/parameters';
import { kvBytesOfSequence, layerSplit } from './model/kv-bytes';
import { decodeFlops, prefillFlops } from './model/flops';
import { genericDense, genericMoe } from './model/generic';
import { weightBytes } from './model/weight-bytes';
import { u01 } from './number/random';
import { makeGpuCost } from './cost/gpu-cost';
import { makeSramCost } from './cost/sram-cost';
import { makeStepWork, type StepShape } from './cost/step-cost';

/**
 * An independent implementation of docs/MODEL.md, compared with where a checkout of it lies beside the
 * repository. It is not part of the repository; without it the comparing tests are skipped.
 */
const FOLDER = new URL('../../../shared/design/reference/', import.meta.url);

const hasOracle = existsSync(fileURLToPath(FOLDER));

/** What is asked of it; shapes and chips are in its own vocabulary, built below. */
interface Oracle {
  shapes: {
    params: (shape: unknown) => { total: number; active: number };
    weightBytes: (shape: unknown, format: string) => number;
    kvBytes: (shape: unknown, tokens: number, format: string) => number;
    prefillFlops: (shape: unknown, fresh: number, cached: number) => PassNumbers;
    decodeFlops: (shape: unknown, visible: number) => PassNumbers;
  };
  gpu: { step: (shape: unknown, chip: unknown, options: unknown, batch: unknown) => OracleStep };
  sram: {
    token: (
      shape: unknown,
      chip: unknown,
      chips: number,
      options: unknown,
      batch: number,
      context: number,
    ) => OracleStep;
  };
}

interface PassNumbers {
  linear: number;
  head: number;
  attn: number;
}

interface OracleStep {
  t: number;
  ops: Record<string, { t: number; F: number; by: number }>;
}

async function loadOracle<File extends keyof Oracle>(file: File): Promise<Oracle[File]> {
  return (await import(/* @vite-ignore */ new URL(`${file}.mjs`, FOLDER).href)) as Oracle[File];
}

/** A shape in the other implementation's vocabulary. */
function oracleShape(s: ModelShape) {
  return {
    L: s.layers,
    d: s.width,
    nq: s.queryHeads,
    nkv: s.kvHeads,
    dh: s.headWidth,
    mla:
      s.mla === null
        ? null
        : {
            rq: s.mla.queryRank,
            rkv: s.mla.kvRank,
            dn: s.mla.noRopeWidth,
            dr: s.mla.ropeWidth,
            dv: s.mla.valueWidth,
          },
    loraNorms: s.mla?.norms ?? false,
    dff: s.ffnWidth,
    gated: s.gated,
    moe:
      s.moe === null
        ? null
        : {
            E: s.moe.experts,
            k: s.moe.expertsPerToken,
            de: s.moe.expertWidth,
            nShared: s.moe.sharedExperts,
            dShared: s.moe.sharedWidth,
            denseLayers: s.moe.denseLayers,
            denseDff: s.moe.denseWidth,
            expertBias: s.moe.expertBias,
            routerBias: s.moe.routerBias,
            noRouter: !s.moe.router,
          },
    V: s.vocabulary,
    headOwn: s.headOwned,
    window:
      s.window === null
        ? null
        : { W: s.window.tokens, nLocal: s.window.localLayers, nGlobal: s.window.globalLayers },
    qkvBias: s.qkvBias,
    oBias: s.outputBias,
    mlpBias: s.mlpBias,
    qkNorm: s.qkNorm,
    sinks: s.attentionSinks,
    normsPerLayer: s.normsPerLayer,
    normBias: s.normBias,
    learnedPos: s.learnedPositions,
    embNorm: s.embeddingNorm,
  };
}

function oracleGpu(chip: ChipInput) {
  const t = chip.gpu;
  if (t === null) throw new TypeError('not a GPU');
  const gemm: Record<string, number[]> = {};
  for (const [format, fit] of Object.entries(t.gemm))
    gemm[format] = [fit.tauSeconds, fit.computeEfficiency, fit.memoryEfficiency];
  return {
    P: chip.peakFlops,
    W: chip.memory.bytesPerSecond,
    C: chip.memory.bytes,
    p: 2,
    tdp: chip.tdpWatts,
    pw: [chip.power.base, chip.power.memory, chip.power.compute],
    idle: chip.power.idle,
    gemm,
    dec: [t.decodeAttention.tauSeconds, t.decodeAttention.memoryEfficiency],
    pre: [t.prefillAttention.tauSeconds, t.prefillAttention.efficiency, t.prefillAttention.halfTokens],
    ar: [t.allReduce.baseSeconds, t.allReduce.perDoublingSeconds, t.allReduce.bytesPerSecond],
    moeC: t.moe.computeEfficiency,
    etaMoe: t.moe.memoryEfficiency,
    tauMoe: t.moe.tauSeconds,
    nAux: t.aux.kernelsPerLayer,
    tauAux: t.aux.tauSeconds,
    etaAux: t.aux.memoryEfficiency,
  };
}

function oracleSram(chip: ChipInput) {
  const t = chip.sram;
  if (t === null) throw new TypeError('not an SRAM chip');
  return {
    C: chip.memory.bytes,
    W: chip.memory.bytesPerSecond,
    P: Object.values(chip.peakFlops)[0],
    T: t.groupChips,
    hop: t.hopSeconds,
    link: t.linkBytesPerSecond,
    etaM: t.memoryEfficiency,
    etaC: t.computeEfficiency,
    usable: t.usable,
    tauL0: t.layerBaseSeconds,
    tauL1: t.layerPerWidthSeconds,
    wafer: t.wafer,
  };
}

function oracleSoftware(s: SoftwareProfile) {
  return { tStep: s.stepSeconds, tSeq: s.sequenceSeconds, hostLayer: s.hostLayerSeconds };
}

const near = (actual: number, wanted: number, what: string) => {
  const error = Math.abs(actual - wanted) / Math.max(Math.abs(wanted), 1e-300);
  expect(error, `${what}: ${String(actual)} against ${String(wanted)}`).toBeLessThan(1e-12);
};

const names = Object.keys(SHAPES) as FixtureModel[];
const gpus = ['a100', 'h100', 'h200', 'h800', 'b200'] as const;
const formats: WeightFormat[] = ['bf16', 'fp8', 'fp8b', 'int4', 'nvfp4', 'mxfp4-experts'];
const kvFormats: KvFormat[] = ['bf16', 'fp8'];
const software = Object.values(SOFTWARE);

/** A choice that depends on the case number alone. */
const pick = <T>(list: readonly T[], i: number, stream: string): T =>
  list[Math.floor(u01(1, stream, i) * list.length)] as T;
const between = (low: number, high: number, i: number, stream: string, j = 0) =>
  Math.floor(low + u01(2, stream, i, j) * (high - low + 1));

function randomStep(i: number): StepShape & { context: number; pre: { n: number; c: number }[] } {
  const batch = pick([0, 1, 1, 7, 32, 256], i, 'batch');
  const context = between(1, 20000, i, 'context');
  const chunks = batch === 0 ? between(1, 3, i, 'chunks') : between(0, 3, i, 'chunks');
  const pre = Array.from({ length: chunks }, (_, k) => ({
    n: between(1, 4096, i, 'new', k),
    c: pick([0, 0, 512, 7680], i * 3 + k, 'cached'),
  }));
  return {
    batch,
    globalTokens: batch * context,
    localTokens: 0,
    chunks,
    chunkNew: pre.map((p) => p.n),
    chunkCached: pre.map((p) => p.c),
    finishing: between(0, chunks, i, 'finishing'),
    context,
    pre,
  };
}

describe.skipIf(!hasOracle)('agreement with an independent implementation', () => {
  test('shapes: parameters, bytes, FLOPs', async () => {
    const oracle = await loadOracle('shapes');
    const shapes = [
      ...names.map((n) => SHAPES[n]),
      ...[0.5e9, 2e9, 5e9, 70e9, 2e12].map((n) => genericDense(n)),
      genericMoe(671e9, 37e9),
      genericMoe(20e9, 3e9),
    ];
    for (const shape of shapes) {
      const other = oracleShape(shape);
      near(countParameters(shape).total, oracle.params(other).total, 'total');
      near(countParameters(shape).active, oracle.params(other).active, 'active');
      for (const f of formats) near(weightBytes(shape, f), oracle.weightBytes(other, f), f);
      for (const s of [1, 100, 5000])
        near(kvBytesOfSequence(shape, s, 'fp8'), oracle.kvBytes(other, s, 'fp8'), 'kv');
      const mine = prefillFlops(shape, 700, 900, 1);
      const theirs = oracle.prefillFlops(other, 700, 900);
      near(mine.linear, theirs.linear, 'linear');
      near(mine.head, theirs.head, 'head');
      near(mine.attention, theirs.attn, 'attention');
      near(decodeFlops(shape, 3000).attention, oracle.decodeFlops(other, 3000).attn, 'decode attention');
    }
  });

  test('GPU steps: 400 random shapes, chips, formats', async () => {
    const oracle = await loadOracle('gpu');
    const work = makeStepWork();
    for (let i = 0; i < 400; i++) {
      const name = pick(names, i, 'model');
      const shape = SHAPES[name];
      const chip = CHIPS[pick(gpus, i, 'chip')];
      const profile = pick(software, i, 'software');
      const tensorParallel = pick([1, 2, 4, 8], i, 'tp');
      const weightFormat = pick(formats, i, 'weights');
      const kvFormat = pick(kvFormats, i, 'kv');
      const step = randomStep(i);
      step.localTokens = step.batch * Math.min(step.context, layerSplit(shape).window);
      const cost = makeGpuCost({ shape, chip, tensorParallel, weightFormat, kvFormat, software: profile });
      cost.step(step, work);
      const theirs = oracle.step(
        oracleShape(shape),
        oracleGpu(chip),
        { tp: tensorParallel, fmt: weightFormat, kv: kvFormat, sw: oracleSoftware(profile) },
        { dec: step.batch, ctx: step.context, pre: step.pre, finish: step.finishing },
      );
      const label = `${String(i)} ${name} ${chip.id} ${weightFormat}`;
      near(work.seconds, theirs.t, label);
      let flop = 0;
      let bytes = 0;
      const parts = new Map(cost.explain(step).map((p) => [p.name, p]));
      for (const [op, o] of Object.entries(theirs.ops)) {
        near(parts.get(op)?.seconds ?? 0, o.t, `${label} ${op}`);
        flop += o.F;
        bytes += o.by;
      }
      near(work.flop, flop, `${label} flop`);
      near(work.bytes, bytes, `${label} bytes`);
    }
  });

  test('SRAM token times', async () => {
    const oracle = await loadOracle('sram');
    const work = makeStepWork();
    const cases = [
      ['llama-2-70b', 'lpu1', 576, 'fp8'],
      ['llama-3.1-70b', 'lp30', 256, 'fp8'],
      ['llama-3.1-8b', 'wse3', 1, 'bf16'],
      ['gpt-oss-120b', 'wse3', 2, 'mxfp4-experts'],
      ['mixtral-8x7b', 'lpu1', 576, 'fp8'],
      ['deepseek-v3', 'lp30', 2000, 'fp8'],
    ] as const;
    for (const [name, chipId, chips, weightFormat] of cases)
      for (const batch of [1, 4, 16])
        for (const context of [10, 1024, 60000]) {
          const shape = SHAPES[name];
          const chip = CHIPS[chipId];
          const { window } = layerSplit(shape);
          const cost = makeSramCost({ shape, chip, chips, weightFormat, kvFormat: 'fp8' });
          const globalTokens = batch * context;
          const localTokens = batch * Math.min(context, window);
          const rest = { chunks: 0, chunkNew: [], chunkCached: [], finishing: 0 };
          cost.step({ batch, globalTokens, localTokens, ...rest }, work);
          const opts = { fmt: weightFormat, kv: 'fp8' };
          const theirs = oracle.token(oracleShape(shape), oracleSram(chip), chips, opts, batch, context);
          near(work.seconds, theirs.t, `${name} ${chipId} b=${String(batch)}`);
        }
  });
});
