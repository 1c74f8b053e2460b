import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LLAMA_CONFIG } from '../data/fixtures/llama-config';
import { countParameters } from '../engine/model/parameters';
import { decode, encode } from './codec';
import { DEFAULT_SCENARIO } from './defaults';
import { toJson } from './json';
import { PRESETS } from './presets';
import { readScenario } from './read';
import { readJsonFile } from './read-file';
import { resolve } from './resolve';

const LLAMA = {
  architectures: ['LlamaForCausalLM'],
  _name_or_path: 'meta-llama/Meta-Llama-3.1-8B',
  torch_dtype: 'bfloat16',
  ...LLAMA_CONFIG,
};
const CHIP = { id: 'my-chip', name: 'My chip', like: 'h100-sxm', memory: { bytes: 2e11 } };

const read = (value: unknown, base = DEFAULT_SCENARIO) =>
  readJsonFile('file.json', JSON.stringify(value, null, 2), base);

function taken(value: unknown, base = DEFAULT_SCENARIO) {
  const result = read(value, base);
  if (!result.ok) throw new Error(result.problem.message);
  return result;
}

test('a configuration becomes a model of its own, shown at once, that travels and is computed', () => {
  const { scenario, said } = taken(LLAMA);
  expect(scenario.model).toBe('meta-llama-3.1-8b');
  expect(said).toContain('Meta-Llama-3.1-8B');
  expect(decode(encode(scenario))).toEqual({ scenario, problems: [] });
  const { a } = resolve(scenario);
  if (a.kind !== 'ready') throw new Error(a.reason);
  expect(countParameters(a.input.model.shape).total).toBe(8_030_261_248);
});

test.each([
  [{ quantization_config: { quant_method: 'fp8' } }, 'fp8'],
  [{ quantization_config: { quant_method: 'fp8', weight_block_size: [128, 128] } }, 'fp8b'],
  [{ quantization_config: { quant_method: 'awq', bits: 4 } }, 'int4'],
  [{ torch_dtype: 'float16' }, 'fp16'],
])('%j is published in %s', (more, format) => {
  expect(taken({ ...LLAMA, ...more }).scenario.custom.models[0]?.nativeFormat).toBe(format);
});

test('a configuration without a name of its own gets one that is free', () => {
  expect(taken({ ...LLAMA, _name_or_path: 'llama-3.1-8b' }).scenario.model).toBe('own-llama-3.1-8b');
  expect(taken({ ...LLAMA, _name_or_path: '', model_type: 'llama' }).scenario.model).toBe('llama');
  expect(taken({ ...LLAMA, _name_or_path: '' }).scenario.model).toBe('file');
});

test('a chip joins those that are there, and replaces one of its name', () => {
  const first = taken(CHIP);
  expect(first.chip).toBe('my-chip');
  const second = taken({ ...CHIP, id: 'other' }, first.scenario).scenario;
  const third = taken({ ...CHIP, memory: { bytes: 3e11 } }, second).scenario;
  expect(third.custom.chips.map(({ id, figures }) => [id, figures['memory.bytes']])).toEqual([
    ['other', 2e11],
    ['my-chip', 3e11],
  ]);
});

test('a scenario, a preset and a saved result are the scenario in them', () => {
  const asked = decode('v=1&ctx=9000&b=none').scenario;
  expect(taken(toJson(asked)).scenario).toEqual(asked);
  expect(taken({ tokenyard: 1, scenario: toJson(asked), result: {} }).scenario).toEqual(asked);
  const preset = PRESETS[2]!;
  expect(taken({ id: preset.id, scenario: toJson(preset.scenario) }).scenario).toEqual(preset.scenario);
});

test('parts of a scenario that cannot be used are named, and the rest is used', () => {
  const { scenario, problems } = taken({ ctx: 5, rps: 3 });
  expect(scenario.rps).toBe(3);
  expect(problems.map(({ key }) => key)).toEqual(['ctx']);
  expect(problems[0]!.message).toMatch(/^file\.json, line 2: ctx "5" is outside .*; 8,192 stays\.$/);
});

