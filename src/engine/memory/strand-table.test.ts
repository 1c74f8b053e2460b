import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StrandTable } from './strand-table';

test('a table answers like a map, whatever is added and removed', () => {
  const operation = fc.record({ id: fc.integer({ min: 0, max: 400 }), add: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(operation, { maxLength: 2000 }),
      fc.integer({ min: 1, max: 5_000_000 }),
      (list, step) => {
        const table = new StrandTable();
        const map = new Map<number, number>();
        list.forEach(({ id: small, add }, i) => {
          const id = small * step;
          if (add && !map.has(id)) {
            table.add(id, i);
            map.set(id, i);
          } else if (!add && map.has(id)) {
            table.remove(id);
            map.delete(id);
          }
        });
        expect(table.size).toBe(map.size);
        for (let small = 0; small <= 400; small++) {
          expect(table.get(small * step)).toBe(map.get(small * step) ?? -1);
        }
      },
    ),
    { numRuns: 60 },
  );
});
