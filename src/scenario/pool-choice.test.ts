import { expect, test } from 'vitest';
import { CHIPS } from '../data/catalog';
import { parsePool, printPool } from './pool-choice';

test('splits at the last x with only digits behind it', () => {
  expect(parsePool('h100-sxmx8')).toEqual({ chip: 'h100-sxm', count: 8 });
  expect(parsePool('box2x10')).toEqual({ chip: 'box2', count: 10 });
  expect(parsePool('maxxx16')).toEqual({ chip: 'maxx', count: 16 });
});

test.each(['', 'x8', 'h100-sxm', 'h100-sxmx', 'h100-sxmx-1', 'h100-sxmx1.5', 'h100-sxm x eight'])(
  '"%s" names no pool',
  (text) => {
    expect(parsePool(text)).toBeNull();
  },
);

test('every chip of the catalogue survives printing', () => {
  for (const { id } of CHIPS)
    expect(parsePool(printPool({ chip: id, count: 72 }))).toEqual({ chip: id, count: 72 });
});
