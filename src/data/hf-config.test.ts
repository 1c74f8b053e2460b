import { describe, expect, it } from 'vitest';
import { modelById } from './catalog';
import { countParameters } from '../engine/model/parameters';
import { LLAMA_CONFIG } from './fixtures/llama-config';
import { formatOfConfig, shapeOfConfig } from './hf-config';
import { readModelFile } from './own-model-file';

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
    expect(totalOf(LLAMA_CONFIG)).toBe(countParameters(modelById('llama-3.1-8b')!.shape).total);
  });

  it('of a mixture with latent attention too, within its router biases', () => {
    const catalogue = countParameters(modelById('deepseek-v3')!.shape).total;
    expect(Math.abs(totalOf(DEEPSEEK) / catalogue - 1)).toBeLessThan(1e-5);
  });

  it('norms queries and keys where it says so, and in families that always do', () => {
    const norms = (more: object) => {
      const read = shapeOfConfig({ ...LLAMA_CONFIG, ...more });
      return read.ok && read.shape.qkNorm;
    };
    expect(norms({})).toBe(false);
    expect(norms({ use_qk_norm: true })).toBe(true);
    expect(norms({ model_type: 'qwen3_moe' })).toBe(true);
  });

  it('names its windowed layers, or the pattern they follow', () => {
    const types = ['sliding_attention', 'full_attention', 'sliding_attention', 'full_attention'];
    const window = (more: object) => {
      const read = shapeOfConfig({ ...LLAMA_CONFIG, num_hidden_layers: 4, sliding_window: 128, ...more });
      return read.ok ? read.shape.window : read.why;
    };
    expect(window({ layer_types: types })).toEqual({ tokens: 128, localLayers: 2, globalLayers: 2 });
    expect(window({ sliding_window_pattern: 4 })).toEqual({ tokens: 128, localLayers: 3, globalLayers: 1 });
    expect(window({ use_sliding_window: false })).toBeNull();
  });

  it('is refused with a reason when layers keep a recurrent state, or a width is missing', () => {
    const { hidden_size: _, ...rest } = LLAMA_CONFIG;
    expect(shapeOfConfig(rest)).toMatchObject({ ok: false, why: 'hidden_size is missing' });
    expect(
      shapeOfConfig({ ...LLAMA_CONFIG, layer_types: ['linear_attention', 'full_attention'] }),
    ).toMatchObject({
      ok: false,
    });
  });
});

describe('families of models', () => {
  const shapeFor = (config: Record<string, unknown>) => {
    const read = shapeOfConfig(config);
    if (!read.ok) throw new Error(read.why);
    return read.shape;
  };

  it.each(['text_config', 'llm_config', 'language_config'])('reads the language model out of %s', (name) => {
    const wrapped = { model_type: 'some_vl', vision_config: { hidden_size: 1 }, [name]: LLAMA_CONFIG };
    expect(shapeFor(wrapped)).toEqual(shapeFor(LLAMA_CONFIG));
    expect(shapeFor({ thinker_config: wrapped })).toEqual(shapeFor(LLAMA_CONFIG));
  });

  it('knows one head for all queries, experts by other names, dense layers between them, chunks, and late windows', () => {
    expect(shapeFor({ ...LLAMA_CONFIG, num_key_value_heads: null, multi_query: true }).kvHeads).toBe(1);
    const moe = { moe_num_experts: 64, moe_k: 6, moe_intermediate_size: 1536, moe_layer_start_index: 1 };
    expect(shapeFor({ ...LLAMA_CONFIG, ...moe }).moe).toMatchObject({
      experts: 64,
      expertsPerToken: 6,
      expertWidth: 1536,
      denseLayers: 1,
    });
    const named = { num_experts: 8, num_experts_per_tok: 2, mlp_only_layers: [0, 5, 6] };
    expect(shapeFor({ ...LLAMA_CONFIG, ...named }).moe!.denseLayers).toBe(3);
    const chunked = { attention_chunk_size: 8192, no_rope_layer_interval: 4 };
    expect(shapeFor({ ...LLAMA_CONFIG, ...chunked }).window).toEqual({
      tokens: 8192,
      localLayers: 24,
      globalLayers: 8,
    });
    const late = { use_sliding_window: true, sliding_window: 4096, max_window_layers: 28 };
    expect(shapeFor({ ...LLAMA_CONFIG, ...late }).window).toEqual({
      tokens: 4096,
      localLayers: 4,
      globalLayers: 28,
    });
  });

  it('gates and alternates as Gemma 2 does without saying so', () => {
    const shape = shapeFor({
      model_type: 'gemma2',
      hidden_size: 4608,
      intermediate_size: 36864,
      num_attention_heads: 32,
      num_key_value_heads: 16,
      head_dim: 128,
      num_hidden_layers: 46,
      vocab_size: 256000,
      hidden_act: 'gelu_pytorch_tanh',
      sliding_window: 4096,
      tie_word_embeddings: true,
    });
    expect(countParameters(shape).total / 27.2e9).toBeCloseTo(1, 2);
    expect(shape.window).toEqual({ tokens: 4096, localLayers: 23, globalLayers: 23 });
  });

  it.each([
    ['layer_types', { layer_types: ['conv', 'full_attention'] }],
    ['layers_block_type', { layers_block_type: ['mamba', 'hybrid'] }],
    ['block_types', { block_types: ['recurrent', 'attention'] }],
    ['attn_type_list', { attn_type_list: [0, 0, 1] }],
    ['attn_layer_period', { attn_layer_period: 8 }],
    ['hybrid_override_pattern', { hybrid_override_pattern: 'M-M*-' }],
    ['full_attention_interval', { full_attention_interval: 4 }],
    ['mamba_d_ssm', { mamba_d_ssm: 1024 }],
    ['linear_attn_config', { linear_attn_config: {} }],
    ['index_topk', { index_topk: 2048 }],
    ['n_expert_groups', { n_expert_groups: 8 }],
  ])('refuses what it would read as a plain model, and names the field: %s', (field, more) => {
    const read = shapeOfConfig({ ...LLAMA_CONFIG, ...more });
    expect(read.ok ? 'read' : read.why).toContain(field);
  });

  it('believes a file that lists attention everywhere', () => {
    const granite = { layer_types: ['attention', 'attention'], mamba_d_conv: 4, num_local_experts: 0 };
    expect(shapeFor({ ...LLAMA_CONFIG, ...granite })).toEqual(shapeFor(LLAMA_CONFIG));
    expect(shapeFor({ ...LLAMA_CONFIG, attn_type_list: [1, 1] })).toEqual(shapeFor(LLAMA_CONFIG));
  });
});

