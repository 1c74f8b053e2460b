import { expect, test } from 'vitest';
import { decode } from '../../scenario/codec';
import { DEFAULT_SCENARIO } from '../../scenario/defaults';
import { exampleOf } from '../../scenario/field-docs';
import { FIELD_LIST, FIELDS } from '../../scenario/fields';
import { fieldsOf, PANEL_GROUPS, textOf } from './field-groups';
import { placeholderOf } from './placeholder-of';

test('no field of the panel that is empty by itself leaves its syntax to guess', () => {
  const folds = ['cluster' as const, ...PANEL_GROUPS.map(({ id }) => id)];
  const blank = folds
    .flatMap((group) => [null, 'a' as const, 'b' as const].flatMap((side) => fieldsOf(group, side)))
    .filter((field) => !field.choices && !field.offered && textOf(field, DEFAULT_SCENARIO) === '');
  expect(blank.map(({ key }) => key)).toEqual(expect.arrayContaining(['slo', 'pue', 'a.more', 'b.price']));
  for (const field of blank) {
    if (field.key.endsWith('.tiers')) continue;
    expect(placeholderOf(field, DEFAULT_SCENARIO), field.key).toMatch(/\S/);
  }
});

test('every example is what its field takes', () => {
  const examples = FIELD_LIST.filter((field) => exampleOf(field) !== null);
  expect(examples.length).toBe(12);
  for (const field of examples) expect(field.parse(exampleOf(field)!), field.key).toMatchObject({ ok: true });
});

test('a PUE is the one in force', () => {
  const { scenario } = decode('v=1&a=edge&a.decode=dgx-sparkx1&b=gpu-split');
  expect(placeholderOf(FIELDS.pue, scenario)).toBe('1 / 1.2');
  expect(placeholderOf(FIELDS.pue, DEFAULT_SCENARIO)).toBe('1.2');
  expect(placeholderOf(FIELDS.seed, DEFAULT_SCENARIO)).toBeUndefined();
});
