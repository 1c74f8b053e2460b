/**
 * What a `config.json` may say that no shape of ours can hold: layers that keep a state instead of a cache, attention
 * that chooses its keys, experts under names nobody here knows. Such a file is refused: read as a plain model it would
 * give numbers, and wrong ones.
 */

type Json = Record<string, unknown>;

const present = (value: unknown): boolean => value !== undefined && value !== null && value !== false;

/** Kinds of layers that keep a state. */
const STATE = /linear|mamba|ssm|recurrent|conv|rwkv|hybrid|lightning/;
/** Fields in which a file lists the kind of each layer. */
const LISTS = ['layer_types', 'layers_block_type', 'block_types'];
/** Fields that only families with such layers have; a file that lists its layers is believed instead. */
const FAMILIES =
  /^(mamba_|ssm_|rwkv|lru_width|linear_attn|linear_(num|key|value|conv)_|conv_L_cache|attn_layer_(period|indices)|hybrid_override_pattern|full_attention_interval)/;

function stateProblem(c: Json): string | null {
  const lists = LISTS.filter((name) => Array.isArray(c[name]));
  for (const name of lists)
    if ((c[name] as unknown[]).some((kind) => STATE.test(String(kind))))
      return `${name} has layers with a recurrent state, which are not modelled`;
  // One for attention, nought for what stands in its place.
  const kinds = c['attn_type_list'];
  if (Array.isArray(kinds) && kinds.includes(0))
    return 'attn_type_list has layers with a recurrent state, which are not modelled';
  const family =
    lists.length > 0 ? undefined : Object.keys(c).find((key) => FAMILIES.test(key) && present(c[key]));
  return family === undefined
    ? null
    : `${family} tells of layers with a recurrent state, which are not modelled`;
}

function expertsProblem(c: Json, known: readonly string[]): string | null {
  if (known.some((name) => present(c[name]))) return null;
  const other = Object.entries(c).find(
    ([key, value]) => /expert/i.test(key) && typeof value === 'number' && value > 1,
  );
  return other === undefined
    ? null
    : `${other[0]} tells of experts, and none of ${known.join(', ')} is there`;
}

/** Why a configuration cannot be read, or null. `experts`: names under which their number is known. */
export function unmodelled(c: Json, experts: readonly string[]): string | null {
  const sparse = present(c['index_topk'])
    ? 'index_topk: attention that chooses its keys is not modelled; without that field all of them are read'
    : null;
  return stateProblem(c) ?? sparse ?? expertsProblem(c, experts);
}
