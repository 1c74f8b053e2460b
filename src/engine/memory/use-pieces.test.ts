import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsePieces } from './use-pieces';

test('pieces say of every block what a number for each would', () => {
  const change = fc.record({ from: fc.nat(30), blocks: fc.nat(30), uses: fc.nat(9), atLeast: fc.boolean() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), fc.integer({ min: 1, max: 30 }), (changes, end) => {
      const pieces = new UsePieces(9);
      pieces.fill(end, 1);
      const plain = new Array<number>(end).fill(1);
      for (const { from, blocks, uses, atLeast } of changes) {
        const to = Math.min(end, from + blocks);
        if (from >= to) continue;
        if (atLeast) pieces.raise(from, to, uses);
        else pieces.set(from, to, uses);
        for (let k = from; k < to; k++) plain[k] = atLeast ? Math.max(plain[k]!, uses) : uses;
      }
      plain.forEach((uses, k) => {
        const piece = pieces.pieceAt(k);
        expect([pieces.usesOf(piece), pieces.endOf(piece) > k]).toEqual([uses, true]);
      });
    }),
  );
});
