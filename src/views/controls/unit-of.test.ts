import { expect, test } from 'vitest';
import { unitOf } from './unit-of';

test.each([
  ['1', 'turns', 'turn'],
  ['1', 'requests/s', 'request/s'],
  ['2', 'requests/s', 'requests/s'],
  ['1', 's', 's'],
  ['1', 'ms', 'ms'],
  ['1', 'US$/h', 'US$/h'],
])('%s %s', (value, unit, written) => {
  expect(unitOf(value, unit)).toBe(written);
});
