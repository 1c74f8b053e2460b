import { describe, expect, test } from 'vitest';
import { splitLayerTpot } from './afd';
import { closedLoop } from './closed-loop';
import { allReduceSeconds } from './cost/all-reduce';
import { decodeExpertParallel, expertParallelDecode } from './cost/expert-parallel';
import { gemmSeconds, gemmTerms } from './cost/gemm';
import { makeGpuCost } from './cost/gpu-cost';
import { makeSramCost, sramStages } from './cost/sram-cost';
import { makeStepWork, type StepCost, type StepPart, type StepShape } from './cost/step-cost';
import { decodeShape, promptShape } from './cost/step-shapes';
import { capitalUsdPerHour, usdPerMillionTokens } from './economics';
import { energyBill } from './energy-parts';
import { CHIPS } from './fixtures/chips';
import type { FixtureModel } from './fixtures/models';
import { SHAPES } from './fixtures/models';
import { SOFTWARE } from './fixtures/software';
import examples from './fixtures/worked_examples.json';
import type { KvFormat, WeightFormat } from './input';
import { coverage, coverageSkewed } from './model/coverage';
import { decodeFlops, prefillFlops } from './model/flops';
import { genericDense, genericMoe } from './model/generic';
import { kvBytesOfSequence } from './model/kv-bytes';
import { countParameters } from './model/parameters';
import { weightBytes } from './model/weight-bytes';
import { quantile } from './number/quantile';
import { Lognormal } from './number/lognormal';
import { u01 } from './number/random';
import { splitByRatio } from './workload/split-by-ratio';
import { tdpSecondsOfStep } from './power';
import { erlangC, waitAllenCunneen, waitMD1, waitMG1, waitMM1, waitMMc } from './queueing';
import { routingCost } from './routing-cost';
import { elapsed } from './sim/segment';
import { speculativeTokens, speculativeTpot } from './speculation';
import {
  breakEvenRate,
  characteristicTime,
  fetchSeconds,
  flashYears,
  hitShare,
  residenceSeconds,
} from './tiering';
import { exposedBulk, exposedLayered } from './transfer';

/** The 26 worked examples of docs/MODEL.md, to the four digits they are published with. */

const published = new Map(examples.examples.map((e) => [e.id, e.output as unknown]));

/** Every number of `actual`, by path, rounds to the published one; nothing is left out on either side. */
function matches(id: string, actual: unknown): void {
  compare(id, actual, published.get(id));
}

function compare(path: string, actual: unknown, wanted: unknown): void {
  if (typeof wanted === 'number') {
    if (actual !== wanted) expect(Number((actual as number).toPrecision(4)), path).toBe(wanted);
    return;
  }
  expect(Object.keys(actual as object).sort(), path).toEqual(Object.keys(wanted as object).sort());
  for (const [key, value] of Object.entries(wanted as object))
    compare(`${path}.${key}`, (actual as Record<string, unknown>)[key], value);
}

const L70 = SHAPES['llama-3.1-70b'];
const LLAMA2 = SHAPES['llama-2-70b'];
const DEEPSEEK = SHAPES['deepseek-v3'];

function gpu(
  model: FixtureModel,
  chip: keyof typeof CHIPS,
  tensorParallel: number,
  weightFormat: WeightFormat,
  kvFormat: KvFormat = weightFormat === 'fp8' ? 'fp8' : 'bf16',
): StepCost {
  const software = SOFTWARE.graph;
  return makeGpuCost({
    shape: SHAPES[model],
    chip: CHIPS[chip],
    tensorParallel,
    weightFormat,
    kvFormat,
    software,
  });
}

function step(cost: StepCost, shape: StepShape) {
  const work = makeStepWork();
  cost.step(shape, work);
  return work;
}

const decode = (cost: StepCost, batch: number, context: number) =>
  step(cost, decodeShape(batch, context, Infinity)).seconds;
const prompt = (cost: StepCost, tokens: number) => step(cost, promptShape(tokens, 0, 0, Infinity)).seconds;
const part = (parts: StepPart[], name: string) => parts.find((p) => p.name === name)?.seconds ?? 0;

