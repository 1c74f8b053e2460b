import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ambiguity, parseBytes, parseDecimal, parseQuantity, printQuantity } from './quantity';

test.each([
  ['8192', 8192],
  ['128k', 128_000],
  ['4m', 4e6],
  ['70b', 7e10],
  ['0.5B', 5e8],
  ['1.5t', 1.5e12],
  ['70.553706496b', 70_553_706_496],
  ['.5', 0.5],
  ['1e3', 1000],
  ['-2', -2],
  ['8,192', 8192],
  ['4,000,000', 4e6],
  ['1,366.5', 1366.5],
  ['1 000 000', 1e6],
  ['1\u00a0000\u00a0000.25', 1_000_000.25],
  ['12\u2009345', 12_345],
  ['12\u202f345', 12_345],
  ['128 k', 128_000],
  ['70\u00a0B', 7e10],
  ['1 500 k', 1_500_000],
])('%s is %d', (text, value) => {
  expect(parseQuantity(text)).toBe(value);
});

test.each([
  '',
  ' ',
  'k',
  'abc',
  '1 2',
  '0x10',
  '1_000',
  '1,00',
  '8,1920',
  '1,366,5',
  '1,000 000',
  '1  000',
  '1 000,5',
  '1.000.000',
  '1\t000',
  '128  k',
  'k 128',
  ',100',
  'Infinity',
  'NaN',
  '1e999',
  '1e3k',
  '8kk',
  '--1',
  '１２',
])('"%s" is not a number', (text) => {
  expect(parseQuantity(text)).toBeNaN();
  expect(parseDecimal(text)).toBeNaN();
});

test('what a comma, a space or a second point stands for is asked', () => {
  for (const text of ['1,5', '1 2', '12 34k', '1.000.000', '1,366,5'])
    expect(ambiguity(text), text).not.toBe('');
  for (const text of ['', 'abc', '-', '1.5', '1:', 'a 1', 'k']) expect(ambiguity(text), text).toBe('');
});

test('sizes print as people write them', () => {
  expect([5e8, 7e10, 1.5e12, 2e12].map(printQuantity)).toEqual(['0.5b', '70b', '1.5t', '2t']);
});

test('every size in range survives printing, bit for bit', () => {
  fc.assert(
    fc.property(fc.double({ min: 5e8, max: 2e12, noNaN: true }), (size) => {
      expect(parseQuantity(printQuantity(size))).toBe(size);
    }),
  );
});

test.each([
  ['2 TB', 2e12],
  ['2tb', 2e12],
  ['500 GB', 5e11],
  ['7kB', 7000],
  ['1,500 MB', 1.5e9],
  ['1 PB', 1e15],
  ['1.5 TiB', 1.5 * 2 ** 40],
  ['2t', 2e12],
  ['1e9', 1e9],
])('%s are %d bytes', (text, value) => {
  expect(parseBytes(text)).toBe(value);
});

test.each(['TB', 'two TB', '2 TBB', '1e3 GB', '2 XB', '2 iB'])('"%s" is no number of bytes', (text) => {
  expect(parseBytes(text)).toBeNaN();
});
