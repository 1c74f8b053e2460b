import type { ModelShape, WeightFormat } from '../engine/input';
import { familyCaution, familyProblem } from './hf-family';
import { unmodelled } from './hf-unmodelled';

/**
 * The shape of a model from its published `config.json`: grouped-query or latent attention, mixtures, sliding
 * windows. Answers with the fields it could not make sense of rather than guess a shape.
 */

export type ShapeResult =
  /** `caution`: what a reader should know, as a sentence. */
  { ok: true; shape: ModelShape; maxContext: number; caution: string | null } | { ok: false; why: string };

type Json = Record<string, unknown>;

/** Where multimodal checkpoints keep the language model. */
const WRAPPERS = ['text_config', 'llm_config', 'language_config', 'thinker_config'];

function languageModel(config: Json): Json {
  for (const name of WRAPPERS) {
    const inner = config[name];
    if (typeof inner === 'object' && inner !== null) return languageModel(inner as Json);
  }
  return config;
}

/** Fields that count something, under any of their names. */
const COUNTS = {
  layers: ['num_hidden_layers', 'n_layer'],
  width: ['hidden_size', 'n_embd'],
  queryHeads: ['num_attention_heads', 'n_head'],
  vocabulary: ['vocab_size'],
  kvHeads: ['num_key_value_heads', 'n_head_kv'],
  headWidth: ['head_dim'],
  experts: ['num_local_experts', 'num_experts', 'n_routed_experts', 'moe_num_experts'],
  expertsPerToken: ['num_experts_per_tok', 'num_experts_per_token', 'moe_topk', 'moe_k', 'experts_per_token'],
  ffnWidth: ['intermediate_size', 'ffn_dim', 'n_inner'],
  expertWidth: ['moe_intermediate_size', 'intermediate_size'],
  kvRank: ['kv_lora_rank'],
  queryRank: ['q_lora_rank'],
} as const;
const NEEDED = ['layers', 'width', 'queryHeads', 'vocabulary'] as const;

const present = (value: unknown): boolean => value !== undefined && value !== null;

/** What is wrong with a field that counts something, by its name in the file; null when nothing is. */
function countProblem(c: Json, names: readonly string[], needed: boolean): string | null {
  const name = names.find((known) => present(c[known]));
  if (name === undefined) return needed ? `${names[0] ?? ''} is missing` : null;
  const value = c[name];
  if (typeof value !== 'number') return `${name} ${JSON.stringify(value).slice(0, 40)} is not a number`;
  return Number.isInteger(value) && value > 0
    ? null
    : `${name} ${String(value)} is not a positive whole number`;
}

function problemOf(c: Json): string | null {
  const mixture = COUNTS.experts.some((name) => present(c[name]) && c[name] !== 0);
  for (const [key, names] of Object.entries(COUNTS)) {
    if (key === 'experts' && !mixture) continue;
    if (key === 'expertsPerToken' && !mixture) continue;
    const needed = NEEDED.some((name) => name === key) || (mixture && key === 'expertsPerToken');
    const why = countProblem(c, names, needed);
    if (why !== null) return why;
  }
  if (present(c['kv_lora_rank']) && !present(c['q_lora_rank']))
    return 'q_lora_rank is null: latent attention without it is not modelled';
  return unmodelled(c, COUNTS.experts);
}

