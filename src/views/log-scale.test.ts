import { describe, expect, test } from 'vitest';
import { logScale } from './log-scale';

const scales = [
  ['context', logScale(128, 4_194_304, 2, 8), [128, 8192, 131_072, 1_048_576]],
  ['size', logScale(5e8, 2e12, 10, 50), [5e8, 1e9, 1e11, 2e12]],
  ['ratio', logScale(1 / 16, 1000, 10, 40), [1 / 16, 0.1, 1, 10, 100, 1000]],
] as const;

describe('logScale', () => {
  test.each(scales)('%s: round values keep their value', (_name, scale, values) => {
    for (const value of values) expect(scale.fromPosition(scale.toPosition(value))).toBe(value);
  });

  test.each(scales)('%s: every step moves, up and never out of range', (_name, scale) => {
    for (let position = scale.first; position < scale.last; position++) {
      const [here, next] = [scale.fromPosition(position), scale.fromPosition(position + 1)];
      expect(next).toBeGreaterThan(here);
      expect(scale.toPosition(here)).toBe(position);
    }
    expect(scale.fromPosition(scale.first - 5)).toBe(scale.min);
    expect(scale.fromPosition(scale.last + 5)).toBe(scale.max);
    expect(scale.toPosition(scale.max * 10)).toBe(scale.last);
  });

  test('values in between are ones a person would write', () => {
    const [, context] = scales[0];
    expect(context.fromPosition(13 * 8 + 1)).toBe(8704);
  });
});
