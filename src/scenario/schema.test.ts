import Ajv from 'ajv';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decode } from './codec';
import { FIELD_KEYS } from './fields';
import { toJson } from './json';
import { packed } from './packed';
import { PRESETS } from './presets';
import { scenarioSchema } from './schema';

const validate = new Ajv({ allErrors: true }).compile(scenarioSchema());
const problemsOf = (json: unknown) => {
  const travelled: unknown = JSON.parse(JSON.stringify(json));
  return validate(travelled) === true ? [] : (validate.errors ?? []).map(({ dataPath }) => dataPath);
};

const OWN = {
  chips: [{ id: 'mine', like: 'h100-sxm', 'memory.bytes': 2e11, usdPerHour: null }],
  models: [
    {
      id: 'my-model',
      maxContext: 4096,
      shape: { layers: 2, width: 64, queryHeads: 2, kvHeads: 2, headWidth: 32, ffnWidth: 99, vocabulary: 9 },
    },
  ],
  forced: [{ side: 'b', request: 1, instance: 0 }],
};

test.each([
  ...PRESETS.map(({ id, scenario }) => [id, scenario] as const),
  ['one side', decode('b=none&size=7b&io=2.5:1&embed=1&theme=dark').scenario] as const,
  ['own things', decode(`model=my-model&a.prefill=minex8&x=${packed(OWN)}`).scenario] as const,
])('what the page writes of %s is valid', (_, scenario) => {
  expect(problemsOf(toJson(scenario))).toEqual([]);
});

const FOLDER = new URL('../../public/scenarios/', import.meta.url);
test.each(readdirSync(FOLDER))('the scenario of %s is valid', (file) => {
  const preset = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as { scenario: unknown };
  expect(problemsOf(preset.scenario)).toEqual([]);
});

test.each<[object, string]>([
  [{ ctx: 5 }, '.ctx'],
  [{ ctx: 'many' }, '.ctx'],
  [{ rps: 0 }, '.rps'],
  [{ seed: 1.5 }, '.seed'],
  [{ embed: 'yes' }, '.embed'],
  [{ view: 'everything' }, '.view'],
  [{ 'a.tp': 'most' }, "['a.tp']"],
  [{ x: { chips: [{ id: 'mine', like: 'h100-sxm', 'memory.bytes': 1 }] } }, "['memory.bytes']"],
  [{ x: { chips: [{ id: 'My chip', like: 'h100-sxm' }] } }, '.x.chips[0].id'],
  [{ x: { spells: [] } }, '.x'],
  [{ warp: 9 }, ''],
])('%j is not', (json, path) => {
  expect(problemsOf(json).join(' ')).toContain(path);
  expect(problemsOf(json)).not.toEqual([]);
});

test('every key is in it', () => {
  const { properties } = scenarioSchema() as { properties: object };
  expect(Object.keys(properties)).toEqual([...FIELD_KEYS]);
});
