import { expect, test } from 'vitest';
import { CHIPS, MODELS } from '../data/catalog';
import { closest } from './closest';
import { FIELD_KEYS } from './fields';

const chips = CHIPS.map(({ id }) => id);

test.each([
  ['h100', chips, 'h100-sxm'],
  ['H100-SXM', chips, 'h100-sxm'],
  ['wse-3', chips, 'cerebras-wse3'],
  ['mi-300x', chips, 'mi300x'],
  ['groq-lpuv1', chips, 'groq-lpu-v1'],
  ['lama-3.1-70b', MODELS.map(({ id }) => id), 'llama-3.1-70b'],
  ['cxt', FIELD_KEYS, 'ctx'],
  ['a.prefil', FIELD_KEYS, 'a.prefill'],
])('%s is probably one of its neighbours', (text, ids, expected) => {
  expect(closest(text, ids)[0]).toBe(expected);
});

test('nothing is suggested for what is far from everything', () => {
  expect(closest('zzzzzzzz', chips)).toEqual([]);
  expect(closest('', chips)).toEqual([]);
  expect(closest('q'.repeat(1e6), chips)).toEqual([]);
});