function sram(
  model: FixtureModel,
  chip: 'lpu1' | 'wse3',
  chips: number,
  weightFormat: WeightFormat,
  kvFormat: KvFormat,
) {
  return makeSramCost({ shape: SHAPES[model], chip: CHIPS[chip], chips, weightFormat, kvFormat });
}

describe('worked examples', () => {
  test('W01 parameters and weight bytes', () => {
    const { total, active } = countParameters(L70);
    matches('W01', {
      paramsTotal: total,
      paramsActive: active,
      bytesBf16: weightBytes(L70, 'bf16'),
      bytesFp8_headBf16: weightBytes(L70, 'fp8'),
    });
  });

  test('W02 KV bytes of one sequence', () => {
    matches('W02', {
      llama70b_bf16: kvBytesOfSequence(L70, 8192, 'bf16'),
      llama70b_fp8: kvBytesOfSequence(L70, 8192, 'fp8'),
      deepseekV3_bf16: kvBytesOfSequence(DEEPSEEK, 8192, 'bf16'),
      gptoss120b_bf16: kvBytesOfSequence(SHAPES['gpt-oss-120b'], 8192, 'bf16'),
      gemma27b_bf16_131072: kvBytesOfSequence(SHAPES['gemma-3-27b'], 131072, 'bf16'),
    });
  });

  test('W03 FLOPs', () => {
    const named = ({ linear, head, attention }: ReturnType<typeof decodeFlops>) => ({
      linear,
      head,
      attn: attention,
    });
    matches('W03', {
      prefill2048: named(prefillFlops(L70, 2048, 0, 1)),
      chunk512at7680: named(prefillFlops(L70, 512, 7680, 1)),
      decode2048: named(decodeFlops(L70, 2048)),
      deepseekDecode4096: named(decodeFlops(DEEPSEEK, 4096)),
    });
  });

  test('W04 distinct experts', () => {
    matches('W04', {
      E128k8_T1: coverage(128, 8, 1),
      E128k8_T8: coverage(128, 8, 8),
      E128k8_T64: coverage(128, 8, 64),
      E256k8_T64: coverage(256, 8, 64),
      E8k2_T4: coverage(8, 2, 4),
      'E128k8_T64_zipf0.8': coverageSkewed(128, 8, 64, 0.8),
    });
  });

  test('W05 matrix products, W06 all-reduce', () => {
    const terms = gemmTerms(CHIPS.h100, 8192, 8192, 'bf16');
    matches('W05', { us: [1, 256, 4096].map((m) => gemmSeconds(terms, m) * 1e6) });
    matches('W06', { us: allReduceSeconds(CHIPS.h100.gpu!.allReduce, 8, 1048576) * 1e6 });
  });

  test('W07 decode step in parts', () => {
    const parts = gpu('llama-3.1-70b', 'h100', 8, 'fp8').explain(decodeShape(32, 2048, Infinity));
    const total = parts.reduce((sum, p) => sum + p.seconds, 0);
    const names = ['qkv', 'o', 'attDec', 'ffn', 'comm', 'aux', 'head'];
    matches('W07', {
      stepMs: total * 1e3,
      gpuMs: (total - part(parts, 'software')) * 1e3,
      opsMs: Object.fromEntries(names.map((name) => [name, part(parts, name) * 1e3])),
    });
  });

  test('W08 prefill and mixed step', () => {
    const cost = gpu('llama-3.1-70b', 'h100', 4, 'bf16');
    const mixed = { ...promptShape(512, 32, 1024, Infinity), chunkCached: [1536] };
    matches('W08', { prefillMs: prompt(cost, 2048) * 1e3, mixedMs: step(cost, mixed).seconds * 1e3 });
  });

  test('W09 closed loop of 64 users', () => {
    const r = closedLoop(gpu('llama-3.1-70b', 'h200', 4, 'fp8'), Infinity, 64, 921.6, 921.6);
    matches('W09', {
      tpotMs: r.tpot * 1e3,
      decodeBatch: r.batch,
      rhoPrefill: r.promptShare,
      reqPerS: r.requestsPerSecond,
      outTokPerS: r.requestsPerSecond * 921.6,
    });
  });

  test('W10 a run of decode steps in closed form', () => {
    const cost = gpu('llama-3.1-70b', 'h100', 4, 'fp8');
    const [branch] = cost.decode(16).branches;
    const { base: alpha, perGlobalToken: beta } = branch!;
    const after = (k: number) => elapsed(alpha + beta * 16000, beta * 16, k);
    let loop = 0;
    for (let j = 0; j < 100; j++) loop += decode(cost, 16, 1000 + j);
    let fit = 0;
    while (after(fit + 1) <= 1) fit++;
    matches('W10', {
      alphaMs: alpha * 1e3,
      betaNsPerToken: beta * 1e9,
      closedFormMs: after(100) * 1e3,
      loopMs: loop * 1e3,
      itersIn1s: fit,
    });
  });

  test('W11 576 LPUs', () => {
    const cost = sram('llama-2-70b', 'lpu1', 576, 'fp8', 'fp8');
    const shape = decodeShape(1, 1024, Infinity);
    const one = step(cost, shape).seconds;
    const four = decode(cost, 4, 1024);
    const { stages } = sramStages(CHIPS.lpu1.sram!, 576, 80);
    const [memory, compute] = cost.decode(1).branches;
    const parts = cost.explain(shape);
    const hops = (stages - 1) * (0.7e-6 + (2 * 8192) / 100e9);
    const rest = one - part(parts, 'layers');
    const at = (b: typeof memory) => (b!.base + b!.perGlobalToken * 1024 - rest) / 80;
    const capacity = (chips: number) => chips * 0.9 * 230e6;
    const weights = weightBytes(LLAMA2, 'fp8');
    const sequence = kvBytesOfSequence(LLAMA2, 4096, 'fp8');
    const sweep = (chip: keyof typeof CHIPS) =>
      (CHIPS[chip].memory.bytes / CHIPS[chip].memory.bytesPerSecond) * 1e6;
    matches('W11', {
      usPerLayer: ((one - hops - part(parts, 'head')) / 80) * 1e6,
      memUs: at(memory) * 1e6,
      compUs: at(compute) * 1e6,
      exchangeUs: ((part(parts, 'exchange') - hops) / 80) * 1e6,
      hopsUs: hops * 1e6,
      tokSUser: 1 / one,
      tokSUser_b4: 1 / four,
      tokSFull_b1: stages / one,
      minChips_1seq4096: Math.ceil((weights + sequence) / capacity(1)),
      minChips_bf16: Math.ceil((weightBytes(LLAMA2, 'bf16') + sequence) / capacity(1)),
      maxSeqs4096_fp8kv: Math.floor((capacity(576) - weights) / sequence),
      sweepUs: { lpu1: sweep('lpu1'), lp30: sweep('lp30'), wse3: sweep('wse3'), h100: sweep('h100') },
    });
  });

  test('W12 wafers', () => {
    const rate = (cost: StepCost, window: number) => 1 / step(cost, decodeShape(1, 1024, window)).seconds;
    matches('W12', {
      tokSUser_8B: rate(sram('llama-3.1-8b', 'wse3', 1, 'bf16', 'bf16'), Infinity),
      tokSUser_70B: rate(sram('llama-3.1-70b', 'wse3', 4, 'bf16', 'bf16'), Infinity),
      tokSUser_gptoss120b: rate(sram('gpt-oss-120b', 'wse3', 2, 'mxfp4-experts', 'bf16'), 128),
    });
  });

  test('W13 hand-over of KV', () => {
    const prefill = prompt(gpu('llama-3.1-70b', 'h100', 4, 'bf16'), 4096);
    const bytes = kvBytesOfSequence(L70, 4096, 'bf16');
    matches('W13', {
      prefillMs: prefill * 1e3,
      kvGB: bytes / 1e9,
      bulkMs50: exposedBulk(bytes, 50e9) * 1e3,
      exposedMs50: exposedLayered(prefill, bytes / 50e9, 80) * 1e3,
      exposedMs5: exposedLayered(prefill, bytes / 5e9, 80) * 1e3,
    });
  });

  test('W14 speculation', () => {
    const drafts = [1, 2, 4, 8];
    matches('W14', {
      tokensPerRound: drafts.map((n) => speculativeTokens(0.8, n)),
      tpotMs: drafts.map((n) => speculativeTpot(0.8, n, 1.25, 20)),
    });
  });

  test('W15 fetch or recompute', () => {
    const seconds = prompt(gpu('llama-3.1-70b', 'h100', 4, 'fp8'), 8192);
    const bytes = kvBytesOfSequence(L70, 8192, 'fp8');
    matches('W15', {
      recomputeMs: seconds * 1e3,
      recomputeTokPerS: 8192 / seconds,
      breakEvenGBps: breakEvenRate(bytes, seconds, 0) / 1e9,
      fetchMs: {
        hostPcie55GBps_20us: fetchSeconds(20e-6, bytes, 55e9) * 1e3,
        rdma50GBps_10us: fetchSeconds(10e-6, bytes, 50e9) * 1e3,
        nvme12GBps_100us: fetchSeconds(100e-6, bytes, 12e9) * 1e3,
        object1GBps_5ms: fetchSeconds(5e-3, bytes, 1e9) * 1e3,
      },
    });
  });

  test('W16 what a tier remembers, W17 how long flash lasts', () => {
    const residence = residenceSeconds(1e12, 4000, 163840);
    const classes = [
      { count: 1000, bytes: 1e9, requestsPerSecond: 0.01 },
      { count: 10000, bytes: 1e9, requestsPerSecond: 0.0002 },
    ];
    matches('W16', {
      residenceS: residence,
      hit60: hitShare(residence, 60),
      hit3600: hitShare(residence, 3600),
      cheTcS: characteristicTime(classes, 800e9),
    });
    const drive = { capacity: 30.72e12, driveWritesPerDay: 1, warrantyYears: 5, amplification: 1.1 };
    matches('W17', { years: flashYears(drive, 1e9), years_after_admission_25pct: flashYears(drive, 0.25e9) });
  });

  test('W18 routing cost', () => {
    const workers = [
      { prefillBlocks: 10, overlapBlocks: 2, decodeBlocks: 10 },
      { prefillBlocks: 10, overlapBlocks: 5, decodeBlocks: 5 },
      { prefillBlocks: 10, overlapBlocks: 8, decodeBlocks: 9 },
    ];
    matches('W18', {
      costs: workers.map((w) => routingCost(w.prefillBlocks, w.overlapBlocks, w.decodeBlocks)),
    });
  });

  test('W19 random numbers', () => {
    const split = splitByRatio(2000, 100);
    matches('W19', {
      len: [0, 1, 2, 3].map((i) => u01(42, 'len', i)),
      gap0: u01(42, 'gap', 0),
      lognormal_u0_mean1000_cv1: new Lognormal(1000, 1).quantile(u01(42, 'len', 0)),
      split_T2000_R100: { isl: split.prompt, osl: split.output },
    });
  });

  test('W20 power and where it goes', () => {
    const chip = CHIPS.h100;
    const work = step(gpu('llama-3.1-8b', 'h100', 1, 'bf16'), decodeShape(64, 500, Infinity));
    const { seconds, flop, bytes } = work;
    // The text takes bytes and FLOPs at the chip's peaks; steps count what kernels reach (docs/MODEL.md §7.1).
    const { memory, compute } = chip.power;
    const drawSeconds =
      (memory * bytes) / chip.memory.bytesPerSecond + (compute * flop) / chip.peakFlops.bf16!;
    const tdpSeconds = tdpSecondsOfStep(chip.power.base, { seconds, drawSeconds });
    const activity = {
      chip,
      chips: 1,
      spanSeconds: seconds,
      busyChipSeconds: seconds,
      tdpSeconds,
      flop,
      bytes,
    };
    const bill = energyBill([activity], 0, { nodeFactor: 1.1, nodeWattsPerChip: 250, pue: 1.2 })!;
    const { parts } = bill;
    // The published share rounds the energy of a FLOP to 0.35 pJ; half of 700 W over 989.5 TFLOP/s is 0.3537.
    const perFlop = 0.35 / ((0.5 * 700) / 989.5);
    const flopJoules = parts['flop']! * perFlop;
    matches('W20', {
      stepMs: seconds * 1e3,
      watts: bill.total / seconds,
      jPerToken: bill.total / 64,
      deviceShareJ: {
        flop: flopJoules / 64,
        hbm: parts['hbm']! / 64,
        residual: (bill.total - flopJoules - parts['hbm']!) / 64,
      },
      nodeShareWatts: (bill.total + parts['node']!) / seconds,
      facilityJPerToken: bill.facility / 64,
    });
  });

  test('W21 cost', () => {
    const hourly = 226.75 * 8 * 2;
    matches('W21', {
      deepseekUsd: hourly * 24,
      usdPerMtokDeepseekAllOut: usdPerMillionTokens(hourly, 168e9 / 86400),
      usdPerMtok: usdPerMillionTokens(8 * 2.5, 3000),
      capexUsdPerH: capitalUsdPerHour({ price: 30000, serverShare: 0.35, years: 4, utilisation: 0.7 }),
    });
  });

  test('W22 queues', () => {
    const wait = waitMM1(8, 10);
    matches('W22', {
      mm1_lam8_mu10: { rho: 0.8, Wq: wait, T: wait + 0.1 },
      md1_lam8_S0_1: { rho: 0.8, Wq: waitMD1(8, 0.1) },
      mg1_lam8_S0_1_cv2_0_92: { rho: 0.8, Wq: waitMG1(8, 0.1, Math.sqrt(0.92)) },
      mmc_lam8_mu1_c10: { rho: 0.8, C: erlangC(10, 8), Wq: waitMMc(8, 1, 10) },
      allenCunneen_ca2_4_cs2_1: waitAllenCunneen(8, 1, 10, 2, 1),
    });
  });

  test('W23 attention and FFN apart', () => {
    matches('W23', { tpotMs: [1, 2, 3].map((m) => splitLayerTpot(61, m, 120e-6, 80e-6, 15e-6) * 1e3) });
  });

  test('W24 expert parallel decode', () => {
    const options = decodeExpertParallel(144, 8);
    const s = expertParallelDecode(DEEPSEEK, CHIPS.h800, options, 'fp8', 'bf16', 88, 4989);
    matches('W24', {
      tpotMs: s.seconds * 1e3,
      tokSPerGpu: 88 / s.seconds,
      computeMs: s.compute * 1e3,
      commMs: s.exchange * 1e3,
    });
  });

  test('W25 generic models', () => {
    const dense = (parameters: number) => {
      const shape = genericDense(parameters);
      const check = countParameters(shape).total / parameters;
      expect(check).toBeCloseTo(1, 12);
      const kvBytesPerTok = kvBytesOfSequence(shape, 1, 'bf16');
      return { L: shape.layers, d: shape.width, kvBytesPerTok, check: Math.round(check) };
    };
    const moe = genericMoe(671e9, 37e9);
    const { total, active } = countParameters(moe);
    expect(total / 671e9).toBeCloseTo(1, 12);
    expect(active / 37e9).toBeCloseTo(1, 12);
    matches('W25', {
      '0.5B': dense(0.5e9),
      '8B': dense(8e9),
      '70B': dense(70e9),
      '405B': dense(405e9),
      '2T': dense(2e12),
      moe671B_37B: {
        L: moe.layers,
        d: moe.width,
        E: moe.moe!.experts,
        de: moe.moe!.expertWidth,
        totalCheck: 1,
        activeCheck: 1,
      },
    });
  });

  test('W26 quantiles', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    matches('W26', { p50: quantile(values, 0.5), p90: quantile(values, 0.9) });
  });

  test('none is left out', () => {
    expect([...published.keys()]).toHaveLength(26);
  });
});
