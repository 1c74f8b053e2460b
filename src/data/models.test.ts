import { describe, expect, it } from 'vitest';
import type { ModelShape } from '../engine/input';
import { MODELS, modelById } from './catalog';

/** Parameter count from the shape, written here independently of the engine: it checks the expanded fields. */
function parameters(s: ModelShape): number {
  const { width: d, headWidth, queryHeads, kvHeads, mla, moe } = s;
  const yes = (flag: boolean, n: number) => (flag ? n : 0);
  let attention: number;
  if (mla) {
    const { queryRank, kvRank, noRopeWidth, ropeWidth, valueWidth } = mla;
    attention = d * queryRank + queryRank * queryHeads * (noRopeWidth + ropeWidth) + d * (kvRank + ropeWidth);
    attention += kvRank * queryHeads * (noRopeWidth + valueWidth) + queryHeads * valueWidth * d;
    attention += yes(mla.norms, queryRank + kvRank);
  } else {
    attention = d * headWidth * (2 * queryHeads + 2 * kvHeads);
    attention += yes(s.qkvBias, headWidth * (queryHeads + 2 * kvHeads)) + yes(s.outputBias, d);
    attention += yes(s.qkNorm, 2 * headWidth) + yes(s.attentionSinks, queryHeads);
  }
  const norms = s.normsPerLayer * d * (s.normBias ? 2 : 1);
  const denseLayers = moe ? moe.denseLayers : s.layers;
  const denseWidth = moe ? moe.denseWidth : s.ffnWidth;
  const ffn = (s.gated ? 3 : 2) * d * denseWidth + yes(s.mlpBias, denseWidth + d);
  let total = s.layers * (attention + norms) + denseLayers * ffn + (1 + s.headOwned) * s.vocabulary * d;
  total += d * (s.normBias ? 2 : 1) + yes(s.embeddingNorm, 2 * d) + s.learnedPositions * d;
  if (moe) {
    const { experts, expertWidth, sharedExperts, sharedWidth } = moe;
    const expert = 3 * d * expertWidth + yes(moe.expertBias, 2 * expertWidth + d);
    const router = yes(moe.router, d * experts + yes(moe.routerBias, experts));
    total += (s.layers - denseLayers) * (experts * expert + sharedExperts * 3 * d * sharedWidth + router);
  }
  return total;
}

const exact = MODELS.filter((model) => model.published.parameters.value !== null);
const printed = MODELS.filter((model) => model.published.parameters.value === null);

describe('models', () => {
  it.each(exact.map((model) => [model.id, model] as const))(
    '%s counts its checkpoint exactly',
    (_, model) => {
      expect(parameters(model.shape)).toBe(model.published.parameters.value);
    },
  );

  it('are counted from a source where their configuration was read', () => {
    for (const { id, published, provenance, sources } of exact) {
      const { class: of, source } = published.parameters;
      expect([of, source], id).toEqual(
        provenance.class === 'sourced' ? ['sourced', sources] : ['assumed', ['bg']],
      );
    }
  });

  it.each(printed.map((model) => [model.id, model] as const))(
    '%s agrees with its printed size',
    (_, model) => {
      const [, size, suffix] = model.published.parametersText!.match(/([\d.]+)([BT])/)!;
      const billions = Number(size) * (suffix === 'T' ? 1000 : 1);
      expect(Math.abs(parameters(model.shape) / 1e9 / billions - 1)).toBeLessThan(0.015);
    },
  );

  it('have positive counts, a context, and windows that cover every layer', () => {
    for (const { id, shape, maxContext, type, nativeFormat } of MODELS) {
      for (const count of [shape.layers, shape.width, shape.queryHeads, shape.kvHeads, shape.vocabulary]) {
        expect(count, id).toBeGreaterThan(0);
      }
      expect(maxContext, id).toBeGreaterThanOrEqual(2048);
      expect(type === 'moe', id).toBe(shape.moe !== null);
      expect(['bf16', 'fp8b', 'mxfp4-experts'], id).toContain(nativeFormat);
      const { window } = shape;
      if (window) expect(window.localLayers + window.globalLayers, id).toBe(shape.layers);
    }
  });

  it('say which shapes were read and which recalled', () => {
    expect(modelById('llama-3.1-70b')?.provenance.class).toBe('sourced');
    expect(modelById('phi-4')?.provenance.class).toBe('assumed');
    for (const model of MODELS) expect(model.sources, model.id).not.toEqual([]);
  });

  it('keep two old ones for validation only', () => {
    const old = MODELS.filter((model) => model.validationOnly).map((model) => model.id);
    expect(old).toEqual(['bloom-176b', 'gpt-3-175b']);
  });
});
