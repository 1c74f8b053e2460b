import { describe, expect, test } from 'vitest';
import { stallBehind, type LineBehind } from './line-behind';

const line: LineBehind = { utilisation: 0.5, chance: 0.5, lasts: 2, rate: 1, long: 0.3, step: 0.01 };
const usual = (0.5 * 0.01) / (0.5 * 0.01 + 0.5 * 0.3);
const answers = (tokens: number) => ({ tokens: [tokens], weights: [1] });

describe('what an answer loses to the line behind it', () => {
  test('a single step is a long one by chance, beyond the usual share of them', () => {
    const forgets = 1 * 0.01 + 0.3 / 2;
    const { tpot, token } = stallBehind(line, answers(2));
    expect(tpot).toBeCloseTo(((0.5 - usual) * (0.3 - 0.01) * (1 - Math.exp(-forgets))) / forgets, 12);
    expect(token).toBe(tpot);
  });

  test('the longer an answer, the less of it', () => {
    const of = [2, 20, 200, 2000, 200_000].map((tokens) => stallBehind(line, answers(tokens)).tpot);
    of.slice(1).forEach((tpot, i) => expect(tpot).toBeLessThan(of[i]!));
    expect(of.at(-1)).toBeLessThan(1e-4);
  });

  test('short answers among long ones lose more a token than all their tokens together', () => {
    const { tpot, token } = stallBehind(line, { tokens: [10, 1000], weights: [0.5, 0.5] });
    expect(tpot).toBeGreaterThan(3 * token);
  });

  test.each([
    ['nobody comes', { rate: 0, utilisation: 0, chance: 0, lasts: NaN }],
    ['the line does not last', { lasts: 0 }],
    ['a line is rarer than usual', { chance: 0.01 }],
  ])('nothing where %s', (_, over) => {
    expect(stallBehind({ ...line, ...over }, answers(50))).toEqual({ tpot: 0, token: 0 });
  });
});
