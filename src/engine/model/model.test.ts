import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FixtureModel } from '../fixtures/models';
import { PUBLISHED_PARAMETERS, SHAPES } from '../fixtures/models';
import { runs } from '../fixtures/runs';
import type { WeightFormat } from '../input';
import { coverage, coverageSkewed } from './coverage';
import { attentionPairs, prefillFlops } from './flops';
import { computeFormat, peakFlops } from './formats';
import { genericDense, genericMoe } from './generic';
import { kvBytesOfSequence, kvBytesPerTokenLayer, kvShards } from './kv-bytes';
import { countParameters } from './parameters';
import { weightBytes } from './weight-bytes';

const names = Object.keys(SHAPES) as FixtureModel[];
const model = fc.constantFrom(...names);

describe('parameters', () => {
  test.each(Object.entries(PUBLISHED_PARAMETERS))('%s has the published count', (name, count) => {
    expect(countParameters(SHAPES[name as FixtureModel]).total).toBe(count);
  });

  test('published to some digits only', () => {
    const billions = (name: FixtureModel) => countParameters(SHAPES[name]).total / 1e9;
    expect(billions('gpt-oss-120b')).toBeCloseTo(116.83, 2);
    expect(countParameters(SHAPES['gpt-oss-120b']).active / 1e9).toBeCloseTo(5.13, 2);
    expect(billions('gemma-3-27b')).toBeCloseTo(27.0, 1);
  });
});

describe('bytes', () => {
  test('fall with the format; only bf16 has two per parameter', () => {
    const order: WeightFormat[] = ['bf16', 'fp8b', 'fp8', 'nvfp4', 'mxfp4', 'int4'];
    for (const name of names) {
      const bytes = order.map((f) => weightBytes(SHAPES[name], f));
      for (let i = 1; i < bytes.length; i++) expect(bytes[i]!, name).toBeLessThan(bytes[i - 1]!);
      expect(weightBytes(SHAPES[name], 'bf16')).toBe(2 * countParameters(SHAPES[name]).total);
      expect(weightBytes(SHAPES[name], 'int8')).toBe(weightBytes(SHAPES[name], 'fp8'));
    }
  });

  test('KV does not grow with quantisation or with a smaller window', () => {
    fc.assert(
      fc.property(
        model,
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 1, max: 1e5 }),
        (m, tokens, window) => {
          const shape = SHAPES[m];
          const at = (f: 'bf16' | 'fp8' | 'int4') => kvBytesOfSequence(shape, tokens, f);
          expect(at('fp8')).toBeLessThanOrEqual(at('bf16'));
          expect(at('int4')).toBeLessThanOrEqual(at('fp8'));
          const split = {
            localLayers: Math.floor(shape.layers / 2),
            globalLayers: Math.ceil(shape.layers / 2),
          };
          const limited = (w: number) =>
            kvBytesOfSequence({ ...shape, window: { tokens: w, ...split } }, tokens, 'fp8');
          expect(limited(window)).toBeLessThanOrEqual(limited(2 * window));
          expect(limited(2e6)).toBe(kvBytesOfSequence({ ...shape, window: null }, tokens, 'fp8'));
        },
      ),
      runs(500),
    );
  });

  test('ranks share KV heads, never the latent', () => {
    expect(kvShards(SHAPES['llama-3.1-70b'], 4)).toBe(4);
    expect(kvShards(SHAPES['qwen3-30b-a3b'], 8)).toBe(4);
    expect(kvShards(SHAPES['deepseek-v3'], 8)).toBe(1);
  });
});

describe('FLOPs', () => {
  test('chunks add up to the whole', () => {
    fc.assert(
      fc.property(
        model,
        fc.integer({ min: 2, max: 20000 }),
        fc.nat({ max: 20000 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (m, n, cached, cutAt) => {
          const first = Math.max(1, Math.floor(n * cutAt));
          const flop = (fresh: number, c: number) => prefillFlops(SHAPES[m], fresh, c, 0);
          const whole = flop(n, cached);
          const a = flop(first, cached);
          const b = flop(n - first, cached + first);
          expect((a.attention + b.attention) / whole.attention).toBeCloseTo(1, 12);
          expect((a.linear + b.linear) / whole.linear).toBeCloseTo(1, 12);
        },
      ),
      runs(500),
    );
  });

  test('windowed pairs by counting', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.nat({ max: 60 }),
        fc.integer({ min: 1, max: 80 }),
        (n, c, w) => {
          let pairs = 0;
          for (let i = 1; i <= n; i++) pairs += Math.min(c + i, w);
          expect(attentionPairs(n, c, w)).toBe(pairs);
        },
      ),
      runs(500),
    );
  });
});

