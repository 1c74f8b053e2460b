import { expect, test } from 'vitest';
import { durationText } from './quantities';

test.each([
  [0.0104, '10.4 ms'],
  [0.9861, '986 ms'],
  [1.6604, '1.66 s'],
])('%f s is %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
