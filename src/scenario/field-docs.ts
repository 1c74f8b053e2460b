import { CLASS_PRESETS } from './class-presets';
import { ARCHITECTURES } from './defaults';
import { DEFAULT_DRAFT } from './speculation';
import type { Field } from './field';

/**
 * One line for the documentation of each field, and the help beside its control. Apart from the fields, so that a page
 * can open a link before it has them. A key that both sides have begins with a dot.
 */
const DOCS: Readonly<Record<string, string>> = {
  v: 'Version of this format. Always written, and first; a link without it is read as the current version.',
  ctx: 'Mean prompt + output of a request. Default: that of the workload.',
  size: 'Parameters of a generic model: `70b`, `1.5t`, `0.5b`. Not used when `model` is given.',
  moe: 'Active parameters: makes the generic model a mixture of experts. Needs `size`, and is smaller.',
  attn: 'Attention of a generic model: `gqa`, grouped heads, or `mla`, one latent of 576 elements a token and layer that all heads share.',
  skew: 'How unevenly a mixture chooses its experts: expert i in proportion to i^-skew, 0 for all alike; an even choice reads more of them. Default: as the serving engine was measured.',
  model: 'Model of the catalogue or of `x`; wins over `size`.',
  fmt: 'Format of the weights; `auto`: the published one where it has 8 bits or fewer, else `fp8`.',
  kv: 'Format of the KV cache.',
  engine:
    'Serving software of GPU pools: what it adds to a step and what its kernels reach. `graph`: the constants of the chip alone.',
  io: 'Prompt tokens per output token: `100:1`, `1:4`, `2.5:1` or `100`. Default: that of the workload.',
  rps: 'Mean arrival rate.',
  conc: 'Requests in flight at once, as benchmarks load a server: all come at the start, and each answer brings the next. In place of `rps`; not with sessions.',
  n: 'Requests to simulate.',
  seed: 'Picks the random arrivals and lengths; both sides share them.',
  workload: 'Shape of the traffic: mean lengths, their spread, and how bursty arrivals are.',
  classes: `A mixture in place of one kind of request: \`<class>:<share>\`, each with its own lengths, promised latencies and, after \`/\`, model: \`interactive:60,batch:40\`, \`small:5/qwen3-8b\`. Classes: ${CLASS_PRESETS.map(({ id }) => `\`${id}\``).join(', ')}. \`ctx\` and \`io\` are those of the mean request and stretch all classes alike; \`slo\` and sessions have no effect.`,
  slo: 'Time to first token and per output token that every request is promised, in seconds: `ttft:0.5,tpot:0.03`. Goodput counts the requests that keep it.',
  turns:
    'Turns of every session: a prompt is the last prompt, the last answer and new tokens, so that `ctx` and `io` hold for the mean request. `1`: requests share nothing.',
  tool: 'Share of turns after the first that a tool begins and not a person.',
  gap: 'Mean pause between an answer and the turn of a person after it (lognormal, coefficient of variation 1.5).',
  toolgap: 'Mean pause between an answer and the turn of a tool after it (exponential).',
  sys: 'Tokens that every prompt begins with, part of `ctx`; requests with the same ones share their KV.',
  prefixes:
    'How many different system prompts there are; each session has one, all equally often. Needs `sys`.',
  pue: 'Facility power over node power, on both sides. Left out: 1.2 in a data centre, 1 on a desk.',
  kwh: 'Electricity paid beside the price of the chips, at their full power with node and cooling. 0: the price includes it.',
  a: `Architecture of A: ${ARCHITECTURES.map((id) => `\`${id}\``).join(', ')}.`,
  '.prefill':
    'Chip and count, `<chip id>x<count>`. Architectures with one pool take either key; in `afd`, `decode` is the attention pool.',
  '.decode':
    'Chip and count, `<chip id>x<count>`. Architectures with one pool take either key; in `afd`, `decode` is the attention pool.',
  '.tp': 'Chips of one tensor-parallel group on GPU pools: `auto` or a power of two. SRAM pools ignore it.',
  '.pp':
    'Stages of layers into which GPU pools cut the model, one tensor-parallel group each; as many batches are under way at once.',
  '.ep':
    'Groups of a GPU pool over which the routed experts lie, each attending to its own sequences; 1: every group has all experts. Needs a mixture of experts.',
  '.overlap':
    'Share of the shorter of computing and exchanging with other ranks that hides behind the longer while two halves of a batch take turns, 0 to 1. 0.8 is assumed.',
  '.tiers':
    'KV kept between requests: `device`, then tiers behind it (`dram`, `cxl`, `flash`, `podflash`, `net`), with the bytes of one store and the bytes per second of one client where these are not the usual ones: `device,dram:2t,flash:30t:7b,net` (or `2TB`, `7GB/s`; a bare `b` is 10⁹). Found again by sessions and by traces that name their prefix blocks.',
  '.evict':
    'Who is given up first, on the device and in tiers: `lineage` (least recently used, leaves first), `lru`, `lfu`, `cost` (least chance of reuse times seconds saved).',
  '.write':
    '`through`: a block is copied to the tiers when it comes onto the device; `back`: when the tier above gives it up.',
  '.admit': 'Uses of a block before tiers take it. Default: 2 on flash, which wears, 1 elsewhere.',
  '.fetch':
    'KV found in a tier: `split` (load the front and compute the back, what is fastest), `auto` (the faster of loading and computing), `fetch`, `recompute`.',
  '.prefetch': '`on`: loading from tiers begins when a request joins the queue, not when its turn comes.',
  '.route':
    'Rule that sends a request to an instance: `least` work (default), `rr`, `p2c`, `kvtime`, `kv`, `class` (a pool by ordered rules over the request’s class, then least work) or `slo` (the cheapest that is predicted to keep the promise).',
  '.rules':
    'Rules of `class` routing in place of the usual ones, in order; the first that holds decides the pool, and where none does all pools are asked. `<who>:<pools>`: a class, prompt tokens (`8k..`, `..2k`, `2k..8k`) or `all`; to `edge`, `sram`, `gpu` or `largest-batch`, with `/room` only while there is some: `voice:sram/room,8k..:gpu,all:sram`.',
  '.more':
    'Pools beside those of the architecture: `<role>:<chip id>x<count>`, after `/` the model they serve where it is another: `mixed:rtx-4090x4/llama-3.1-8b,decode:groq-lpu-v1x576`. Roles: `mixed`, `prefill`, `decode`, and `edge`, a device at its user’s side that everything else is a network away from.',
  '.reject':
    '`slo`: a request that is predicted to miss its promised latencies is turned away on arrival. `none`: everybody waits.',
  '.spec': `Speculative decoding: \`<tokens drafted>:<acceptance>\`, then in any order a draft model (\`${DEFAULT_DRAFT}\` unless named), \`<chip id>x<count>\` for a draft pool of its own (else the same chips draft), and \`sampled\` to draw every round instead of taking the mean: \`4:0.7\`, \`4:0.7:qwen3-0.6b:h100-sxmx2\`. Acceptance is assumed, not known.`,
  '.ffn':
    'Pool with the FFN of `afd`, `<chip id>x<count>`: SRAM chips or GPUs. `decode` is then the attention pool.',
  '.micro':
    'Parts of a batch that take turns between attention and FFN in `afd`: `auto`, as many as make a step shorter by 3 % each, or 1 to 64.',
  '.alpha':
    'One way of an activation between attention and FFN in `afd`, twice a layer. Unpublished: 5 is assumed.',
  '.afdlink': 'Rate of one attention chip towards the FFN pool in `afd`. Unpublished: 50 is assumed.',
  '.price':
    'What one chip costs an hour in place of the catalogue’s price: `2.5`, or `2.5,0.3` for the first pool (prefill) and all others. Pools of `more` keep the catalogue’s.',
  '.sram':
    'Software of SRAM machines by its time: `2024h1`, the first public runs, or `2024h2`, later compilers. Speculative decoding is a switch of its own.',
  b: 'Architecture of B, or `none` to show A alone.',
  view: 'The part of the page to show.',
  layout: '`slide` fills 16:9.',
  embed: '`1` hides what a page around it already has.',
  theme: 'Colours for whoever opens the link; `auto`: as their system.',
  chart: 'Chart that is in front.',
  over: 'x axis of the curves.',
  y: 'Latency that the chart shows.',
  scale: 'y axis of the curves.',
  others: 'Latency curves of the architectures, too, that no side is.',
  per: 'Tokens that joules and dollars are for.',
  rate: 'What the frontier divides by.',
  req: 'The request that is looked into: its side and number, `a:12`. Opens its receipt. Numbers count from 1 here and on the page, from 0 in messages, `result()` and ledgers: `a:12` is their request 11.',
  x: 'Chips, models and routing decisions of your own, packed; see below.',
};

/** What may be typed into a field that is empty by itself, and whose text has parts. */
const EXAMPLES: Readonly<Record<string, string>> = {
  classes: 'voice:60,batch:40',
  slo: 'ttft:0.5,tpot:0.03',
  '.rules': '8k..:gpu,all:sram',
  '.admit': '2',
  '.more': 'mixed:trn2x16',
  '.spec': '4:0.7:qwen3-0.6b',
  '.price': '2.5,0.3',
};

const unsided = (key: string): string => key.replace(/^[ab](?=\.)/, '');

export function exampleOf({ key }: Pick<Field<unknown>, 'key'>): string | null {
  return EXAMPLES[unsided(key)] ?? null;
}

export function docOf({ key }: Pick<Field<unknown>, 'key'>): string {
  const doc = DOCS[unsided(key)];
  if (doc === undefined) throw new Error(`${key} has no line in field-docs.ts`);
  return doc;
}
