import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantileOfSorted } from './quantile';
import { quantilesOf, select } from './select';

/** Differences of larger ones are beyond what a double holds. */
const MOST = 1e300;
const values = fc.array(
  fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, min: -MOST, max: MOST })),
  { minLength: 1, maxLength: 200 },
);

test('selection finds what sorting would put there', () => {
  fc.assert(
    fc.property(values, fc.nat(), (list, pick) => {
      const k = pick % list.length;
      const sorted = Float64Array.from(list).sort();
      expect(select(Float64Array.from(list), k) - sorted[k]!).toBe(0);
    }),
  );
});

test.each([
  ['sorted', (i: number) => i],
  ['falling', (i: number) => -i],
  ['equal', () => 1],
  ['up and down', (i: number) => Math.abs(i - 5000)],
])('of many values that are %s too', (_, of) => {
  const list = Float64Array.from({ length: 10_000 }, (__, i) => of(i));
  const sorted = list.slice().sort();
  for (const k of [0, 17, 5000, 9999]) expect(select(list.slice(), k)).toBe(sorted[k]);
});

test('quantiles are those of the sorted values', () => {
  fc.assert(
    fc.property(values, (list) => {
      const sorted = Float64Array.from(list).sort();
      const shares = [0, 0.25, 0.5, 0.5, 0.9, 0.99, 1];
      quantilesOf(Float64Array.from(list), shares).forEach((quantile, i) =>
        expect(quantile - quantileOfSorted(sorted, shares[i]!)).toBe(0),
      );
    }),
  );
});
