import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRatio, printRatio } from './ratio';

test.each([
  ['100:1', 100],
  ['1:4', 0.25],
  ['2.5:1', 2.5],
  ['100', 100],
  ['1155:211', 1155 / 211],
  [' 7 : 1 ', 7],
  ['3/1', 3],
  ['3 to 1', 3],
])('%s is %d', (text, value) => {
  expect(parseRatio(text)).toBe(value);
});

test.each(['', ':', '0:0', '1:0', '0:1', '-1:1', '1:2:3', '1/2/3', '1/', 'to 1', 'a:b', '1:', ':1', '1;2'])(
  '"%s" is no ratio',
  (text) => {
    expect(parseRatio(text)).toBeNaN();
  },
);

test('prints what reads best', () => {
  expect([7, 2.5, 0.25, 1 / 3, 0.07, 1155 / 211, 1].map(printRatio)).toEqual([
    '7:1',
    '2.5:1',
    '1:4',
    '1:3',
    '0.07:1',
    '1155:211',
    '1:1',
  ]);
});

test('every ratio in range survives printing, bit for bit', () => {
  fc.assert(
    fc.property(fc.double({ min: 1 / 16, max: 1000, noNaN: true }), (ratio) => {
      expect(parseRatio(printRatio(ratio))).toBe(ratio);
    }),
  );
});