describe('kinds of models', () => {
  const read = (more: object) => shapeOfConfig({ ...LLAMA_CONFIG, ...more });

  it.each([
    [{ model_type: 'bert' }, 'model_type "bert" is an encoder'],
    [{ model_type: 'xlm-roberta' }, 'model_type "xlm-roberta" is an encoder'],
    [{ architectures: ['BertForMaskedLM'] }, 'architectures "BertForMaskedLM" is an encoder'],
    [{ architectures: ['NobodyForMaskedLM'] }, 'architectures "NobodyForMaskedLM" is an encoder'],
    [{ model_type: 'mamba' }, 'model_type "mamba" has layers with a recurrent state'],
    [{ architectures: ['FalconMambaForCausalLM'] }, 'has layers with a recurrent state'],
    [{ model_type: 'rwkv' }, 'has layers with a recurrent state'],
    [{ model_type: 't5' }, 'model_type "t5" has an encoder beside its decoder'],
    [{ architectures: ['BartForConditionalGeneration'] }, 'has an encoder beside its decoder'],
    [{ is_encoder_decoder: true }, 'is_encoder_decoder is true'],
    [{ text_config: { ...LLAMA_CONFIG, model_type: 'mt5' } }, 'model_type "mt5"'],
  ])('%j is refused', (more, why) => {
    const result = read(more);
    expect(result.ok ? 'read' : result.why).toContain(why);
  });

  it.each([
    {},
    { model_type: 'llama', architectures: ['LlamaForCausalLM'], is_encoder_decoder: false },
    { model_type: 'qwen3_moe' },
    { model_type: 'gpt2', architectures: ['GPT2LMHeadModel'] },
    { architectures: ['Gemma3ForConditionalGeneration'] },
    { model_type: 'vita-Qwen2', architectures: ['VITAQwen2ForCausalLM'], text_config: LLAMA_CONFIG },
  ])('%j is taken without a word', (more) => {
    expect(read(more)).toMatchObject({ ok: true, caution: null });
  });

  it('one that is not known is taken with a caution', () => {
    expect(read({ model_type: 'foo' })).toMatchObject({
      ok: true,
      caution: expect.stringContaining('model_type "foo" is not known here') as string,
    });
  });
});

describe('fields that are not there or cannot be', () => {
  const whyOf = (config: Record<string, unknown>) => {
    const read = shapeOfConfig(config);
    return read.ok ? null : read.why;
  };

  it.each([
    [{ num_hidden_layers: '32' }, 'num_hidden_layers "32" is not a number'],
    [{ num_attention_heads: 0 }, 'num_attention_heads 0 is not a positive whole number'],
    [{ num_key_value_heads: 2.5 }, 'num_key_value_heads 2.5 is not a positive whole number'],
    [{ vocab_size: undefined }, 'vocab_size is missing'],
    [
      { kv_lora_rank: 512, q_lora_rank: null },
      'q_lora_rank is null: latent attention without it is not modelled',
    ],
    [{ num_local_experts: 8 }, 'num_experts_per_tok is missing'],
  ])('%j', (part, why) => {
    expect(whyOf({ ...LLAMA_CONFIG, ...part })).toBe(why);
  });

  it('every other layer dense, as some mixtures have it', () => {
    const read = shapeOfConfig({
      ...LLAMA_CONFIG,
      num_local_experts: 16,
      num_experts_per_tok: 1,
      intermediate_size: 8192,
      intermediate_size_mlp: 16384,
      interleave_moe_layer_step: 2,
    });
    expect(read.ok && read.shape.moe).toMatchObject({
      denseLayers: 16,
      denseWidth: 16384,
      expertWidth: 8192,
    });
  });
});

describe('the format of the weights', () => {
  it.each([
    [{}, 'bf16'],
    [{ torch_dtype: 'float16' }, 'fp16'],
    [{ quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] } }, 'fp8b'],
    [{ quantization_config: { quant_method: 'fp8' } }, 'fp8'],
    [{ quantization_config: { quant_method: 'mxfp4' } }, 'mxfp4-experts'],
    [{ quantization_config: { quant_method: 'awq', bits: 4 } }, 'int4'],
  ])('%j is %s', (part, format) => {
    expect(formatOfConfig({ ...LLAMA_CONFIG, ...part })).toBe(format);
  });
});

it('a model of one’s own may be a configuration', () => {
  const read = readModelFile({ id: 'mine', config: LLAMA_CONFIG });
  expect(read).toMatchObject({ ok: true, model: { id: 'mine', maxContext: 131072, nativeFormat: 'bf16' } });
  expect(read.ok && countParameters(read.model.shape).total).toBe(totalOf(LLAMA_CONFIG));
  expect(readModelFile({ id: 'mine', config: { ...LLAMA_CONFIG, hidden_size: null } })).toEqual({
    ok: false,
    why: 'config: hidden_size is missing',
  });
});
