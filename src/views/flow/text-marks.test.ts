import { describe, expect, test } from 'vitest';
import { lineMarks, tokensPerLine } from './text-marks';

describe('text marks', () => {
  test('are the same for the same token', () => {
    expect(lineMarks(41, 3, 24, 260)).toEqual(lineMarks(41, 3, 24, 260));
    expect(lineMarks(42, 3, 24, 260)).not.toEqual(lineMarks(41, 3, 24, 260));
  });

  test.each([0, 1, 2, 99])('line %i: from left to right, within the column, ragged at the end', (line) => {
    const marks = lineMarks(7, line, 30, 260);
    let end = 0;
    for (const { x, width } of marks) {
      expect(x).toBeGreaterThanOrEqual(end - 1e-9);
      expect(width).toBeGreaterThan(0);
      end = x + width;
    }
    expect(marks).toHaveLength(30);
    expect(end).toBeLessThanOrEqual(260 + 1e-9);
    expect(end).toBeGreaterThan(0.8 * 260);
  });

  test('a wider column holds more tokens', () => {
    expect(tokensPerLine(260, 1)).toBeGreaterThan(25);
    expect(tokensPerLine(10, 1)).toBe(4);
    expect(tokensPerLine(520, 2)).toBe(tokensPerLine(260, 1));
  });
});
