import { WEIGHT_FORMATS } from '../data/own-model';
import type { KvFormat, WeightFormat } from '../engine/input';
import { count } from '../units/format';
import { isNothing, modelIds, NOTHING_OWN, type Custom } from './custom';
import { classesField } from './classes';
import { CHART_FIELDS } from './chart-fields';
import { DEFAULT_MODEL, DEFAULT_SCENARIO } from './defaults';
import { ENGINE_LABELS, ENGINES } from './engines';
import { bad, choiceParser, good, numberParser, type Field, type Parsed, type Range } from './field';
import { parsePacked, printPacked } from './packed';
import { parseDecimal, parseQuantity, printQuantity } from './quantity';
import { kwhField, pueField } from './prices';
import { parseRatio, printRatio } from './ratio';
import type { RequestChoice, Scenario, ViewId } from './scenario';
import { SESSION_FIELDS } from './sessions';
import { sloField } from './slo';
import { ARCHITECTURE_FIELDS, sideFields } from './side-fields';
import { CURRENT_VERSION } from './upgrades';
import { usualLengths } from './usual-lengths';
import { WORKLOADS } from './workloads';

/** The table: every field of a scenario, in the order links list them. */

/** Keys of `Scenario` that hold a plain value of type T. */
type KeyOf<T> = { [K in keyof Scenario]: Scenario[K] extends T | null ? K : never }[keyof Scenario];

/** A row that reads and writes one property of `Scenario` under its own name. */
function plain<T>(
  property: KeyOf<T>,
  row: Pick<Field<T>, 'key' | 'label' | 'unit' | 'json' | 'parse' | 'print'> & Partial<Field<T>>,
): Field<T> {
  const usual = row.default ?? (() => DEFAULT_SCENARIO[property] as T | null);
  return {
    range: null,
    slider: null,
    get: (scenario) => scenario[property] as T | null,
    write(draft, value, base) {
      Object.assign(draft.scenario, { [property]: value ?? usual(base) });
    },
    ...row,
    default: usual,
  };
}

function choice<T extends string>(
  property: KeyOf<T>,
  label: string,
  choices: readonly T[],
  what: string,
  shown: Pick<Field<T>, 'group' | 'choiceLabels'> = {},
): Field<T> {
  const parse = choiceParser(choices, what);
  return plain<T>(property, {
    ...shown,
    choices,
    key: property,
    label,
    unit: '',
    json: 'string',
    parse,
    print: (id) => id,
  });
}

const version: Field<number> = {
  key: 'v',
  group: 'page',
  label: 'Format version',
  unit: '',
  json: 'number',
  range: { min: 1, max: CURRENT_VERSION, whole: true, log: false },
  slider: null,
  parse: numberParser({ min: 1, max: CURRENT_VERSION, whole: true, log: false }, '', parseDecimal),
  print: String,
  get: () => CURRENT_VERSION,
  default: () => null,
  write() {
    // Versions are dealt with by upgrades.ts before the fields are read.
  },
};

const CTX: Range = { min: 128, max: 4_000_000, whole: true, log: true };
const ctx = plain<number>('ctx', {
  key: 'ctx',
  group: 'scenario',
  label: 'Context length',
  unit: 'tokens',
  json: 'number',
  range: CTX,
  slider: CTX,
  parse: numberParser(CTX, 'tokens', parseQuantity),
  print: String,
  default: (scenario) => usualLengths(scenario).ctx,
});

const SIZE: Range = { min: 5e8, max: 2e12, log: true };
const parseParameters = numberParser(SIZE, 'parameters', parseQuantity, printQuantity);

/** Whoever writes 70 means billions; it is not taken for that, but told. */
function parseSize(text: string): Parsed<number> {
  const read = parseParameters(text);
  const isBillions = !read.ok && parseParameters(`${text.trim()}b`).ok;
  return isBillions ? bad(`${read.why}; for billions write ${text.trim()}b`) : read;
}

const size = plain<number>('size', {
  key: 'size',
  group: 'scenario',
  label: 'Model size',
  unit: 'parameters',
  json: 'number',
  range: SIZE,
  slider: SIZE,
  parse: parseSize,
  print: printQuantity,
});

const moe = plain<number>('moe', {
  key: 'moe',
  group: 'scenario',
  label: 'Active size',
  unit: 'parameters',
  json: 'number',
  range: SIZE,
  slider: SIZE,
  parse: parseSize,
  print: printQuantity,
});

const attn: Field<Scenario['attn']> = {
  ...choice('attn', 'Attention', ['gqa', 'mla'], 'a kind of attention', {
    group: 'engine',
    choiceLabels: { gqa: 'GQA, grouped heads', mla: 'MLA, one latent' },
  }),
  get: ({ size, attn }) => (size === null ? undefined : attn),
};

