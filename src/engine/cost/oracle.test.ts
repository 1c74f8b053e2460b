import { describe, expect, test } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import type { FixtureModel } from '../fixtures/models';
import { SHAPES } from '../fixtures/models';
import {
  hasOracle,
  loadOracle,
  oracleGpu,
  oracleShape,
  oracleSoftware,
  oracleSram,
} from '../fixtures/oracle';
import { SOFTWARE } from '../fixtures/software';
import type { KvFormat, WeightFormat } from '../input';
import { countParameters } from '../model/parameters';
import { kvBytesOfSequence, layerSplit } from '../model/kv-bytes';
import { decodeFlops, prefillFlops } from '../model/flops';
import { genericDense, genericMoe } from '../model/generic';
import { weightBytes } from '../model/weight-bytes';
import { u01 } from '../number/random';
import { makeGpuCost } from './gpu-cost';
import { makeSramCost } from './sram-cost';
import type { StepShape } from './step-cost';

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
      ...[0.5e9, 2e9, 5e9, 70e9, 2e12].map(genericDense),
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
      const theirs = oracle.prefillFlops(other, 700, 900, 1);
      near(mine.linear, theirs.linear, 'linear');
      near(mine.head, theirs.head, 'head');
      near(mine.attention, theirs.attn, 'attention');
      near(decodeFlops(shape, 3000).attention, oracle.decodeFlops(other, 3000).attn, 'decode attention');
    }
  });

  test('GPU steps: 400 random shapes, chips, formats', async () => {
    const oracle = await loadOracle('gpu');
    const work = { seconds: 0, flop: 0, peakComputeSeconds: 0, bytes: 0 };
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
      for (const [op, o] of Object.entries<{ t: number; F: number; by: number }>(theirs.ops)) {
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
    const work = { seconds: 0, flop: 0, peakComputeSeconds: 0, bytes: 0 };
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
