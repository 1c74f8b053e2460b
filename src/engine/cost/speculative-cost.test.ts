import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHIPS } from '../fixtures/chips';
import { SHAPES } from '../fixtures/models';
import { SOFTWARE } from '../fixtures/software';
import { speculativeTpot } from '../speculation';
import { flat } from './evaluate';
import { makeGpuCost } from './gpu-cost';
import { SpeculativeCost, type SpeculativeCostInput } from './speculative-cost';
import { makeSramCost } from './sram-cost';
import { makeStepWork, type StepCost, type StepWork } from './step-cost';
import { decodeShape, promptShape } from './step-shapes';

/** Steps of a fixed length. */
function fixed(seconds: number): StepCost {
  return {
    decode: () => ({ branches: [flat(seconds)], flop: flat(2), drawSeconds: flat(1), bytes: flat(4) }),
    step: (shape, out) => {
      const steps = shape.batch > 0 ? 1 : 0;
      Object.assign(out, {
        seconds: steps * seconds,
        flop: 2 * steps,
        drawSeconds: steps,
        bytes: 4 * steps,
      });
    },
    explain: () => [{ name: 'all', seconds, flop: 2, bytes: 4, boundBy: 'bytes' }],
  };
}

function work(cost: StepCost, shape: ReturnType<typeof decodeShape>): StepWork {
  const out = makeStepWork();
  cost.step(shape, out);
  return { ...out };
}

const spec = (rest: Partial<SpeculativeCostInput>): SpeculativeCost =>
  new SpeculativeCost({
    verify: fixed(20e-3),
    draft: fixed(1.25e-3),
    drafted: 4,
    acceptance: 0.8,
    apart: null,
    groups: 1,
    rounds: false,
    ...rest,
  });
const seconds = (cost: StepCost, b = 1) => work(cost, decodeShape(b, 1000, Infinity)).seconds;

const gpu = (name: keyof typeof SHAPES, queries = 1) =>
  makeGpuCost({
    shape: SHAPES[name],
    chip: CHIPS.h100,
    tensorParallel: 8,
    weightFormat: 'fp8',
    kvFormat: 'fp8',
    software: SOFTWARE.graph,
    queries,
  });
const sram = (name: keyof typeof SHAPES, queries = 1) =>
  makeSramCost({
    shape: SHAPES[name],
    chip: CHIPS.lpu1,
    chips: 576,
    weightFormat: 'fp8',
    kvFormat: 'fp8',
    queries,
  });
const TARGETS = { gpu, sram };
const target = fc.constantFrom<keyof typeof TARGETS>('gpu', 'sram');
const batch = fc.constantFrom(1, 2, 9, 64);
const drafted = fc.integer({ min: 1, max: 8 });

describe('draft and verify', () => {
  test.each([
    [1, 11.81],
    [2, 9.221],
    [4, 7.437],
    [8, 6.93],
  ])('the worked example with %i drafted tokens takes %f ms a token', (tokens, ms) => {
    expect(seconds(spec({ drafted: tokens })) * 1e3).toBeCloseTo(ms, 2);
  });

  test('is the formula for any acceptance; nothing accepted is one token a round, everything γ + 1', () => {
    fc.assert(
      fc.property(drafted, fc.double({ min: 0, max: 1, noNaN: true }), (n, a) => {
        expect(seconds(spec({ drafted: n, acceptance: a }))).toBeCloseTo(
          speculativeTpot(a, n, 1.25e-3, 20e-3),
          12,
        );
        expect(seconds(spec({ drafted: n, acceptance: 0 }))).toBeCloseTo(n * 1.25e-3 + 20e-3, 12);
        expect(seconds(spec({ drafted: n, acceptance: 1 }))).toBeCloseTo((n * 1.25e-3 + 20e-3) / (n + 1), 12);
      }),
    );
  });

  test('nothing drafted is plain decoding, bit for bit (invariant 31)', () => {
    fc.assert(
      fc.property(target, batch, fc.nat(30_000), (kind, b, tokens) => {
        const verify = TARGETS[kind]('llama-3.1-70b');
        const cost = spec({ verify, draft: TARGETS[kind]('llama-3.2-1b'), drafted: 0 });
        const shape = decodeShape(b, tokens, Infinity);
        const plain = work(verify, shape);
        const drafting = work(cost, shape);
        for (const key of ['seconds', 'flop', 'bytes'] as const) expect(drafting[key]).toBe(plain[key]);
        const branches = cost.decode(b).branches.map(({ busy: _, ...a }) => a);
        for (const branch of verify.decode(b).branches) expect(branches).toContainEqual(branch);
      }),
    );
  });

  test('verifying several tokens reads weights and KV once and computes every token', () => {
    fc.assert(
      fc.property(target, batch, drafted, (kind, b, n) => {
        const shape = decodeShape(b, 8000, Infinity);
        const one = work(TARGETS[kind]('llama-3.1-70b'), shape);
        const several = work(TARGETS[kind]('llama-3.1-70b', n + 1), shape);
        expect(several.flop / one.flop).toBeCloseTo(n + 1, 9);
        expect(several.bytes / one.bytes).toBeLessThan(1 + 0.1 * n);
        expect(several.seconds).toBeGreaterThan(one.seconds);
        expect(several.seconds).toBeLessThan((n + 1) * one.seconds);
      }),
    );
  });

  test('a step and its parts agree, with prompts in it and without', () => {
    fc.assert(
      fc.property(target, fc.constantFrom(0, 1, 9), drafted, fc.boolean(), (kind, b, n, prompt) => {
        fc.pre(b > 0 || prompt);
        const verify = TARGETS[kind]('llama-3.1-70b', n + 1);
        const cost = spec({ verify, draft: TARGETS[kind]('llama-3.2-1b'), drafted: n });
        const shape = prompt ? promptShape(700, b, 3000, Infinity) : decodeShape(b, 3000, Infinity);
        const told = cost.explain(shape).reduce((sum, part) => sum + part.seconds, 0);
        expect(told / work(cost, shape).seconds).toBeCloseTo(1, 9);
      }),
    );
  });

  test('a draft pool shared by lanes does the same work as its parts', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 8), drafted, (lanes, n) => {
        const [branch] = spec({ drafted: n, apart: { lanes, chips: 2 } }).decode(3).branches;
        const steps = 1 / (seconds(spec({ drafted: n })) / (n * 1.25e-3 + 20e-3));
        expect(branch!.busy![0]!.base).toBeCloseTo(20e-3 / steps, 12);
        expect(branch!.busy![1]!.base).toBeCloseTo((n * 1.25e-3) / lanes / steps, 12);
        expect(branch!.base).toBeCloseTo((n * 1.25e-3 + 20e-3) / steps, 12);
      }),
    );
  });
});