test('a file of which nothing can be used is refused; one key that holds is enough', () => {
  const refused = read({ a: 1 });
  expect(refused.ok || refused.problem).toMatchObject({
    line: 2,
    message: expect.stringMatching(
      /^a "1" is not an architecture.*; no key of the file can be used$/,
    ) as string,
  });
  const { scenario, problems } = taken({ ctx: 9000, a: { prefill: 'foo', tp: 3 } });
  expect(scenario.ctx).toBe(9000);
  expect(problems.length).toBeGreaterThan(1);
});

test('an architecture that nobody knows is taken as a usual decoder, and that is said', () => {
  const { scenario, problems } = taken({ ...LLAMA, architectures: ['FooForCausalLM'], model_type: 'foo' });
  expect(scenario.model).toBe('meta-llama-3.1-8b');
  expect(problems.map(({ message }) => message)).toEqual([
    'file.json: model_type "foo" is not known here: the model is taken as a usual decoder with the numbers of its file.',
  ]);
  expect(taken(LLAMA).problems).toEqual([]);
});

test.each([
  [{ model_type: 't5', d_model: 512, is_encoder_decoder: true }, 2, /is_encoder_decoder is true/],
  [{ ...CHIP, memory: { bytes: -1 } }, 4, /memory\.bytes is outside/],
  [{ ...LLAMA, layer_types: ['mamba'] }, null, /recurrent/],
  [{ hello: 1 }, null, /is no scenario .* no chip .* no model/],
  [[1, 2], null, /holds no JSON object/],
])('%j is refused', (value, line, message) => {
  const result = read(value);
  if (result.ok) throw new Error('it was taken');
  expect(result.problem.message).toMatch(message);
  if (line !== null) expect(result.problem.line).toBeGreaterThan(0);
});

test('broken JSON is refused with line and column', () => {
  const result = readJsonFile('x.json', '{\n  "ctx": 9000,\n  "rps": ,\n}', DEFAULT_SCENARIO);
  expect(result).toMatchObject({ ok: false, problem: { line: 3, column: 'character 10' } });
  const cut = readJsonFile('x.json', '{\n  "ctx": 9000', DEFAULT_SCENARIO);
  expect(cut).toMatchObject({ ok: false, problem: { line: 2 } });
});

test('no JSON makes it throw, and what is taken can be written as a link', () => {
  const keys = fc.constantFrom(
    'id',
    'like',
    'ctx',
    'x',
    'chips',
    'models',
    'shape',
    'hidden_size',
    'scenario',
  );
  const part = fc.oneof(fc.jsonValue(), fc.dictionary(keys, fc.jsonValue(), { maxKeys: 4 }));
  const value = fc.oneof(
    part,
    fc.dictionary(keys, part, { maxKeys: 5 }),
    fc
      .dictionary(fc.constantFrom(...Object.keys(LLAMA)), fc.jsonValue())
      .map((more) => ({ ...LLAMA, ...more })),
    fc
      .dictionary(fc.constantFrom('id', 'name', 'like', 'memory'), fc.jsonValue())
      .map((more) => ({ ...CHIP, ...more })),
  );
  fc.assert(
    fc.property(value, (json) => {
      const result = read(json);
      if (!result.ok) {
        expect(result.problem.message.length).toBeGreaterThan(5);
        return;
      }
      expect(decode(encode(result.scenario)).scenario).toEqual(result.scenario);
    }),
    { numRuns: 3000 },
  );
});

test('page and command line read the same of a scenario: own models by configuration, too', () => {
  const scenario = (config: object) => ({
    ctx: 9000,
    model: 'yard',
    x: { models: [{ id: 'yard', name: 'Yard', config }] },
  });
  for (const file of [scenario(LLAMA_CONFIG), { tokenyard: 1, scenario: scenario(LLAMA_CONFIG) }]) {
    const dropped = taken(file);
    expect(dropped.problems).toEqual([]);
    expect(dropped.scenario.model).toBe('yard');
    expect(readScenario(JSON.stringify(file))).toEqual({ scenario: dropped.scenario, problems: [] });
  }
  const bad = scenario({ ...LLAMA_CONFIG, hidden_size: 'wide' });
  expect(read(bad)).toMatchObject({
    ok: false,
    problem: { message: expect.stringMatching(/^model 1 of x: config: .*hidden_size/) as string },
  });
  expect(readScenario(JSON.stringify(bad)).problems[0]?.message).toMatch(
    /model 1 of x: config: .*hidden_size/,
  );
});