const SKEW: Range = { min: 0, max: 1.2, log: false };
const skew = plain<number>('skew', {
  key: 'skew',
  group: 'engine',
  label: 'Skew of experts',
  unit: '',
  json: 'number',
  range: SKEW,
  offered: ['0', '0.4', '0.8', '1.01', '1.2'],
  choiceLabels: { '': 'as measured', 0: '0: all alike' },
  parse: numberParser(SKEW, '', parseDecimal),
  print: String,
});

const model = plain<string>('model', {
  key: 'model',
  group: 'scenario',
  label: 'Model',
  unit: '',
  json: 'string',
  parse: (text, own) => choiceParser(modelIds(own), 'a known model')(text),
  print: (id) => id,
  default: (scenario) => (scenario.size === null ? DEFAULT_MODEL : null),
  write(draft, value) {
    draft.scenario.model = value;
  },
});

const FORMATS: readonly (WeightFormat | 'auto')[] = ['auto', ...WEIGHT_FORMATS];
const KV_FORMATS: readonly KvFormat[] = ['bf16', 'fp8', 'int4'];

const fmt = choice('fmt', 'Weight format', FORMATS, 'a weight format', {
  group: 'engine',
  choiceLabels: {
    auto: 'auto: as published if ≤ 8 bits, else fp8',
    bf16: 'bf16, 16 bits',
    fp16: 'fp16, 16 bits',
    fp8: 'fp8, 8 bits',
    fp8b: 'fp8 in blocks, 8 bits',
    int8: 'int8, 8 bits',
    int4: 'int4, 4.1 bits',
    mxfp4: 'mxfp4, 4.25 bits',
    nvfp4: 'nvfp4, 4.5 bits',
    'mxfp4-experts': 'mxfp4 experts, rest bf16',
  },
});
const kv = choice('kv', 'KV format', KV_FORMATS, 'a KV format', {
  group: 'engine',
  choiceLabels: { bf16: 'bf16, 16 bits', fp8: 'fp8, 8 bits', int4: 'int4, 4.5 bits' },
});

const engine = choice('engine', 'Serving engine', ENGINES, 'a serving engine', {
  group: 'engine',
  choiceLabels: ENGINE_LABELS,
});

const IO: Range = { min: 1 / 16, max: 1000, log: true };
const io = plain<number>('io', {
  key: 'io',
  group: 'scenario',
  label: 'Input to output ratio',
  unit: '',
  json: 'string',
  range: IO,
  slider: IO,
  parse: numberParser(IO, '', parseRatio, printRatio, 'a ratio such as 7:1'),
  print: printRatio,
  default: (scenario) => usualLengths(scenario).io,
});

const RPS: Range = { min: 0, max: 1e5, aboveMin: true, log: true };
const rps = plain<number>('rps', {
  key: 'rps',
  group: 'scenario',
  label: 'Load',
  unit: 'requests/s',
  json: 'number',
  range: RPS,
  slider: { min: 0.01, max: 1000 },
  parse: numberParser(RPS, 'requests/s', parseQuantity),
  print: String,
  get: ({ rps, conc }) => (conc === null ? rps : undefined),
});

const CONC: Range = { min: 1, max: 100_000, whole: true, log: true };
const conc = plain<number>('conc', {
  key: 'conc',
  group: 'workload',
  label: 'Concurrency',
  unit: 'in flight',
  json: 'number',
  range: CONC,
  slider: { min: 1, max: 4096 },
  offered: Array.from({ length: 13 }, (_, octave) => String(2 ** octave)),
  choiceLabels: { '': 'as many as come: requests/s' },
  parse: numberParser(CONC, 'requests in flight', parseQuantity),
  print: String,
});

const REQUESTS: Range = { min: 1, max: 1_000_000, whole: true, log: true };
const n = plain<number>('requests', {
  key: 'n',
  group: 'run',
  label: 'Requests',
  unit: 'requests',
  json: 'number',
  range: REQUESTS,
  parse: numberParser(REQUESTS, 'requests', parseQuantity),
  print: String,
});

/** The random numbers are keyed by 32 bits. */
const SEED: Range = { min: 0, max: 2 ** 32 - 1, whole: true, log: false };
const seed = plain<number>('seed', {
  key: 'seed',
  group: 'run',
  label: 'Seed',
  unit: '',
  json: 'number',
  range: SEED,
  parse: numberParser(SEED, '', parseDecimal),
  print: String,
});

const workload = choice(
  'workload',
  'Workload',
  WORKLOADS.map((preset) => preset.id),
  'a workload',
  { choiceLabels: Object.fromEntries(WORKLOADS.map((preset) => [preset.id, preset.label])) },
);

