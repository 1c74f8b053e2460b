import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHIPS, MODELS } from '../data/catalog';
import type { ClassRule } from '../engine/routing/class-rules';
import { decode, encode } from './codec';
import { ARCHITECTURES, DEFAULT_SCENARIO, sideOf } from './defaults';
import { FIELD_LIST, FIELDS } from './fields';
import { fromJson, toJson } from './json';
import { patchScenario } from './patch';
import { CLASS_PRESETS } from './class-presets';
import type { KvOptions, MorePool, Scenario, SideScenario } from './scenario';
import type { Custom } from './custom';
import { WORKLOADS } from './workloads';

/** Any scenario that controls can make. */
const chosen = fc.record({
  chip: fc.constantFrom(...CHIPS.map(({ id }) => id)),
  count: fc.integer({ min: 1, max: 100_000 }),
});
const pool = fc.option(chosen);
const tokens = fc.integer({ min: 0, max: 1_000_000 });
const whose: fc.Arbitrary<Omit<ClassRule, 'to'>> = fc.oneof(
  fc.constantFrom({}, { class: 'voice' }, { class: 'interactive' }),
  tokens.map((least) => ({ promptAtLeast: least })),
  tokens.map((most) => ({ promptAtMost: most })),
  tokens.map((least) => ({ promptAtLeast: least, promptAtMost: least + 5 })),
);
const rules: fc.Arbitrary<SideScenario['rules']> = fc.array(
  fc
    .tuple(whose, fc.boolean(), fc.constantFrom<ClassRule['to']>('edge', 'sram', 'gpu', 'largest-batch'))
    .map(([of, room, to]) => ({ ...of, ...(room && { room }), to })),
  { maxLength: 12 },
);

const side: fc.Arbitrary<SideScenario> = fc.record({
  architecture: fc.constantFrom(...ARCHITECTURES),
  prefill: pool,
  decode: pool,
  tensorParallel: fc.constantFrom<number | 'auto'>('auto', 1, 2, 8, 1024),
  tiers: fc.constantFrom(null, 'device', 'device,dram:2t', 'device,cxl,flash:8t:7b,podflash,net'),
  kvOptions: fc.record({
    evict: fc.constantFrom<KvOptions['evict']>('lineage', 'lru', 'lfu', 'cost'),
    write: fc.constantFrom<KvOptions['write']>('through', 'back'),
    admit: fc.option(fc.integer({ min: 1, max: 100 })),
    fetch: fc.constantFrom<KvOptions['fetch']>('split', 'auto', 'fetch', 'recompute'),
    prefetch: fc.constantFrom<KvOptions['prefetch']>('on', 'off'),
  }),
  rules,
  route: fc.constantFrom(null, 'rr', 'p2c', 'kvtime', 'kv', 'class', 'slo'),
  more: fc.array(
    fc.record({
      role: fc.constantFrom<MorePool['role']>('mixed', 'prefill', 'decode', 'edge'),
      chip: fc.constantFrom(...CHIPS.map(({ id }) => id)),
      count: fc.integer({ min: 1, max: 100_000 }),
      model: fc.option(fc.constantFrom(...MODELS.map(({ id }) => id))),
    }),
    { maxLength: 12 },
  ),
  reject: fc.constantFrom<SideScenario['reject']>('none', 'slo'),
  spec: fc.option(
    fc.record({
      drafted: fc.integer({ min: 0, max: 16 }),
      acceptance: fc.double({ min: 0, max: 1, noNaN: true }),
      model: fc.constantFrom(...MODELS.map(({ id }) => id)),
      pool,
      sampled: fc.boolean(),
    }),
  ),
  split: fc.record({
    ffn: chosen,
    micro: fc.constantFrom<number | 'auto'>('auto', 1, 3, 64),
    alpha: fc.double({ min: 0, max: 1000, noNaN: true }),
    afdlink: fc.double({ min: 0.1, max: 10_000, noNaN: true }),
  }),
  parallel: fc.record({
    pp: fc.integer({ min: 1, max: 64 }),
    ep: fc.integer({ min: 1, max: 1024 }),
    overlap: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  sram: fc.constantFrom<SideScenario['sram']>('2024h1', '2024h2'),
  price: fc.option(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 2 })),
});
const promised = fc.double({ min: 1e-6, max: 86_400, noNaN: true });
const attn = fc.constantFrom<Scenario['attn']>('gqa', 'mla');
const size = fc.option(fc.double({ min: 5e8, max: 2e12, noNaN: true }));
const custom: fc.Arbitrary<Custom> = fc.record({
  chips: fc.constantFrom<Custom['chips']>(
    [],
    [{ id: 'mine', name: 'Meins ✓', like: 'h100-sxm', figures: { 'memory.bytes': 2e11, usdPerHour: null } }],
  ),
  models: fc.constant([]),
  forced: fc.array(
    fc.record({ side: fc.constantFrom('a' as const, 'b' as const), request: fc.nat(), instance: fc.nat() }),
  ),
});

