import { expect, test } from 'vitest';
import { clockText } from './clock-text';

test.each([
  [1.5, '0.300\u202fs', '1.500\u202fs'],
  [60, '12.00\u202fs', '60.00\u202fs'],
  [500, '100.0\u202fs', '500.0\u202fs'],
  [1020, '3.400\u202fmin', '17.000\u202fmin'],
  [9000, '0.500\u202fh', '2.500\u202fh'],
])('a run of %d s has one form from its beginning to its end', (duration, early, end) => {
  expect(clockText(duration / 5, duration)).toBe(early);
  expect(clockText(duration, duration)).toBe(end);
});
