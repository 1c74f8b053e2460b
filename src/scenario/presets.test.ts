import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { applyLink, decode, encode, encodeQuestion } from './codec';
import { DEFAULT_SCENARIO } from './defaults';
import { fromJson } from './json';
import { PRESETS } from './presets';
import { resolve } from './resolve';

const FOLDER = new URL('../../public/scenarios/', import.meta.url);
const files = readdirSync(FOLDER);

test('every file is a preset', () => {
  expect(files.sort()).toEqual(PRESETS.map(({ id }) => `${id}.json`).sort());
});

test.each(files)('%s: is read whole, travels by link, and can be computed', (file) => {
  const preset = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Record<string, unknown>;
  const { opens = null, ...rest } = preset;
  expect(Object.keys(rest)).toEqual(['id', 'title', 'claim', 'scenario', 'steps']);
  expect([null, 'chip', 'plan', 'memory']).toContain(opens);
  expect(`${String(preset['id'])}.json`).toBe(file);
  const { scenario, problems } = fromJson(preset['scenario'], DEFAULT_SCENARIO);
  expect(problems).toEqual([]);
  expect(decode(encode(scenario)).scenario).toEqual(scenario);
  const resolved = resolve(scenario);
  expect(resolved.a.kind).toBe('ready');
  expect(resolved.b?.kind ?? 'ready').toBe('ready');
  expect(resolved.problems).toEqual([]);
});

test('no question stands in two stories', () => {
  const questions = PRESETS.flatMap(({ scenario, steps }) => [
    scenario,
    ...steps.map((step) => step.scenario),
  ]);
  expect(new Set(questions.map(encodeQuestion)).size).toBe(questions.length);
});

test('the first race is the default scenario, written out', () => {
  expect(PRESETS[0]?.scenario).toEqual(DEFAULT_SCENARIO);
});

test.each(PRESETS)('$id: every step changes the question, and can be computed', ({ id, scenario, steps }) => {
  const file = JSON.parse(readFileSync(new URL(`${id}.json`, FOLDER), 'utf8')) as {
    steps: { set: string }[];
  };
  expect(steps.length).toBeGreaterThanOrEqual(3);
  expect(steps.length).toBeLessThanOrEqual(6);
  expect(new Set([scenario, ...steps.map((step) => step.scenario)].map(encode)).size).toBe(steps.length + 1);
  for (const { set } of file.steps) expect(applyLink(set, scenario).problems).toEqual([]);
  for (const step of steps) {
    const { a, b, problems } = resolve(step.scenario);
    expect([a.kind, b?.kind ?? 'ready', problems]).toEqual(['ready', 'ready', []]);
  }
});