const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    ctx: fc.integer({ min: 128, max: 4_000_000 }),
    size,
    moe: size,
    attn,
    skew: fc.option(fc.double({ min: 0, max: 1.2, noNaN: true })),
    model: fc.option(fc.constantFrom(...MODELS.map(({ id }) => id))),
    fmt: fc.constantFrom<Scenario['fmt']>('auto', 'bf16', 'mxfp4-experts'),
    kv: fc.constantFrom<Scenario['kv']>('bf16', 'fp8', 'int4'),
    engine: fc.constantFrom<Scenario['engine']>('vllm', 'sglang', 'trtllm', 'graph', 'lean', 'eager2023'),
    io: fc.double({ min: 1 / 16, max: 1000, noNaN: true }),
    rps: fc.double({ min: 1e-9, max: 1e5, noNaN: true }),
    conc: fc.option(fc.integer({ min: 1, max: 100_000 })),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    requests: fc.integer({ min: 1, max: 1_000_000 }),
    pue: fc.option(fc.double({ min: 1, max: 3, noNaN: true })),
    kwh: fc.double({ min: 0, max: 10, noNaN: true }).map((price) => price + 0),
    workload: fc.constantFrom(...WORKLOADS.map(({ id }) => id)),
    classes: fc.option(
      fc.uniqueArray(
        fc.record({
          id: fc.constantFrom(...CLASS_PRESETS.map(({ id }) => id)),
          share: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
          model: fc.option(fc.constantFrom(...MODELS.map(({ id }) => id))),
        }),
        { selector: ({ id }) => id, minLength: 1 },
      ),
    ),
    slo: fc.option(
      fc
        .record({ ttft: fc.option(promised), tpot: fc.option(promised) })
        .filter(({ ttft, tpot }) => ttft !== null || tpot !== null),
    ),
    sessions: fc.record({
      turns: fc.integer({ min: 1, max: 1000 }),
      tool: fc.double({ min: 0, max: 1, noNaN: true }).map((share) => share + 0),
      gap: fc.double({ min: 0.1, max: 86_400, noNaN: true }),
      toolgap: fc.double({ min: 0.01, max: 3600, noNaN: true }),
      sys: fc.constantFrom(0, 1, 2000, 1_000_000),
      prefixes: fc.integer({ min: 1, max: 10_000 }),
    }),
    a: side,
    b: fc.option(side),
    view: fc.constantFrom<Scenario['view']>('full', 'race', 'timeline'),
    layout: fc.constantFrom<Scenario['layout']>('page', 'slide'),
    embed: fc.boolean(),
    theme: fc.constantFrom<Scenario['theme']>('auto', 'light', 'dark'),
    charts: fc.record<Scenario['charts']>({
      tab: fc.constantFrom('cost', 'frontier', 'waterfall', 'timeline'),
      over: fc.constantFrom('context', 'size', 'ratio', 'load'),
      y: fc.constantFrom('ttft', 'tpot', 'e2e'),
      scale: fc.constantFrom('log', 'linear'),
      others: fc.constantFrom('off', 'on'),
      per: fc.constantFrom('output', 'total'),
      rate: fc.constantFrom('chip', 'kilowatt', 'dollar'),
    }),
    req: fc.option(
      fc.record<NonNullable<Scenario['req']>>({
        side: fc.constantFrom('a', 'b'),
        request: fc.integer({ min: 0, max: 1e8 }),
      }),
    ),
    custom,
  })
  .map((drawn) => patchScenario(drawn, {}));

test('a link says what the scenario says', () => {
  fc.assert(
    fc.property(scenario, (drawn) => {
      expect(decode(encode(drawn)).scenario).toEqual(drawn);
    }),
    { numRuns: 500 },
  );
});

test('the JSON form says what the scenario says, whatever it is put on', () => {
  fc.assert(
    fc.property(scenario, scenario, (drawn, base) => {
      const travelled: unknown = JSON.parse(JSON.stringify(toJson(drawn)));
      expect(fromJson(travelled, base).scenario).toEqual(drawn);
    }),
    { numRuns: 500 },
  );
});

test('a link of a valid scenario has nothing to complain about but what comes later', () => {
  fc.assert(
    fc.property(scenario, (drawn) => {
      const complaints = decode(encode(drawn)).problems.filter(
        ({ message }) => !/this version/i.test(message),
      );
      expect(complaints).toEqual([]);
    }),
  );
});

test('links need no escapes', () => {
  fc.assert(
    fc.property(scenario, (drawn) => {
      expect(encode(drawn)).toMatch(/^v=1(&[\w.]+=[\w.,:*/-]+)*$/);
    }),
  );
});

const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.tuple(fc.constantFrom(...Object.keys(FIELDS), 'x', '__proto__', 'constructor'), fc.string()))
    .map((pairs) => '#' + pairs.map(([key, text]) => `${key}=${text}`).join('&')),
);

test('no text breaks decoding, and what it gives is a scenario', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const { scenario: read } = decode(text);
      expect(decode(encode(read)).scenario).toEqual(read);
    }),
    { numRuns: 2000 },
  );
});

test('no value breaks the JSON form', () => {
  const keyed = fc.dictionary(fc.constantFrom(...Object.keys(FIELDS), 'x'), fc.anything());
  fc.assert(
    fc.property(fc.oneof(fc.anything(), keyed), (value) => {
      const { scenario: read } = fromJson(value, DEFAULT_SCENARIO);
      expect(decode(encode(read)).scenario).toEqual(read);
    }),
    { numRuns: 1000 },
  );
});

test('every field prints its default so that it parses back', () => {
  const hidden = { ...DEFAULT_SCENARIO, b: sideOf('gpu-split') };
  for (const field of FIELD_LIST) {
    const value = field.get(hidden) ?? null;
    if (value !== null) expect(field.parse(field.print(value))).toEqual({ ok: true, value });
  }
});

test('a field out of range stays out, at both ends', () => {
  for (const field of FIELD_LIST) {
    if (field.range === null || field.unit === 'chips') continue;
    const { min, max, aboveMin = false } = field.range;
    expect(field.parse(field.print(max)).ok).toBe(true);
    expect(field.parse(field.print(min)).ok).toBe(!aboveMin);
    expect(field.parse(field.print(max * 2)).ok).toBe(false);
    expect(field.parse('-1').ok).toBe(false);
  }
});