describe('experts hit', () => {
  const experts = fc
    .integer({ min: 1, max: 400 })
    .chain((e) => fc.tuple(fc.constant(e), fc.integer({ min: 1, max: e })));

  test('between k and all, k for one token, concave, all when every token uses all', () => {
    fc.assert(
      fc.property(experts, fc.integer({ min: 1, max: 10000 }), ([e, k], t) => {
        const hit = coverage(e, k, t);
        expect(hit).toBeGreaterThanOrEqual(k * (1 - 1e-12));
        expect(hit).toBeLessThanOrEqual(e);
        expect(coverage(e, k, 1) / k).toBeCloseTo(1, 12);
        expect(coverage(e, e, t)).toBe(e);
        const growth = hit - coverage(e, k, t - 1);
        expect(coverage(e, k, t + 1) - hit).toBeLessThanOrEqual(growth + 1e-9);
      }),
      runs(500),
    );
  });

  test('skew hits fewer; no skew is the uniform case', () => {
    fc.assert(
      fc.property(
        experts,
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1.2, noNaN: true }),
        ([e, k], t, a) => {
          const skewed = coverageSkewed(e, k, t, a);
          expect(skewed).toBeLessThanOrEqual(coverage(e, k, t) + 1e-9);
          expect(coverageSkewed(e, k, 1, a)).toBeCloseTo(k, 6);
          expect(skewed).toBeGreaterThanOrEqual(k - 1e-6);
        },
      ),
      runs(500),
    );
    expect(coverageSkewed(64, 4, 10, 0)).toBe(coverage(64, 4, 10));
  });
});

describe('compute formats', () => {
  test('the chip decides', () => {
    const hopper = { peakFlops: { bf16: 1, fp8: 2 } };
    const blackwell = { peakFlops: { bf16: 1, fp8: 2, nvfp4: 4 } };
    expect(computeFormat(hopper, 'fp8b')).toBe('fp8');
    expect(computeFormat(hopper, 'nvfp4')).toBe('bf16');
    expect(computeFormat(blackwell, 'mxfp4')).toBe('nvfp4');
    expect(computeFormat(blackwell, 'int4')).toBe('bf16');
    expect(computeFormat({ peakFlops: { bf16: 1 } }, 'fp8')).toBe('bf16');
    expect(peakFlops({ peakFlops: { fp8: 7 } }, 'bf16')).toBe(7);
    expect(() => peakFlops({ peakFlops: {} }, 'bf16')).toThrow(RangeError);
  });
});

describe('generic models', () => {
  test.each([false, true])(
    'have the parameters asked for, and grow smoothly; latent attention: %s',
    (latent) => {
      let before = 0;
      for (let i = 0; i <= 200; i++) {
        const parameters = 0.5e9 * Math.pow(4000, i / 200);
        const shape = genericDense(parameters, latent);
        expect(countParameters(shape).total / parameters).toBeCloseTo(1, 11);
        expect(shape.width).toBeGreaterThan(before);
        // 200 steps of 4 %: a jump in width would show.
        if (before > 0) expect(shape.width / before).toBeLessThan(1.05);
        before = shape.width;
      }
    },
  );

  test('mixtures meet total and active', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e9, max: 1e11, noNaN: true }),
        fc.double({ min: 3, max: 40, noNaN: true }),
        fc.boolean(),
        (active, ratio, latent) => {
          const { total, active: used } = countParameters(genericMoe(active * ratio, active, latent));
          expect(total / (active * ratio)).toBeCloseTo(1, 11);
          expect(used / active).toBeCloseTo(1, 11);
        },
      ),
      runs(500),
    );
    expect(genericMoe(1e9, 5e9).moe!.experts).toBe(8);
  });

  test('latent attention keeps 576 elements a token and layer, as DeepSeek-V3 does, and its heads', () => {
    const shape = genericMoe(671e9, 37e9, true);
    expect(kvBytesPerTokenLayer(shape, 'bf16')).toBe(1152);
    const { width, queryHeads, mla } = shape;
    expect(queryHeads / width).toBeCloseTo(128 / 7168, 12);
    expect(mla!.queryRank / width).toBeCloseTo(1536 / 7168, 12);
    expect(genericMoe(671e9, 37e9).mla).toBeNull();
  });
});
