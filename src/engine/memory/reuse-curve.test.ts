import { describe, expect, test } from 'vitest';
import { probit } from '../number/probit';
import { COSTS } from './fixtures';
import { gapCdf, reuseChance, ReuseCurve } from './reuse-curve';
import { normalCdf } from '../number/normal';

const [person, tool] = [COSTS.reuse[0]!, COSTS.reuse[1]!];

test('the normal distribution function undoes probit', () => {
  for (let p = 0.001; p < 1; p += 0.001) expect(normalCdf(probit(p))).toBeCloseTo(p, 6);
});

describe('chance of reuse', () => {
  test('an exponential pause has no memory', () => {
    const chance = 1 - Math.exp(-60 / 3);
    for (const age of [0, 1, 10, 30]) expect(reuseChance(tool, age, 60)).toBeCloseTo(chance, 9);
  });

  test('is the hazard times the horizon for short horizons', () => {
    const { continues } = person;
    for (const age of [5, 30, 60, 200]) {
      const density = (gapCdf(person, age + 0.01) - gapCdf(person, age - 0.01)) / 0.02;
      const hazard = (continues * density) / (1 - continues * gapCdf(person, age));
      expect(reuseChance(person, age, 0.1) / 0.1 / hazard).toBeCloseTo(1, 1);
    }
  });

  test('a person who has been away for long is less likely to be back soon', () => {
    const chances = [60, 120, 300, 900, 3000].map((age) => reuseChance(person, age, 60));
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
  });

  test('the table is the function', () => {
    const curve = new ReuseCurve(person, 60);
    for (let i = 0; i < 200; i++) expect(curve.at(i * 3.75)).toBe(reuseChance(person, i * 3.75, 60));
    expect(curve.at(1e9)).toBeLessThan(0.01);
  });
});
