import { expect, test } from 'vitest';
import { decode } from './codec';
import { DEFAULT_SCENARIO } from './defaults';
import { PRESETS } from './presets';
import { readScenario } from './read';

test.each([
  'v=1&ctx=9000',
  '#ctx=9000',
  'https://example.org/#v=1&ctx=9k',
  '{"ctx":9000}',
  '\uFEFF {"ctx": 9000}\n',
])('reads %s', (text) => {
  expect(readScenario(text)).toEqual({ scenario: decode('ctx=9000').scenario, problems: [] });
});

test('reads a preset by its id and by its file', () => {
  for (const preset of PRESETS) {
    expect(readScenario(preset.id).scenario).toEqual(preset.scenario);
  }
  const file = { id: 'mine', title: 'Mine', claim: '?', scenario: { ctx: 9000 } };
  expect(readScenario(JSON.stringify(file)).scenario?.ctx).toBe(9000);
});

test('a link of nothing is the default', () => {
  expect(readScenario('https://example.org/').scenario).toEqual(DEFAULT_SCENARIO);
});

test.each([
  ['', 'presets: first-race'],
  ['frist-race', 'closest: first-race'],
  ['{"ctx": 9000', 'scenario, line 1, column 13: the JSON ends too early.'],
])('"%s" is no scenario, and the reason is said', (text, reason) => {
  const { scenario, problems } = readScenario(text);
  expect(scenario).toBeNull();
  expect(problems[0]?.message).toContain(reason);
});
