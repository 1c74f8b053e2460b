import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHIPS as CATALOGUE, chipInput } from '../../data/catalog';
import { SOFTWARE_PROFILES } from '../../data/software-profiles';
import { CHIPS } from '../fixtures/chips';
import { SHAPES } from '../fixtures/models';
import { runs } from '../fixtures/runs';
import { SOFTWARE } from '../fixtures/software';
import type { ChipInput, GpuTiming, KvFormat, ModelShape, SoftwareProfile, SramTiming } from '../input';
import { genericDense, genericMoe } from '../model/generic';
import { kvBytesOfSequence, layerSplit } from '../model/kv-bytes';
import { weightBytes } from '../model/weight-bytes';
import { tdpSecondsOfStep } from '../power';
import { makeGpuCost } from './gpu-cost';
import { makeSramCost } from './sram-cost';
import { makeStepWork, type StepCost, type StepShape } from './step-cost';

/** Laws of step times that no constant may break (docs/MODEL.md, "Properties"). */

/** Published shapes, and those of any size that the slider makes. */
const model: fc.Arbitrary<ModelShape> = fc.oneof(
  fc.constantFrom(...Object.values(SHAPES)),
  fc
    .tuple(fc.double({ min: 5e8, max: 2e12, noNaN: true }), fc.boolean())
    .map(([size, latent]) => genericDense(size, latent)),
  fc
    .tuple(
      fc.double({ min: 2e9, max: 2e12, noNaN: true }),
      fc.double({ min: 0.03, max: 0.5, noNaN: true }),
      fc.boolean(),
    )
    .map(([size, active, latent]) => genericMoe(size, size * active, latent)),
);

/** Every chip of the catalogue that can be simulated, and chips like it with any other rates. */
const catalogue = CATALOGUE.flatMap((record) => {
  const read = chipInput(record);
  return read.ok ? [read.chip] : [];
});
const rate = fc.double({ min: 0.1, max: 10, noNaN: true });
const like = (chips: readonly ChipInput[]): fc.Arbitrary<ChipInput> =>
  fc
    .tuple(fc.constantFrom(...chips), rate, rate)
    .map(([chip, memory, compute]) => stronger(faster(chip, memory), compute));
const gpuChip = like(catalogue.filter((chip) => chip.kind === 'gpu'));
const sramChip = like([CHIPS.lpu1, CHIPS.wse3, ...catalogue.filter((chip) => chip.kind === 'sram')]);
const software = fc.constantFrom(
  ...Object.values(SOFTWARE),
  SOFTWARE_PROFILES.vllm.value,
  SOFTWARE_PROFILES.sglang.value,
  SOFTWARE_PROFILES.trtllm.value,
);
const ranks = fc.constantFrom(1, 2, 4, 8);
const tokens = fc.integer({ min: 1, max: 20000 });

interface Batch {
  batch: number;
  context: number;
  chunks: { fresh: number; cached: number }[];
}
const batchOf = fc.record({
  batch: fc.integer({ min: 1, max: 256 }),
  context: tokens,
  chunks: fc.array(fc.record({ fresh: fc.integer({ min: 1, max: 4096 }), cached: tokens }), { maxLength: 3 }),
});

function shapeOf(b: Batch, window: number): StepShape {
  return {
    batch: b.batch,
    globalTokens: b.batch * b.context,
    localTokens: b.batch * Math.min(b.context, window),
    chunks: b.chunks.length,
    chunkNew: b.chunks.map((c) => c.fresh),
    chunkCached: b.chunks.map((c) => c.cached),
    finishing: b.chunks.length,
  };
}

function gpu(
  shape: ModelShape,
  chip: ChipInput,
  tensorParallel: number,
  software: SoftwareProfile = SOFTWARE.graph,
  kvFormat: KvFormat = 'fp8',
): StepCost {
  return makeGpuCost({ shape, chip, tensorParallel, weightFormat: 'fp8', kvFormat, software });
}

const sram = (shape: ModelShape, chip: ChipInput, kvFormat: KvFormat = 'fp8'): StepCost =>
  makeSramCost({ shape, chip, chips: 600, weightFormat: 'fp8', kvFormat });

function work(cost: StepCost, shape: StepShape) {
  const out = makeStepWork();
  cost.step(shape, out);
  return out;
}

