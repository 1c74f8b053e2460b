import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitLayerTpot } from '../afd';
import { CHIPS } from '../fixtures/chips';
import { SHAPES } from '../fixtures/models';
import { SOFTWARE } from '../fixtures/software';
import { layerSplit } from '../model/kv-bytes';
import { AfdCost, type AfdCostInput } from './afd-cost';
import { makeGpuCost } from './gpu-cost';
import { makeSramCost } from './sram-cost';
import { makeStepWork, type StepCost, type StepWork } from './step-cost';
import { decodeShape } from './step-shapes';

const MODELS = ['llama-3.1-70b', 'mixtral-8x7b', 'deepseek-v3', 'gpt-oss-120b', 'mistral-7b'] as const;
const model = fc.constantFrom(...MODELS);
const ranks = fc.constantFrom(1, 2, 8);
const batch = fc.constantFrom(1, 2, 3, 7, 32, 200);
const context = fc.integer({ min: 1, max: 20_000 });

function work(cost: StepCost, shape: ReturnType<typeof decodeShape>): StepWork {
  const out = makeStepWork();
  cost.step(shape, out);
  return { ...out };
}

interface Setup {
  name: (typeof MODELS)[number];
  tensorParallel: number;
}

function parts({ name, tensorParallel }: Setup, queries = 1) {
  const common = {
    chip: CHIPS.h100,
    weightFormat: 'fp8',
    kvFormat: 'fp8',
    software: SOFTWARE.graph,
  } as const;
  const input = { ...common, shape: SHAPES[name], tensorParallel, queries };
  return {
    whole: makeGpuCost(input),
    attention: makeGpuCost(input, 'attention'),
    ffn: makeGpuCost(input, 'ffn'),
    head: makeGpuCost(input, 'head'),
  };
}

function split(setup: Setup, rest: Partial<AfdCostInput> = {}): AfdCost {
  const { shape } = { shape: SHAPES[setup.name] };
  const { attention, head, ffn } = parts(setup, rest.queries);
  return new AfdCost({
    attention,
    head,
    ffn,
    ffnChips: setup.tensorParallel,
    layers: shape.layers,
    width: shape.width,
    groups: 1,
    queries: 1,
    microBatches: 'auto',
    latencySeconds: 5e-6,
    bytesPerSecond: 4e11,
    hostSeconds: 0,
    visible: { global: 1000, local: 1000 },
    ...rest,
  });
}

const shapeOf = (name: Setup['name'], b: number, tokens: number) =>
  decodeShape(b, tokens, layerSplit(SHAPES[name]).window);
const setups = fc.record({ name: model, tensorParallel: ranks });
const close = (a: number, b: number) => expect(a / b).toBeCloseTo(1, 12);

