import { expect, test } from 'vitest';
import { progressOf, progressWords } from './progress-words';

test('what is computed and how far: A is the first half of two sides', () => {
  expect(progressOf({ run: 1, side: 'a', done: 0.4 }, true)).toBe(0.2);
  expect(progressOf({ run: 1, side: 'b', done: 0.4 }, true)).toBe(0.7);
  expect(progressOf({ run: 1, side: 'a', done: 0.4 }, false)).toBe(0.4);
  expect(progressWords(10_000, 0.4, true)).toBe('Simulating 10,000 requests a side, 40%');
  // Not done before it is done.
  expect(progressWords(1000, 0.999, false)).toBe('Simulating 1,000 requests, 99%');
});
