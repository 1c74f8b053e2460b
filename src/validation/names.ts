/**
 * Names of models and chips as people write them: `meta-llama/Llama-3.1-8B-Instruct-FP8`, `NVIDIA H100 80GB HBM3`.
 */

/** What follows the size of a model and says nothing about its shape. */
const SUFFIX =
  /[-_ ](instruct|chat|it|hf|base|thinking|reasoning|fp8|fp16|bf16|nvfp4|fp4|mxfp4|awq|gptq|int4|int8|w4a16|dynamic|kv|v0\.\d|\d{4}|\d{6})$/;

/** Names to look a model up under, the exact one first. */
export function modelNames(name: string): string[] {
  const names = [name];
  let short = name.toLowerCase().trim();
  short = short.slice(short.lastIndexOf('/') + 1).replaceAll(' ', '-');
  names.push(short);
  for (let rest = short.replace(SUFFIX, ''); rest !== short; rest = rest.replace(SUFFIX, '')) {
    names.push(rest);
    short = rest;
  }
  // Makers write `Qwen3-235B-A22B`, others add the size to names that have none, or leave it out.
  const bare = short.replace(/^(meta|nvidia|openai|google|mistralai)-/, '').replace('meta-llama', 'llama');
  names.push(bare, bare.replace(/-\d+(\.\d+)?b(-a\d+b)?$/, ''), bare.replace(/-a\d+b$/, ''));
  return [...new Set(names)];
}

/** A chip's name with makers, memory and connectors taken out in turn, the exact one first. */
export function chipNames(name: string): string[] {
  const plain = name
    .toLowerCase()
    .replaceAll(/[_ ]+/g, '-')
    .replace(/^(nvidia|amd|google|aws|intel)-/, '')
    .replace(/^(instinct|geforce|tesla)-/, '');
  const memory = plain.replace(/-?\d+gb(-hbm\w*|-sxm\d?)?$/, '').replace(/-hbm\w*$/, '');
  const family = memory.replace(/-(sxm\d?|nvl\d*|pcie|oam)$/, '');
  return [...new Set([name, plain, memory, family, `${family}-sxm`, `${family}-nvl72`])];
}