describe('attention apart from the FFN', () => {
  test('the parts of a step sum to it', () => {
    fc.assert(
      fc.property(setups, batch, context, fc.constantFrom(1, 5), (setup, b, tokens, queries) => {
        const { whole, ...cut } = parts(setup, queries);
        const shape = shapeOf(setup.name, b, tokens);
        const all = Object.values(cut).map((cost) => work(cost, shape));
        for (const key of ['seconds', 'flop', 'bytes', 'drawSeconds'] as const)
          close(
            all.reduce((sum, w) => sum + w[key], 0),
            work(whole, shape)[key],
          );
      }),
    );
  });

  test('without a link to cross and with one micro-batch, it is the step of one machine', () => {
    fc.assert(
      fc.property(setups, batch, context, (setup, b, tokens) => {
        const near = { latencySeconds: 0, bytesPerSecond: Infinity, microBatches: 1 } as const;
        const shape = shapeOf(setup.name, b, tokens);
        const { whole } = parts(setup);
        const cost = split(setup, near);
        close(work(cost, shape).seconds, work(whole, shape).seconds);
        const { companions = [], ...own } = cost.decode(b);
        const at = (a: { base: number; perGlobalToken: number; perLocalToken: number }) =>
          a.base + a.perGlobalToken * shape.globalTokens + a.perLocalToken * shape.localTokens;
        close(at(own.flop) + at(companions[0]!.flop), work(whole, shape).flop);
        close(at(own.bytes) + at(companions[0]!.bytes), work(whole, shape).bytes);
      }),
    );
  });

  test('follows the formula of model.md §3.4 for any number of micro-batches', () => {
    fc.assert(
      fc.property(
        setups,
        fc.constantFrom(1, 2, 3, 4),
        fc.constantFrom(12, 48, 120),
        context,
        (setup, m, b, tokens) => {
          const { attention, ffn, head } = parts(setup);
          const { layers, width } = SHAPES[setup.name];
          const of = (cost: StepCost, n: number) => work(cost, shapeOf(setup.name, n, tokens)).seconds;
          const oneWay = 5e-6 + ((b / m) * width * 2) / 4e11;
          const told = splitLayerTpot(
            layers,
            m,
            of(attention, b / m) / layers,
            of(ffn, b / m) / layers,
            oneWay,
          );
          const asked = work(split(setup, { microBatches: m }), shapeOf(setup.name, b, tokens));
          close(asked.seconds, told + of(head, b));
        },
      ),
    );
  });

  test('auto is the fastest number of micro-batches, or one that is hardly slower and reads less', () => {
    fc.assert(
      fc.property(setups, batch, (setup, b) => {
        const shape = shapeOf(setup.name, b, 1000);
        const visible = { global: 1000, local: shape.localTokens / b };
        const auto = work(split(setup, { visible }), shape);
        for (let m = 1; m <= Math.min(8, b); m++) {
          const asked = work(split(setup, { microBatches: m }), shape);
          expect(auto.seconds).toBeLessThanOrEqual(asked.seconds / 0.97);
          if (asked.seconds < auto.seconds) expect(auto.bytes).toBeLessThan(asked.bytes);
        }
      }),
    );
  });

  test('a faster link or a shorter way is never slower', () => {
    fc.assert(
      fc.property(
        setups,
        batch,
        context,
        fc.double({ min: 1, max: 50, noNaN: true }),
        (setup, b, tokens, x) => {
          const shape = shapeOf(setup.name, b, tokens);
          const asked = work(split(setup, { microBatches: 2 }), shape).seconds;
          const wide = work(split(setup, { microBatches: 2, bytesPerSecond: 4e11 * x }), shape).seconds;
          const short = work(split(setup, { microBatches: 2, latencySeconds: 5e-6 / x }), shape).seconds;
          expect(wide).toBeLessThanOrEqual(asked);
          expect(short).toBeLessThanOrEqual(asked);
        },
      ),
    );
  });

  test('the parts told sum to the step, and nobody works longer than it', () => {
    fc.assert(
      fc.property(setups, batch, context, fc.constantFrom(1, 3), (setup, b, tokens, groups) => {
        const cost = split(setup, { groups });
        const shape = shapeOf(setup.name, b, tokens);
        const { seconds, busySeconds } = work(cost, shape);
        close(
          cost.explain(shape).reduce((sum, part) => sum + part.seconds, 0),
          seconds,
        );
        expect(busySeconds).toBeGreaterThan(0);
        expect(busySeconds).toBeLessThanOrEqual(seconds * (1 + 1e-12));
      }),
    );
  });

  test('groups share the work of a lane without losing any', () => {
    fc.assert(
      fc.property(setups, batch, context, (setup, b, tokens) => {
        const shape = shapeOf(setup.name, b, tokens);
        const kv = (groups: number) => {
          const { perGlobalToken, perLocalToken } = split(setup, { groups }).decode(b).bytes;
          return groups * (perGlobalToken * shape.globalTokens + perLocalToken * shape.localTokens);
        };
        close(kv(3), kv(1));
      }),
    );
  });

  test('prompts are refused', () => {
    const shape = { ...decodeShape(1, 10, Infinity), chunks: 1, chunkNew: [5], chunkCached: [0] };
    expect(() => work(split({ name: 'llama-3.1-70b', tensorParallel: 8 }), shape)).toThrow(
      'computes no prompts',
    );
  });

  test('the FFN of an SRAM machine takes less of everything than the whole, and no KV', () => {
    for (const name of MODELS) {
      const input = {
        shape: SHAPES[name],
        chip: CHIPS.lpu1,
        chips: 4096,
        weightFormat: 'fp8',
        kvFormat: 'fp8',
      } as const;
      const shape = shapeOf(name, 4, 5000);
      const whole = work(makeSramCost(input), shape);
      const ffn = work(makeSramCost({ ...input, ffnOnly: true }), shape);
      for (const key of ['seconds', 'flop', 'bytes'] as const) expect(ffn[key]).toBeLessThan(whole[key]);
      expect(ffn).toEqual(work(makeSramCost({ ...input, ffnOnly: true }), shapeOf(name, 4, 1)));
    }
  });
});
