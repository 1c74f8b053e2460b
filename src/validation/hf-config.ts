import type { ModelShape } from '../engine/input';

/**
 * The shape of a model from its published `config.json`: grouped-query or latent attention, mixtures, sliding
 * windows. Answers with the fields it could not make sense of rather than guess a shape.
 */

export type ShapeResult = { ok: true; shape: ModelShape; maxContext: number } | { ok: false; why: string };

type Json = Record<string, unknown>;

/** Layers that keep a recurrent state instead of a cache have no place in the shape. */
const RECURRENT = ['linear_attention', 'mamba', 'ssm', 'recurrent'];

export function shapeOfConfig(config: Json): ShapeResult {
  // Multimodal checkpoints wrap the language model.
  const inner = config['text_config'];
  const c: Json = typeof inner === 'object' && inner !== null ? (inner as Json) : config;
  const read = (...names: string[]): number | null => {
    for (const name of names) {
      const value = c[name];
      if (typeof value === 'number' && Number.isFinite(value)) return value;
    }
    return null;
  };
  const flag = (name: string, otherwise: boolean) => (typeof c[name] === 'boolean' ? c[name] : otherwise);
  const text = (name: string) => (typeof c[name] === 'string' ? c[name] : null);
  const need = {
    layers: read('num_hidden_layers', 'n_layer'),
    width: read('hidden_size', 'n_embd'),
    queryHeads: read('num_attention_heads', 'n_head'),
    vocabulary: read('vocab_size'),
  };
  const missing = Object.entries(need).filter(([, value]) => value === null);
  if (missing.length > 0)
    return { ok: false, why: `no ${missing.map(([name]) => name).join(', ')} in the configuration` };
  const layers = need.layers!;
  const width = need.width!;
  const queryHeads = need.queryHeads!;
  const types = Array.isArray(c['layer_types']) ? (c['layer_types'] as unknown[]).map(String) : [];
  if (types.some((type) => RECURRENT.some((word) => type.includes(word))))
    return { ok: false, why: 'layers with a recurrent state are not modelled' };

  const experts = read('num_local_experts', 'num_experts', 'n_routed_experts') ?? 0;
  const denseLayers = read('first_k_dense_replace') ?? 0;
  const expertWidth = read('moe_intermediate_size', 'intermediate_size') ?? 0;
  const shared = read('n_shared_experts') ?? (read('shared_expert_intermediate_size') === null ? 0 : 1);
  const ffnWidth = read('intermediate_size', 'ffn_dim', 'n_inner') ?? 4 * width;
  const kvRank = read('kv_lora_rank');
  const attentionBias = flag('attention_bias', flag('qkv_bias', false));
  const activation = text('hidden_act') ?? text('activation_function') ?? 'silu';
  const shape: ModelShape = {
    layers,
    width,
    queryHeads,
    kvHeads: read('num_key_value_heads', 'n_head_kv') ?? queryHeads,
    headWidth: read('head_dim') ?? width / queryHeads,
    mla:
      kvRank === null
        ? null
        : {
            queryRank: read('q_lora_rank') ?? 0,
            kvRank,
            noRopeWidth: read('qk_nope_head_dim') ?? 128,
            ropeWidth: read('qk_rope_head_dim') ?? 64,
            valueWidth: read('v_head_dim') ?? 128,
            norms: true,
          },
    ffnWidth: experts > 0 ? 0 : ffnWidth,
    gated: !/^(gelu|relu)/.test(activation),
    moe:
      experts > 0
        ? {
            experts,
            expertsPerToken: read('num_experts_per_tok', 'moe_topk', 'experts_per_token') ?? 1,
            expertWidth,
            sharedExperts: shared,
            sharedWidth: read('shared_expert_intermediate_size') ?? (shared > 0 ? expertWidth : 0),
            denseLayers,
            denseWidth: denseLayers > 0 ? ffnWidth : 0,
            expertBias: false,
            routerBias: false,
            router: true,
          }
        : null,
    vocabulary: need.vocabulary!,
    headOwned: flag('tie_word_embeddings', false) ? 0 : 1,
    window: windowOf(layers, types, read('sliding_window'), read('sliding_window_pattern'), c),
    qkvBias: attentionBias,
    outputBias: false,
    mlpBias: flag('mlp_bias', false),
    qkNorm: flag('use_qk_norm', false),
    attentionSinks: false,
    normsPerLayer: 2,
    normBias: false,
    learnedPositions: 0,
    embeddingNorm: false,
  };
  return { ok: true, shape, maxContext: read('max_position_embeddings', 'n_positions') ?? 131072 };
}

/** Which layers see a window: named one by one, or every layer but each n-th. A switched-off window is none. */
function windowOf(
  layers: number,
  types: string[],
  tokens: number | null,
  pattern: number | null,
  c: Json,
): ModelShape['window'] {
  if (tokens === null || c['use_sliding_window'] === false) return null;
  let localLayers: number;
  if (types.length > 0) localLayers = types.filter((type) => type.includes('sliding')).length;
  else if (pattern !== null && pattern > 1) localLayers = layers - Math.floor(layers / pattern);
  else localLayers = layers;
  if (localLayers === 0) return null;
  return { tokens, localLayers, globalLayers: layers - localLayers };
}
