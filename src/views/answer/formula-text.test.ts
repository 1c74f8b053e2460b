import { expect, test } from 'vitest';
import { formulaParts } from './formula-text';

test('names and what stands below the line; nothing is lost', () => {
  const text = 't_step = √((2·F_layer)² + t_o1) ÷ (1 − ρ)';
  const parts = formulaParts(text);
  expect(parts.map(({ plain }) => plain).join('')).toBe(text);
  expect(parts.filter(({ name }) => name !== null).map(({ name, index }) => [name, index])).toEqual([
    ['t', 'step'],
    ['F', 'layer'],
    ['t', 'o1'],
    ['ρ', null],
  ]);
  expect(formulaParts('1 + 2')).toEqual([{ name: null, index: null, plain: '1 + 2' }]);
});
