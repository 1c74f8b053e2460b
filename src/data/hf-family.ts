/** What a `config.json` says of the kind of model it is, beside its numbers: only decoders with attention are computed. */

type Json = Record<string, unknown>;

/** Compared in small letters, without `_` and `-`: `xlm-roberta`, `XLMRobertaForMaskedLM`. */
const ENCODERS =
  /^(bert|albert|distilbert|roberta|xlmroberta|camembert|deberta|electra|mpnet|modernbert|eurobert|neobert|nomicbert|mobilebert|megatronbert|squeezebert|flaubert|longformer|bigbird|funnel|esm|ernie$|erniefor|erniemodel|layoutlm|vit(model|mae|for|$)|clip|siglip|wav2vec|hubert)/;
const ENCODER_DECODERS =
  /^(t5|mt5|umt5|longt5|switchtransformers|bart|mbart|plbart|pegasus|led$|ledfor|ledmodel|marian|m2m100|nllb|blenderbot|prophetnet|fsmt|bigbirdpegasus|whisper|moonshine|seamless|speechtotext|t5gemma|encoderdecoder)/;
const STATE = /mamba|rwkv|xlstm|retnet|hyena|recurrentgemma|griffin/;
/** Families that the numbers of a file are enough for. */
const DECODERS =
  /^(llama|mistral|ministral|mixtral|pixtral|llava|qwen|qwq|gemma|paligemma|phi|gpt|opt|bloom|falcon|mpt|stablelm|starcoder|cohere|command|aya|deepseek|kimi|moonlight|glm|chatglm|granite|olmo|internlm|internvl|baichuan|yi|exaone|nemotron|dbrx|grok|minicpm|minimax|smollm|smolvlm|ernie4|hunyuan|seedoss|solar|arctic|persimmon|fuyu|codegen|apertus|dots|bailing|ling|ring|mimo|longcat|jais|aquila|xverse|orion|step|helium|arcee|afmoe|jetmoe|codeshell|skywork|telechat|tinyllama|vaultgemma|zaya|mllama|idefics|molmo)/;

/** What the file calls itself, by the keys it does that under. */
function named(config: Json): [key: string, name: string][] {
  const { model_type: family, architectures } = config;
  const listed = Array.isArray(architectures) ? (architectures as unknown[]) : [];
  return [
    ...(typeof family === 'string' && family !== '' ? [['model_type', family] as [string, string]] : []),
    ...listed
      .filter((name) => typeof name === 'string')
      .map((name): [string, string] => ['architectures', name]),
  ];
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Why a model of this kind is not computed, or null. */
export function familyProblem(config: Json): string | null {
  if (config['is_encoder_decoder'] === true)
    return 'is_encoder_decoder is true: a model with an encoder beside its decoder is not modelled';
  for (const [key, name] of named(config)) {
    const family = plain(name);
    const said = `${key} "${name.slice(0, 60)}"`;
    if (STATE.test(family)) return `${said} has layers with a recurrent state, which are not modelled`;
    if (ENCODER_DECODERS.test(family))
      return `${said} has an encoder beside its decoder, which is not modelled`;
    if (ENCODERS.test(family) || family.endsWith('formaskedlm'))
      return `${said} is an encoder: it does not write one token after the other`;
  }
  return null;
}

/** What to know of a model whose family is not known here, as a sentence; null where it is, or the file does not say. */
export function familyCaution(config: Json): string | null {
  const names = named(config);
  const [first] = names;
  if (first === undefined || names.some(([, name]) => DECODERS.test(plain(name)))) return null;
  const [key, name] = first;
  return `${key} "${name.slice(0, 60)}" is not known here: the model is taken as a usual decoder with the numbers of its file.`;
}
