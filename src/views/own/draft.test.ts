import { describe, expect, test } from 'vitest';
import { chipById } from '../../data/catalog';
import { NEW_DRAFT, problemsOf, readDraft, slug, wrongFields, type Draft } from './draft';
import { figuresOf } from './figure-words';

const FIGURES = figuresOf('gpu');
const named = (name: string): Draft => ({ ...NEW_DRAFT, name, id: slug(name) });

describe('a name', () => {
  test.each([
    ['My chip', null],
    ['', 'A name takes 1 to 60 letters.'],
    ['  ', 'A name takes 1 to 60 letters.'],
    ['x'.repeat(61), 'A name takes 1 to 60 letters; this has 61.'],
    ['…', 'A name takes at least one letter from a to z or a digit, by which links call it.'],
    [chipById('h100-sxm')!.name, 'In a link this name is that of H100 SXM of the catalogue; choose another.'],
  ])('“%s”', (name, problem) => {
    const draft = named(name);
    expect(problemsOf(draft, FIGURES).name).toBe(problem);
    expect(readDraft(draft, FIGURES).ok || problem !== null).toBe(true);
  });
});

test('a new chip is not called as another of the scenario’s own', () => {
  const other = { id: 'h300', name: 'H300', like: 'h100-sxm', figures: {} };
  expect(problemsOf(named('H300'), FIGURES, [other]).name).toBe(
    'In a link this name is that of your H300; choose another, or change that chip.',
  );
  expect(problemsOf(named('H301'), FIGURES, [other]).name).toBeNull();
});

test('every field that is wrong says so, with what it takes', () => {
  const texts = { scaleUpChips: '1.5', 'memory.bytes': 'much', tdpWatts: '700' };
  const problems = problemsOf({ ...named(''), texts }, FIGURES);
  expect(problems.figures).toEqual({
    scaleUpChips: 'Chips in one scale-up domain “1.5” is not a whole number; it takes 1 to 100,000 chips.',
    'memory.bytes': expect.stringMatching(
      /^Memory “much” is not a number; it takes 0\.001 to [\d,]+ GB\.$/,
    ) as string,
  });
  expect(wrongFields(problems)).toEqual(['Name', 'Memory', 'Chips in one scale-up domain']);
});

test('fields without a problem are a chip', () => {
  const draft = { ...named('H300'), texts: { 'memory.bytes': '300' } };
  expect(wrongFields(problemsOf(draft, FIGURES))).toEqual([]);
  expect(readDraft(draft, FIGURES)).toMatchObject({
    ok: true,
    chip: { id: 'h300', figures: { 'memory.bytes': 300e9 } },
  });
});