const windowOf = (shape: ModelShape) => layerSplit(shape).window;
const seconds = (cost: StepCost, shape: ModelShape, b: Batch) =>
  work(cost, shapeOf(b, windowOf(shape))).seconds;

function withTiming(chip: ChipInput, change: (t: GpuTiming) => GpuTiming): ChipInput {
  return { ...chip, gpu: change(chip.gpu!) };
}
const faster = (chip: ChipInput, x: number): ChipInput => ({
  ...chip,
  memory: { ...chip.memory, bytesPerSecond: chip.memory.bytesPerSecond * x },
});
const stronger = (chip: ChipInput, x: number): ChipInput => ({
  ...chip,
  peakFlops: Object.fromEntries(Object.entries(chip.peakFlops).map(([k, v]) => [k, v * x])),
});
const linked = (chip: ChipInput, x: number): ChipInput =>
  withTiming(chip, (t) => ({
    ...t,
    allReduce: { ...t.allReduce, bytesPerSecond: t.allReduce.bytesPerSecond * x },
  }));

const EXACT = 1 + 1e-12;

describe('parts', () => {
  test('sum to the step, on GPUs and on SRAM', () => {
    fc.assert(
      fc.property(model, gpuChip, ranks, batchOf, software, (m, chip, tp, b, sw) => {
        const shape = m;
        const cost = gpu(shape, chip, tp, sw);
        const s = shapeOf(b, windowOf(shape));
        const total = work(cost, s);
        const parts = cost.explain(s);
        const sum = (f: (p: (typeof parts)[number]) => number) => parts.reduce((z, p) => z + f(p), 0);
        expect(sum((p) => p.seconds) / total.seconds).toBeCloseTo(1, 12);
        expect(sum((p) => p.flop) / total.flop).toBeCloseTo(1, 12);
        expect(sum((p) => p.bytes) / total.bytes).toBeCloseTo(1, 12);
      }),
      runs(500),
    );
    fc.assert(
      fc.property(model, sramChip, batchOf, (m, chip, b) => {
        const shape = m;
        const cost = sram(shape, chip);
        const s = shapeOf(b, windowOf(shape));
        const total = work(cost, s);
        const parts = cost.explain(s);
        expect(parts.reduce((z, p) => z + p.seconds, 0) / total.seconds).toBeCloseTo(1, 12);
        expect(parts.reduce((z, p) => z + p.flop, 0) / total.flop).toBeCloseTo(1, 12);
        expect(parts.reduce((z, p) => z + p.bytes, 0) / total.bytes).toBeCloseTo(1, 12);
      }),
      runs(500),
    );
  });
});

describe('a decode step is affine in its token sums', () => {
  const same = (cost: StepCost, shape: ModelShape, batch: number, context: number) => {
    const s = shapeOf({ batch, context, chunks: [] }, windowOf(shape));
    const exact = work(cost, s);
    const d = cost.decode(batch);
    const at = (a: { base: number; perGlobalToken: number; perLocalToken: number }) =>
      a.base + a.perGlobalToken * s.globalTokens + a.perLocalToken * s.localTokens;
    expect(Math.max(...d.branches.map(at)) / exact.seconds).toBeCloseTo(1, 12);
    expect(at(d.flop) / exact.flop).toBeCloseTo(1, 12);
    expect(at(d.bytes) / exact.bytes).toBeCloseTo(1, 12);
    expect(at(d.drawSeconds) / exact.drawSeconds).toBeCloseTo(1, 12);
    if (Number.isInteger(batch)) expect(cost.decode(batch)).toBe(d);
  };
  const batches = fc.oneof(fc.integer({ min: 1, max: 512 }), fc.double({ min: 0.01, max: 300, noNaN: true }));

  test('GPU', () => {
    fc.assert(
      fc.property(
        model,
        gpuChip,
        ranks,
        batches,
        tokens,
        fc.boolean(),
        (m, chip, tp, batch, context, eager) =>
          same(gpu(m, chip, tp, eager ? SOFTWARE.eagerHopper : SOFTWARE.graph), m, batch, context),
      ),
      runs(500),
    );
  });

  test('SRAM', () => {
    fc.assert(
      fc.property(model, sramChip, batches, tokens, (m, chip, batch, context) => {
        const cost = makeSramCost({
          shape: m,
          chip,
          chips: 600,
          weightFormat: 'fp8',
          kvFormat: 'fp8',
        });
        same(cost, m, batch, context);
      }),
      runs(500),
    );
  });
});

