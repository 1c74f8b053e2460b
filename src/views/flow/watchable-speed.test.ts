import { expect, test } from 'vitest';
import { watchableSpeed } from './watchable-speed';

test('a request that passes within a minute keeps the speed, a longer one is played faster', () => {
  expect(watchableSpeed(0.1, 5)).toBe(0.1);
  expect(watchableSpeed(0.1, 114)).toBe(2);
  expect(watchableSpeed(5, 114)).toBe(5);
  expect(watchableSpeed(0.1, 1e6)).toBe(60);
  // One that never ended has no length.
  expect(watchableSpeed(0.1, NaN)).toBe(0.1);
});
