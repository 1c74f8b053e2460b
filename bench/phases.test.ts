import { expect, it } from 'vitest';
import { phases } from './phases';

it.each(phases(20))('$name: gives the same result twice', ({ run }) => {
  const first = run();
  expect(first.count).toBeGreaterThan(0);
  expect(first.result).not.toMatch(/undefined|null|NaN/);
  expect(run()).toEqual(first);
});