describe('monotonicity', () => {
  const factor = fc.double({ min: 1.01, max: 100, noNaN: true });

  test('a step is not slower with more bandwidth, compute or link', () => {
    fc.assert(
      fc.property(model, gpuChip, ranks, batchOf, factor, software, (shape, chip, tp, b, x, sw) => {
        const now = seconds(gpu(shape, chip, tp, sw), shape, b) * EXACT;
        for (const better of [faster(chip, x), stronger(chip, x), linked(chip, x)])
          expect(seconds(gpu(shape, better, tp, sw), shape, b)).toBeLessThanOrEqual(now);
      }),
      runs(500),
    );
    fc.assert(
      fc.property(model, sramChip, batchOf, factor, (shape, chip, b, x) => {
        const now = seconds(sram(shape, chip), shape, b) * EXACT;
        const wider = {
          ...chip,
          sram: { ...chip.sram!, linkBytesPerSecond: chip.sram!.linkBytesPerSecond * x },
        };
        for (const better of [faster(chip, x), stronger(chip, x), wider])
          expect(seconds(sram(shape, better), shape, b)).toBeLessThanOrEqual(now);
      }),
      runs(500),
    );
  });

  /** All that may grow in a step; the prompt behind a chunk is another matter. */
  const grown = (b: Batch, more: number): Batch[] => [
    { ...b, batch: b.batch + more },
    { ...b, context: b.context + more },
    { ...b, chunks: b.chunks.map((c) => ({ ...c, fresh: c.fresh + more })) },
  ];
  const behind = (b: Batch, more: number): Batch => ({
    ...b,
    chunks: b.chunks.map((c) => ({ ...c, cached: c.cached + more })),
  });
  const more = fc.integer({ min: 1, max: 500 });

  test('and not faster with more sequences, context, prompt tokens or KV bytes', () => {
    fc.assert(
      fc.property(model, gpuChip, ranks, batchOf, more, software, (shape, chip, tp, b, n, sw) => {
        const cost = gpu(shape, chip, tp, sw);
        const now = seconds(cost, shape, b);
        for (const bigger of grown(b, n))
          expect(seconds(cost, shape, bigger) * EXACT).toBeGreaterThanOrEqual(now);
        // Longer keys fill the matrix units better; the work itself must still grow.
        const flop = (x: Batch) => work(cost, shapeOf(x, windowOf(shape))).flop;
        expect(flop(behind(b, n)) * EXACT).toBeGreaterThanOrEqual(flop(b));
        expect(seconds(gpu(shape, chip, tp, sw, 'bf16'), shape, b) * EXACT).toBeGreaterThanOrEqual(now);
      }),
      runs(500),
    );
    fc.assert(
      fc.property(model, sramChip, batchOf, more, (shape, chip, b, n) => {
        const cost = sram(shape, chip);
        const now = seconds(cost, shape, b);
        for (const bigger of [...grown(b, n), behind(b, n)])
          expect(seconds(cost, shape, bigger) * EXACT).toBeGreaterThanOrEqual(now);
        expect(seconds(sram(shape, chip, 'bf16'), shape, b) * EXACT).toBeGreaterThanOrEqual(now);
      }),
      runs(500),
    );
  });
});

