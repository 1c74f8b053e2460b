import { expect, test } from 'vitest';
import { decode } from './codec';
import { DEFAULT_SCENARIO } from './defaults';
import { fromJson, toJson } from './json';

test('lists every field that applies, with the value in force', () => {
  expect(toJson(DEFAULT_SCENARIO)).toMatchObject({
    v: 1,
    ctx: 8192,
    size: null,
    model: 'llama-3.1-70b',
    io: '7:1',
    n: 1000,
    a: 'gpu',
    'a.prefill': 'h100-sxmx8',
    'a.tp': 'auto',
    b: 'gpu-sram',
    'b.decode': 'groq-lpu-v1x576',
    embed: false,
    theme: 'auto',
  });
  // One pool, one key; a hidden side has none.
  expect(toJson(DEFAULT_SCENARIO)).not.toHaveProperty('a.decode');
  expect(Object.keys(toJson({ ...DEFAULT_SCENARIO, b: null })).filter((key) => key.startsWith('b'))).toEqual([
    'b',
  ]);
});

test.each<[object, string]>([
  [{ ctx: 9000, rps: 2.5 }, 'ctx=9000&rps=2.5'],
  [{ size: 7e10, moe: '12b' }, 'size=70b&moe=12b'],
  [{ io: '100:1' }, 'io=100:1'],
  [{ io: 0.25 }, 'io=1:4'],
  [{ embed: true }, 'embed=1'],
  [{ b: null }, 'b=none'],
  [{ b: 'none' }, 'b=none'],
  [{ a: 'sram', 'a.decode': 'groq-lpu-v1x600' }, 'a=sram&a.decode=groq-lpu-v1x600'],
  [{ a: { architecture: 'gpu', prefill: 'h200-sxmx4' } }, 'a.prefill=h200-sxmx4'],
  [{ a: { arch: 'gpu', prefill: { chip: 'h200-sxm', count: 4 }, tp: 4 } }, 'a.prefill=h200-sxmx4&a.tp=4'],
  [{ 'b.decode': { chip: 'groq-lpu-v1', count: 400 } }, 'b.decode=groq-lpu-v1x400'],
  [{ v: 1, workload: 'chat' }, 'workload=chat'],
  [{}, ''],
])('%j is the link %s', (value, link) => {
  const read = fromJson(value, DEFAULT_SCENARIO);
  expect(read.problems).toEqual([]);
  expect(read.scenario).toEqual(decode(link).scenario);
});

test('what is left out stays as it is, null asks for the default', () => {
  const base = decode('ctx=9000&rps=3&a.prefill=h200-sxmx4&size=8b').scenario;
  const read = fromJson({ rps: null, 'a.prefill': null, 'a.tp': 8 }, base);
  expect(read).toEqual({ scenario: decode('ctx=9000&size=8b&a.tp=8').scenario, problems: [] });
});

test('the default that null asks for is of the scenario as the other keys leave it', () => {
  const { scenario } = decode('workload=chat');
  expect(fromJson({ ctx: null, workload: 'chat', io: null }, DEFAULT_SCENARIO)).toEqual({
    scenario,
    problems: [],
  });
});

test('the newest word on the model counts', () => {
  expect(fromJson({ size: '8b' }, DEFAULT_SCENARIO).scenario).toMatchObject({ size: 8e9, model: null });
  const generic = decode('size=671b&moe=37b').scenario;
  const named = { size: null, moe: null, model: 'gpt-oss-20b' };
  expect(fromJson({ model: 'gpt-oss-20b' }, generic).scenario).toMatchObject(named);
  expect(fromJson({ ctx: 9000 }, generic).scenario).toMatchObject({ size: 671e9, moe: 37e9 });
});

test('another architecture starts from its own pools', () => {
  const base = decode('a.prefill=h200-sxmx4&a.tp=4').scenario;
  expect(fromJson({ a: 'sram' }, base).scenario.a).toEqual(decode('a=sram').scenario.a);
});

test.each<[unknown, string]>([
  [null, 'is not an object'],
  ['ctx=9000', 'is not an object'],
  [[1], 'is not an object'],
  [{ ctx: {} }, 'ctx "{}" is not a text or a number; it is not used.'],
  [{ ctx: 5 }, 'ctx "5" is outside 128 to 4,000,000 tokens; 8,192 stays.'],
  [{ ctx: Number.NaN }, 'ctx "NaN" is not a number'],
  [{ a: { pool: 'x' } }, 'a.pool "x" is not a key of a scenario'],
  [{ 'a.prefill': { chip: 'h100-sxm' } }, 'is not <chip id>x<count>'],
  [{ requests: 5 }, 'requests "5" is not a key of a scenario'],
  [{ v: 2 }, 'made by a newer Tokenyard'],
])('%j: says what it cannot use', (value, sentence) => {
  const { scenario, problems } = fromJson(value, DEFAULT_SCENARIO);
  expect(problems.map(({ message }) => message).join('\n')).toContain(sentence);
  expect(scenario).toEqual(DEFAULT_SCENARIO);
});

test('keys of a hidden B need an architecture', () => {
  const hidden = decode('b=none').scenario;
  expect(fromJson({ 'b.tp': 8 }, hidden).problems[0]?.message).toContain('B is hidden');
  expect(fromJson({ b: 'gpu', 'b.tp': 8 }, hidden)).toEqual(decode('b=gpu&b.tp=8'));
});
