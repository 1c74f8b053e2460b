import { describe, expect, it } from 'vitest';
import { modelById } from '../data/catalog';
import { countParameters } from '../engine/model/parameters';
import { readExtraCatalog } from './extra-catalog';
import { shapeOfConfig } from './hf-config';

const LLAMA = {
  hidden_size: 4096,
  intermediate_size: 14336,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
  hidden_act: 'silu',
  tie_word_embeddings: false,
  max_position_embeddings: 131072,
};

const DEEPSEEK = {
  hidden_size: 7168,
  intermediate_size: 18432,
  num_attention_heads: 128,
  num_hidden_layers: 61,
  num_key_value_heads: 128,
  vocab_size: 129280,
  q_lora_rank: 1536,
  kv_lora_rank: 512,
  qk_nope_head_dim: 128,
  qk_rope_head_dim: 64,
  v_head_dim: 128,
  n_routed_experts: 256,
  num_experts_per_tok: 8,
  moe_intermediate_size: 2048,
  n_shared_experts: 1,
  first_k_dense_replace: 3,
  hidden_act: 'silu',
};

function totalOf(config: Record<string, unknown>): number {
  const read = shapeOfConfig(config);
  if (!read.ok) throw new Error(read.why);
  return countParameters(read.shape).total;
}

describe('a published configuration', () => {
  it('of a model with grouped-query attention has the parameters of the catalogue', () => {
    expect(totalOf(LLAMA)).toBe(countParameters(modelById('llama-3.1-8b')!.shape).total);
  });

  it('of a mixture with latent attention too, within its router biases', () => {
    const catalogue = countParameters(modelById('deepseek-v3')!.shape).total;
    expect(Math.abs(totalOf(DEEPSEEK) / catalogue - 1)).toBeLessThan(1e-5);
  });

  it('names its windowed layers, or the pattern they follow', () => {
    const types = ['sliding_attention', 'full_attention', 'sliding_attention', 'full_attention'];
    const window = (more: object) => {
      const read = shapeOfConfig({ ...LLAMA, num_hidden_layers: 4, sliding_window: 128, ...more });
      return read.ok ? read.shape.window : read.why;
    };
    expect(window({ layer_types: types })).toEqual({ tokens: 128, localLayers: 2, globalLayers: 2 });
    expect(window({ sliding_window_pattern: 4 })).toEqual({ tokens: 128, localLayers: 3, globalLayers: 1 });
    expect(window({ use_sliding_window: false })).toBeNull();
  });

  it('is refused with a reason when layers keep a recurrent state, or a width is missing', () => {
    const { hidden_size: _, ...rest } = LLAMA;
    expect(shapeOfConfig(rest)).toMatchObject({ ok: false, why: 'no width in the configuration' });
    expect(shapeOfConfig({ ...LLAMA, layer_types: ['linear_attention', 'full_attention'] })).toMatchObject({
      ok: false,
    });
  });
});

describe('an extra catalogue', () => {
  it('takes a chip over from another, with what differs', () => {
    const read = readExtraCatalog({
      chips: [
        { id: 'h20', names: ['H20-96GB'], like: 'h100-sxm', memory: { bytes: 96e9, bytesPerSecond: 4e12 } },
      ],
      models: [{ id: 'mine', names: ['mine-8b'], config: LLAMA }],
    });
    if (!read.ok) throw new Error(read.why);
    const chip = read.extras.chips.get('H20-96GB');
    expect(chip).toMatchObject({ id: 'h20', memory: { tier: 'hbm', bytes: 96e9, bytesPerSecond: 4e12 } });
    expect(chip?.gpu).not.toBeNull();
    expect(read.extras.models.get('mine-8b')?.model.shape.layers).toBe(32);
  });

  it('may be one bare configuration', () => {
    const read = readExtraCatalog({ ...LLAMA, _name_or_path: 'somebody/some-8b' });
    expect(read.ok && [...read.extras.models.keys()]).toEqual(['somebody/some-8b']);
  });

  it('says which entry is wrong', () => {
    expect(readExtraCatalog({ chips: [{ id: 'x', like: 'no-such-chip' }] })).toMatchObject({
      ok: false,
      why: 'chip 1: "like" must be the id of a chip of the catalogue',
    });
    expect(readExtraCatalog([])).toMatchObject({ ok: false });
  });
});