describe('limits', () => {
  const total = (cost: StepCost, shape: ModelShape, b: Batch, label: string) =>
    cost
      .explain(shapeOf(b, windowOf(shape)))
      .filter((p) => p.boundBy === label)
      .reduce((sum, p) => sum + p.seconds, 0);

  const ENDLESS = 1e12;
  /** With rates that are endless, ten times as much changes nothing: what is left is the other two terms. */
  const settled = (now: number, more: number) => expect(more / now).toBeCloseTo(1, 9);

  test('without bandwidth limits compute and latency are left; without compute limits bytes and latency', () => {
    fc.assert(
      fc.property(model, gpuChip, ranks, batchOf, (m, chip, tp, b) => {
        const shape = m;
        expect(total(gpu(shape, faster(chip, ENDLESS), tp), shape, b, 'bytes')).toBe(0);
        expect(total(gpu(shape, stronger(chip, ENDLESS), tp), shape, b, 'compute')).toBe(0);
        for (const better of [faster, stronger]) {
          const at = (x: number) => seconds(gpu(shape, better(chip, x), tp), shape, b);
          settled(at(ENDLESS), at(10 * ENDLESS));
        }
        // No byte is waited for, so it does not matter how many there are.
        const read = (format: KvFormat) =>
          seconds(gpu(shape, faster(chip, ENDLESS), tp, SOFTWARE.graph, format), shape, b);
        settled(read('fp8'), read('bf16'));
      }),
      runs(500),
    );
    fc.assert(
      fc.property(model, sramChip, batchOf, (shape, chip, b) => {
        for (const better of [faster, stronger]) {
          const at = (x: number) => seconds(sram(shape, better(chip, x)), shape, b);
          settled(at(ENDLESS), at(10 * ENDLESS));
        }
        expect(total(sram(shape, faster(chip, ENDLESS)), shape, b, 'bytes')).toBeLessThan(1e-12);
      }),
      runs(500),
    );
  });

  test('one rank communicates nothing', () => {
    fc.assert(
      fc.property(model, gpuChip, batchOf, (m, chip, b) => {
        const parts = gpu(m, chip, 1).explain(shapeOf(b, windowOf(m)));
        expect(parts.some((p) => p.name === 'comm')).toBe(false);
      }),
      runs(500),
    );
  });
});

describe('scaling: rates times x, latencies over x', () => {
  const factor = fc.double({ min: 0.1, max: 10, noNaN: true });
  const shorter = (software: SoftwareProfile, x: number): SoftwareProfile => ({
    ...software,
    stepSeconds: software.stepSeconds / x,
    sequenceSeconds: software.sequenceSeconds / x,
    hostLayerSeconds: software.hostLayerSeconds / x,
  });

  test('GPU: times fall by x; joules stay if TDP grows by x', () => {
    fc.assert(
      fc.property(model, gpuChip, ranks, batchOf, factor, (m, chip, tp, b, x) => {
        const shape = m;
        const tau = <T extends { tauSeconds: number }>(t: T): T => ({ ...t, tauSeconds: t.tauSeconds / x });
        const quick = withTiming(linked(stronger(faster(chip, x), x), x), (t) => ({
          gemm: Object.fromEntries(Object.entries(t.gemm).map(([k, v]) => [k, tau(v)])),
          decodeAttention: tau(t.decodeAttention),
          prefillAttention: tau(t.prefillAttention),
          allReduce: {
            ...t.allReduce,
            baseSeconds: t.allReduce.baseSeconds / x,
            perDoublingSeconds: t.allReduce.perDoublingSeconds / x,
          },
          allToAll: t.allToAll,
          moe: tau(t.moe),
          aux: tau(t.aux),
        }));
        const s = shapeOf(b, windowOf(shape));
        const before = work(gpu(shape, chip, tp), s);
        const after = work(gpu(shape, quick, tp, shorter(SOFTWARE.graph, x)), s);
        expect((after.seconds * x) / before.seconds).toBeCloseTo(1, 11);
        const joules = (c: ChipInput, w: typeof before, tdp: number) =>
          tdp * tdpSecondsOfStep(c.power.base, w);
        expect(joules(quick, after, 700 * x) / joules(chip, before, 700)).toBeCloseTo(1, 11);
      }),
      runs(500),
    );
  });

  test('SRAM: times fall by x', () => {
    fc.assert(
      fc.property(model, sramChip, batchOf, factor, (m, chip, b, x) => {
        const shape = m;
        const t = chip.sram!;
        const quicker: SramTiming = {
          ...t,
          hopSeconds: t.hopSeconds / x,
          linkBytesPerSecond: t.linkBytesPerSecond * x,
          layerBaseSeconds: t.layerBaseSeconds / x,
          layerPerWidthSeconds: t.layerPerWidthSeconds / x,
        };
        const make = (c: ChipInput) => sram(shape, c);
        const quick = { ...stronger(faster(chip, x), x), sram: quicker };
        expect((seconds(make(quick), shape, b) * x) / seconds(make(chip), shape, b)).toBeCloseTo(1, 11);
      }),
      runs(500),
    );
  });
});

