import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from './expression';
import { derived, given, type Formula } from './quantity';

const none = (name: string): number => {
  throw new Error(name);
};

describe('expressions', () => {
  it.each([
    ['1 + 2 × 3', 7],
    ['(1 + 2) × 3 − 4 ÷ 2', 7],
    ['8 − 3 − 2', 3],
    ['24 ÷ 4 ÷ 2', 3],
    ['√(3² + 16)', 5],
    ['(1 + 2)² × 2', 18],
    ['max(1, 2 × 2, 3) + min(4, 5)', 8],
    ['−2 + 3', 1],
    ['1.5e-3 × 2', 0.003],
  ])('%s', (text, value) => {
    expect(evaluate(text, none)).toBeCloseTo(value, 12);
  });

  it.each(['', '1 +', '(1', '1 2', 'max 3', '1 % 2', '√4'])('refuses %j', (text) => {
    expect(() => evaluate(text, none)).toThrow(SyntaxError);
  });
});

describe('quantities', () => {
  const positive = fc.double({ min: 1e-9, max: 1e15, noNaN: true });

  it('plugged in, a formula gives the value to four digits', () => {
    fc.assert(
      fc.property(positive, positive, positive, (a, b, c) => {
        const inputs = [a, b, c].map((value, i) => given('abc'[i]!, '', '', value, { kind: 'asked' }));
        const q = derived('x', '', '', 'a × b + √(a × a + c × c) ÷ max(b, c)', inputs);
        expect(Math.abs(evaluate((q.from as Formula).plugged, none) / q.value - 1)).toBeLessThan(1e-5);
      }),
    );
  });

  it('names are its inputs', () => {
    expect(() => derived('x', '', '', 'a + b', [given('a', '', '', 1, { kind: 'run' })])).toThrow(/names b/);
  });
});
