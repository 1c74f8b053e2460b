import { expect, test } from 'vitest';
import { AXES } from '../axes';
import { curveOutcome, type CurveSpec } from '../fixtures/curves';
import { cheaperSentence } from './cheaper';
import { sideLines } from './curve-data';

const x = Float64Array.of(1000, 2000, 4000, 8000, 16_000, 32_000);

function say(a: CurveSpec, b: CurveSpec | null): string {
  const sides = [
    { side: 'A', name: 'GPU' },
    { side: 'B', name: 'SRAM' },
  ] as const;
  const outcome = curveOutcome('context', x, a, b);
  return cheaperSentence(sideLines(outcome, 'usdPerMillionOutputTokens', sides), AXES.context);
}

test('one crossing names the cheaper side before and after it', () => {
  expect(say({ tpot: (at) => at / 1e6 }, { tpot: () => 0.004 })).toBe(
    'A is cheaper up to 4,000 tokens, then B.',
  );
});

test('two crossings go there and back', () => {
  const text = say({ tpot: (at) => Math.abs(Math.log(at / 6000)) + 0.1 }, { tpot: () => 0.9 });
  expect(text).toMatch(/^B is cheaper up to 2,\d+ tokens, then A up to 14\.\dk tokens, then B\.$/);
});

test('without a crossing one side is cheaper wherever both run', () => {
  expect(say({ tpot: () => 0.1 }, { tpot: () => 0.2 })).toBe('A is cheaper wherever both can run this.');
  const ends = { fitsUpTo: 8000 };
  expect(say({ tpot: () => 0.1, ...ends }, { tpot: () => 0.2, ...ends })).toBe(
    'A is cheaper wherever both can run this.',
  );
});

test('who goes on alone is said, and how far', () => {
  expect(say({ tpot: () => 0.1, saturatedFrom: 8000 }, { tpot: () => 0.2 })).toBe(
    'A is cheaper up to 5,660 tokens; beyond, only B can.',
  );
  expect(say({ tpot: () => 0.1, saturatedFrom: 3000 }, { tpot: () => 0.2, fitsUpTo: 9000 })).toBe(
    'A is cheaper up to 2,830 tokens; from there to 11.3k tokens only B can.',
  );
});

test('nothing is said about one price, none, or equal ones', () => {
  expect(say({ tpot: () => 0.1 }, null)).toBe('');
  expect(say({ tpot: () => 0.1 }, { tpot: () => NaN })).toBe('');
  expect(say({ tpot: () => 0.1 }, { tpot: () => 0.1 })).toBe('');
});
