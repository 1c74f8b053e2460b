import { expect, test } from 'vitest';
import { countAfterChange } from './chip-choice';

test.each([
  ['groq-lpu-v1', 576, 'cerebras-wse3', 4],
  ['groq-lpu-v1', 576, 'groq3-lp30', 265],
  ['cerebras-wse3', 1, 'groq-lpu-v1', 192],
  ['groq-lpu-v1', 576, 'groq-lpu-v1', 576],
  ['h100-sxm', 8, 'b200-sxm', 8],
])('%s × %d becomes %s × %d', (chip, count, next, expected) => {
  expect(countAfterChange({ chip, count }, next)).toBe(expected);
});