const VIEWS: readonly ViewId[] = [
  'full',
  'race',
  'flow',
  'latency',
  'energy',
  'cost',
  'frontier',
  'timeline',
];
const view = choice('view', 'View', VIEWS, 'a view', { group: 'page' });
const layout = choice('layout', 'Layout', ['page', 'slide'], 'a layout', {
  group: 'page',
});

const embed: Field<boolean> = plain<boolean>('embed', {
  key: 'embed',
  group: 'page',
  label: 'Embedded',
  unit: '',
  json: 'boolean',
  parse(text) {
    if (['1', 'true'].includes(text.trim())) return good(true);
    return ['0', 'false'].includes(text.trim()) ? good(false) : bad('is not 1 or 0');
  },
  print: (value) => (value ? '1' : '0'),
});

const theme = choice('theme', 'Theme', ['auto', 'light', 'dark'], 'a theme', { group: 'page' });

/** Counts from 1, as the page does. */
const req = plain<RequestChoice>('req', {
  key: 'req',
  label: 'Request looked into',
  unit: '',
  group: 'page',
  json: 'string',
  parse(text) {
    const [, side, number] = /^([ab]):([1-9]\d{0,8})$/.exec(text.trim()) ?? [];
    if (side === undefined) return bad('is not a side and the number of a request, e.g. a:12');
    return good({ side: side as 'a' | 'b', request: Number(number) - 1 });
  },
  print: ({ side, request }) => `${side}:${String(request + 1)}`,
});

/** Read before the others, whose ids it may bring along. */
const x: Field<Custom> = plain<Custom>('custom', {
  key: 'x',
  label: 'Own chips, models and decisions',
  unit: '',
  group: 'page',
  json: 'object',
  parse: parsePacked,
  print: printPacked,
  get: ({ custom }) => (isNothing(custom) ? null : custom),
  default: () => null,
  write(draft, value) {
    draft.scenario.custom = value ?? NOTHING_OWN;
  },
});

const a = sideFields('a');
const b = sideFields('b');

export const FIELDS = {
  v: version,
  ctx,
  size,
  moe,
  attn,
  skew,
  model,
  fmt,
  kv,
  engine,
  io,
  rps,
  n,
  seed,
  workload,
  classes: classesField,
  slo: sloField,
  conc,
  ...SESSION_FIELDS,
  pue: pueField,
  kwh: kwhField,
  a: ARCHITECTURE_FIELDS.a,
  'a.prefill': a.prefill,
  'a.decode': a.decode,
  'a.tp': a.tp,
  'a.pp': a.pp,
  'a.ep': a.ep,
  'a.overlap': a.overlap,
  'a.tiers': a.tiers,
  'a.evict': a.evict,
  'a.write': a.write,
  'a.admit': a.admit,
  'a.fetch': a.fetch,
  'a.prefetch': a.prefetch,
  'a.route': a.route,
  'a.rules': a.rules,
  'a.more': a.more,
  'a.reject': a.reject,
  'a.spec': a.spec,
  'a.ffn': a.ffn,
  'a.micro': a.micro,
  'a.alpha': a.alpha,
  'a.afdlink': a.afdlink,
  'a.price': a.price,
  'a.sram': a.sram,
  b: ARCHITECTURE_FIELDS.b,
  'b.prefill': b.prefill,
  'b.decode': b.decode,
  'b.tp': b.tp,
  'b.pp': b.pp,
  'b.ep': b.ep,
  'b.overlap': b.overlap,
  'b.tiers': b.tiers,
  'b.evict': b.evict,
  'b.write': b.write,
  'b.admit': b.admit,
  'b.fetch': b.fetch,
  'b.prefetch': b.prefetch,
  'b.route': b.route,
  'b.rules': b.rules,
  'b.more': b.more,
  'b.reject': b.reject,
  'b.spec': b.spec,
  'b.ffn': b.ffn,
  'b.micro': b.micro,
  'b.alpha': b.alpha,
  'b.afdlink': b.afdlink,
  'b.price': b.price,
  'b.sram': b.sram,
  view,
  layout,
  embed,
  theme,
  ...CHART_FIELDS,
  req,
  x,
};

type FieldKey = keyof typeof FIELDS;

/** The same rows for code that treats all alike. */
export const FIELD_LIST: readonly Field<unknown>[] = Object.values(FIELDS);

export const FIELD_KEYS: readonly string[] = Object.keys(FIELDS);

/** Own rows only: `constructor` and the like are not keys. */
export function fieldByKey(key: string): Field<unknown> | null {
  return Object.hasOwn(FIELDS, key) ? FIELDS[key as FieldKey] : null;
}

/** As a person would read it in a sentence: 8,192 for counts, else as links write it. */
export function printForPeople(field: Field<unknown>, value: unknown): string {
  return typeof value === 'number' && field.range?.whole === true && field.key !== 'seed'
    ? count(value)
    : field.print(value);
}
