import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowAt, rowsOfChains } from './fixtures';

const partsOf = (chains: number[][]) => {
  const { starts, strand, until } = rowsOfChains(chains, 16);
  return chains.map((_, i) => {
    const from = starts[i]!;
    const to = i + 1 < starts.length ? starts[i + 1]! : strand.length;
    return Array.from({ length: to - from }, (__, p) => [strand[from + p]!, until[from + p]!]);
  });
};

test('the turns of a session go along one strand, and what branches off has its own', () => {
  const chains = [[1, 2], [1, 2, 3], [1, 2, 3, 4, 5], [1, 2, 9], [], [1, 2, 9, 8]];
  expect(partsOf(chains)).toEqual([
    [[0, 2]],
    [[0, 3]],
    [[0, 5]],
    [
      [0, 2],
      [1, 3],
    ],
    [],
    [
      [0, 2],
      [1, 4],
    ],
  ]);
});

test('rows share exactly their common fronts', () => {
  const chain = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 6 }).map((branches) => {
    const names: number[] = [];
    branches.forEach((branch, k) => names.push((names[k - 1] ?? 0) * 3 + branch));
    return names;
  });
  fc.assert(
    fc.property(fc.array(chain, { maxLength: 30 }), (chains) => {
      const rows = rowsOfChains(chains, 16);
      const blockOf = new Map<number, number>();
      chains.forEach((names, i) => {
        rowAt(rows, i).forEach((block, k) => {
          expect(blockOf.get(names[k]!) ?? block).toBe(block);
          blockOf.set(names[k]!, block);
        });
      });
      expect(new Set(blockOf.values()).size).toBe(blockOf.size);
    }),
  );
});
