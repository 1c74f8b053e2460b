import { expect, test } from 'vitest';
import { decode } from '../../scenario/codec';
import { ratioGlance } from './ratio-glance';

test.each([
  [7, undefined],
  [1000, undefined],
  [1 / 16, undefined],
  [2.5, undefined],
  [42955 / 4143, '10.4:1'],
  [149 / 15326, '1:103'],
])('%d is shown as %s', (value, text) => {
  expect(ratioGlance(value)).toBe(text);
});

test('the ratio of a mixture is one that is read at a glance', () => {
  expect(ratioGlance(decode('v=1&classes=interactive:60,batch:40').scenario.io)).toMatch(/^\d+\.\d+:1$/);
});
