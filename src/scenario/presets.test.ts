import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { simulate } from '../engine/sim/simulate';
import { applyLink, decode, encode, encodeQuestion } from './codec';
import { DEFAULT_SCENARIO } from './defaults';
import { fromJson } from './json';
import { ABOUTS, LOOKS, PRESETS } from './presets';
import { resolve } from './resolve';
import { askedAndLook } from '../share/story';

const FOLDER = new URL('../../public/scenarios/', import.meta.url);
const files = readdirSync(FOLDER);

test('every file is a preset', () => {
  expect(files.sort()).toEqual(PRESETS.map(({ id }) => `${id}.json`).sort());
});

test.each(files)('%s: is read whole, travels by link, and can be computed', (file) => {
  const preset = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Record<string, unknown>;
  expect(strayParts(preset, ['id', 'title', 'claim', 'scenario', 'steps'])).toEqual([]);
  for (const step of preset['steps'] as Record<string, unknown>[])
    expect(strayParts(step, ['set', 'text'])).toEqual([]);
  expect(`${String(preset['id'])}.json`).toBe(file);
  const { scenario, problems } = fromJson(preset['scenario'], DEFAULT_SCENARIO);
  expect(problems).toEqual([]);
  expect(decode(encode(scenario)).scenario).toEqual(scenario);
  const resolved = resolve(scenario);
  expect(resolved.a.kind).toBe('ready');
  expect(resolved.b?.kind ?? 'ready').toBe('ready');
  expect(resolved.problems).toEqual([]);
});

const LOOK_NAMES: readonly string[] = Object.values(LOOKS).flat();

/** What is wrong with the keys of a preset or a step, each with the part that it is in. */
function strayParts(part: Record<string, unknown>, wanted: readonly string[]): string[] {
  const { about = null, look = null, ...rest } = part;
  const keys = Object.keys(rest);
  return [
    ...wanted.filter((key) => !keys.includes(key)).map((key) => `${key} is missing`),
    ...keys.filter((key) => !wanted.includes(key)).map((key) => `${key} is no part of it`),
    ...(about === null || (ABOUTS as readonly unknown[]).includes(about)
      ? []
      : [`about: ${JSON.stringify(about)} is none of ${ABOUTS.join(', ')}`]),
    ...(look === null || LOOK_NAMES.includes(look as string)
      ? []
      : [`look: ${JSON.stringify(look)} is none of ${LOOK_NAMES.join(', ')}`]),
  ];
}

test('a name that is none is told with the names there are', () => {
  const step = { set: '', text: '', about: 'joules', look: 'picture', opens: 'plan' };
  expect(strayParts(step, ['set', 'text'])).toEqual([
    'opens is no part of it',
    'about: "joules" is none of energy, cost, ttft, jitter, stall, promises, memory',
    expect.stringMatching(/^look: "picture" is none of latency, .*, chip, plan$/),
  ]);
});

/** What the page calls each part. */
const WORDS: Record<string, RegExp> = {
  ...Object.fromEntries(
    LOOKS.charts.map((id) => [id, new RegExp(`Look at (?:the |Speed, and at )?${id}`, 'i')]),
  ),
  promises: /Look at Promises kept/,
  memory: /Look at What was remembered/,
  difference: /Look at What makes the difference/,
  waits: /Look at What it waits for/,
  sure: /Look at How sure/,
  chip: /[Cc]hange (one|it)/,
  plan: /Find the cheapest/,
};

test.each(PRESETS)('$id: each text asks, and says where to look by the name that stands there', (preset) => {
  const { claim, scenario: own, steps, ...cue } = preset;
  for (const { text, look, about, scenario } of [{ ...cue, text: claim, scenario: own }, ...steps]) {
    expect(text).toContain('?');
    if (look !== null) expect(text).toMatch(WORDS[look]!);
    const [, where] = askedAndLook(text);
    expect(where.split(' ').length, text).toBeLessThanOrEqual(20);
    // A fold that does not apply is not there.
    if (look === 'promises' || about === 'promises') expect(scenario.classes ?? scenario.slo).not.toBeNull();
    if (look === 'memory' || about === 'memory') expect(scenario.b?.tiers ?? scenario.a.tiers).not.toBeNull();
    if (look === 'difference') expect(scenario.b).not.toBeNull();
  }
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

test.each(PRESETS)('$id: no step is a run that is too short for its load', ({ scenario: own, steps }) => {
  for (const scenario of [own, ...steps.map((step) => step.scenario)]) {
    const { a, b } = resolve(scenario);
    for (const side of [a, b])
      if (side?.kind === 'ready') expect(simulate(side.input).report.requests_to_settle).toBeNull();
  }
});
