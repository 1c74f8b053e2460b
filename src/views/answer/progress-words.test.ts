import { expect, test } from 'vitest';
import { progressWords } from './progress-words';

test('what is computed and how far', () => {
  expect(progressWords(10_000, 0.4, true)).toBe('Simulating 10,000 requests a side, 40%');
  // Not done before it is done.
  expect(progressWords(1000, 0.999, false)).toBe('Simulating 1,000 requests, 99%');
});