describe('equivalences', () => {
  test('a window no context reaches is no window', () => {
    const reach = (b: Batch) => Math.max(b.context, ...b.chunks.map(({ fresh, cached }) => fresh + cached));
    fc.assert(
      fc.property(model, gpuChip, sramChip, ranks, batchOf, fc.nat(1000), (m, chip, lpu, tp, b, beyond) => {
        const whole: ModelShape = { ...m, window: null };
        const tokens = reach(b) + beyond;
        const local = Math.floor(m.layers / 2);
        const window = { tokens, localLayers: local, globalLayers: m.layers - local };
        const windowed: ModelShape = { ...m, window };
        // Two classes of layers launch two kernels each, but for the same layers: nothing else differs.
        for (const make of [(s: ModelShape) => gpu(s, chip, tp), (s: ModelShape) => sram(s, lpu)]) {
          const a = work(make(whole), shapeOf(b, Infinity));
          const c = work(make(windowed), shapeOf(b, tokens));
          expect(c.seconds / a.seconds).toBeCloseTo(1, 11);
          expect(c.flop / a.flop).toBeCloseTo(1, 11);
          expect(c.bytes / a.bytes).toBeCloseTo(1, 11);
        }
        expect(
          kvBytesOfSequence(windowed, tokens, 'fp8') / kvBytesOfSequence(whole, tokens, 'fp8'),
        ).toBeCloseTo(1, 12);
      }),
      runs(500),
    );
  });

  test('a mixture that uses all its experts does the work of a dense FFN as wide', () => {
    const experts = fc.integer({ min: 1, max: 64 });
    const width = fc.integer({ min: 1, max: 40 }).map((n) => 64 * n);
    fc.assert(
      fc.property(gpuChip, sramChip, ranks, batchOf, experts, width, (chip, lpu, tp, b, e, expertWidth) => {
        const mixtral = SHAPES['mixtral-8x7b'];
        const moe = { ...mixtral.moe!, experts: e, expertsPerToken: e, expertWidth, router: false };
        const all: ModelShape = { ...mixtral, moe };
        const dense: ModelShape = { ...mixtral, moe: null, ffnWidth: e * expertWidth };
        const part = (shape: ModelShape, name: string) =>
          gpu(shape, chip, tp)
            .explain(shapeOf(b, Infinity))
            .find((p) => p.name === name)!;
        expect(part(all, 'moe').flop / part(dense, 'ffn').flop).toBeCloseTo(1, 12);
        // All experts are hit, so their weights are read whole; activations on their way are counted otherwise.
        const weights = weightBytes(all, 'fp8') - weightBytes({ ...all, moe: null, ffnWidth: 0 }, 'fp8');
        expect(part(all, 'moe').bytes * tp).toBeGreaterThanOrEqual(weights * (1 - 1e-12));
        const [a, d] = [
          work(sram(all, lpu), shapeOf(b, Infinity)),
          work(sram(dense, lpu), shapeOf(b, Infinity)),
        ];
        expect(a.flop / d.flop).toBeCloseTo(1, 12);
        expect(a.bytes / d.bytes).toBeCloseTo(1, 12);
      }),
      runs(500),
    );
  });

  test('work of a prompt does not depend on its chunks', () => {
    fc.assert(
      fc.property(
        model,
        gpuChip,
        ranks,
        fc.integer({ min: 2, max: 8000 }),
        fc.nat({ max: 5000 }),
        (m, chip, tp, n, c) => {
          const shape = m;
          const cost = gpu(shape, chip, tp);
          const first = Math.max(1, Math.floor(n / 3));
          const chunk = (fresh: number, cached: number, finishing: number): StepShape => ({
            batch: 0,
            globalTokens: 0,
            localTokens: 0,
            chunks: 1,
            chunkNew: [fresh],
            chunkCached: [cached],
            finishing,
          });
          const flop = (s: StepShape) => work(cost, s).flop;
          const whole = flop(chunk(n, c, 1));
          // Every iteration samples one position, even one that ends no prompt.
          const head = (2 * shape.vocabulary * shape.width) / tp;
          const parts = flop(chunk(first, c, 0)) + flop(chunk(n - first, c + first, 1)) - head;
          expect(parts / whole).toBeCloseTo(1, 12);
        },
      ),
      runs(500),
    );
  });
});