export function shapeOfConfig(config: Json): ShapeResult {
  const c = languageModel(config);
  const why = familyProblem(config) ?? (c === config ? null : familyProblem(c)) ?? problemOf(c);
  if (why !== null) return { ok: false, why };
  const read = (...names: readonly string[]): number | null => {
    for (const name of names) {
      const value = c[name];
      if (typeof value === 'number' && Number.isFinite(value)) return value;
    }
    return null;
  };
  const flag = (name: string, otherwise: boolean) => (typeof c[name] === 'boolean' ? c[name] : otherwise);
  const text = (name: string) => (typeof c[name] === 'string' ? c[name] : null);
  const layers = read(...COUNTS.layers)!;
  const width = read(...COUNTS.width)!;
  const queryHeads = read(...COUNTS.queryHeads)!;
  const types = Array.isArray(c['layer_types']) ? (c['layer_types'] as unknown[]).map(String) : [];
  const experts = read(...COUNTS.experts) ?? 0;
  // Dense layers come first, are named, or stand between the others: every n-th layer is a mixture.
  const step = read('interleave_moe_layer_step', 'decoder_sparse_step') ?? 1;
  const named = Array.isArray(c['mlp_only_layers']) ? c['mlp_only_layers'].length : 0;
  const between = step > 1 ? layers - Math.floor(layers / step) : named;
  const denseLayers = read('first_k_dense_replace', 'num_dense_layers', 'moe_layer_start_index') ?? between;
  const expertWidth = read(...COUNTS.expertWidth) ?? 4 * width;
  const shared = read('n_shared_experts') ?? (read('shared_expert_intermediate_size') === null ? 0 : 1);
  const ffnWidth = read('intermediate_size_mlp', ...COUNTS.ffnWidth) ?? 4 * width;
  const kvRank = read(...COUNTS.kvRank);
  const attentionBias = flag('attention_bias', flag('qkv_bias', false));
  const activation = text('hidden_act') ?? text('activation_function') ?? 'silu';
  const family = text('model_type') ?? '';
  const pattern = read('sliding_window_pattern', '_sliding_window_pattern', 'no_rope_layer_interval');
  const shape: ModelShape = {
    layers,
    width,
    queryHeads,
    kvHeads: read(...COUNTS.kvHeads) ?? (flag('multi_query', false) ? 1 : queryHeads),
    headWidth: read(...COUNTS.headWidth) ?? width / queryHeads,
    mla:
      kvRank === null
        ? null
        : {
            queryRank: read(...COUNTS.queryRank)!,
            kvRank,
            noRopeWidth: read('qk_nope_head_dim') ?? 128,
            ropeWidth: read('qk_rope_head_dim') ?? 64,
            valueWidth: read('v_head_dim') ?? 128,
            norms: true,
          },
    ffnWidth: experts > 0 ? 0 : ffnWidth,
    gated: /^gemma/.test(family) || !(/^(gelu|relu)/.test(activation) || /^(falcon|bloom)/.test(family)),
    moe:
      experts > 0
        ? {
            experts,
            expertsPerToken: read(...COUNTS.expertsPerToken)!,
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
    vocabulary: read(...COUNTS.vocabulary)!,
    headOwned: flag('tie_word_embeddings', false) ? 0 : 1,
    window: windowOf(layers, types, read('sliding_window'), pattern ?? FULL_EVERY[family] ?? null, c),
    qkvBias: attentionBias,
    outputBias: false,
    mlpBias: flag('mlp_bias', false),
    // Qwen3 and Gemma 3 always have them, and no field that says so.
    qkNorm: flag('use_qk_norm', /^(qwen3|gemma3)/.test(text('model_type') ?? '')),
    attentionSinks: false,
    normsPerLayer: 2,
    normBias: false,
    learnedPositions: 0,
    embeddingNorm: false,
  };
  const maxContext = read('max_position_embeddings', 'n_positions') ?? 131072;
  return { ok: true, shape, maxContext, caution: familyCaution(config) && familyCaution(c) };
}

/**
 * Which layers see a window: named one by one, every layer but each n-th, or those from some layer on. A switched-off
 * window is none; chunks are windows that are full at their end only.
 */
function windowOf(
  layers: number,
  types: string[],
  sliding: number | null,
  pattern: number | null,
  c: Json,
): ModelShape['window'] {
  const chunk = c['attention_chunk_size'];
  const tokens = typeof chunk === 'number' ? chunk : sliding;
  if (tokens === null || c['use_sliding_window'] === false) return null;
  const from = c['use_sliding_window'] === true ? c['max_window_layers'] : undefined;
  const each = typeof chunk === 'number' ? (pattern ?? FULL_AMONG_CHUNKED) : pattern;
  let localLayers: number;
  if (types.length > 0) localLayers = types.filter((type) => /sliding|chunked/.test(type)).length;
  else if (each !== null && each > 1) localLayers = layers - Math.floor(layers / each);
  else if (typeof from === 'number') localLayers = Math.max(0, layers - from);
  else localLayers = layers;
  if (localLayers === 0) return null;
  return { tokens, localLayers, globalLayers: layers - localLayers };
}

/** Layers after which one sees all, in families whose files may leave it out. */
const FULL_EVERY: Record<string, number> = { gemma2: 2, gemma3: 6, gemma3_text: 6, cohere2: 4, gpt_oss: 2 };

/** Every fourth layer sees all in the families that cut their context into chunks. */
const FULL_AMONG_CHUNKED = 4;

/** Format the checkpoint is stored in; what nothing is said about is bf16. */
export function formatOfConfig(config: Json): WeightFormat {
  const quantised = config['quantization_config'] ?? languageModel(config)['quantization_config'];
  if (typeof quantised === 'object' && quantised !== null) {
    const q = quantised as Json;
    const method = JSON.stringify(q).toLowerCase();
    if (q['quant_method'] === 'mxfp4') return 'mxfp4-experts';
    if (/nvfp4/.test(method)) return 'nvfp4';
    if (q['quant_method'] === 'fp8') return present(q['weight_block_size']) ? 'fp8b' : 'fp8';
    if (/"(num_)?bits":4/.test(method)) return 'int4';
    if (/"(num_)?bits":8/.test(method)) return /"type":"float"/.test(method) ? 'fp8' : 'int8';
  }
  const dtype = config['torch_dtype'] ?? config['dtype'] ?? languageModel(config)['torch_dtype'];
  return dtype === 'float16' ? 'fp16' : 'bf16';
}
