import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvCell, parseCsv } from './csv';

it('reads back whatever cells were written', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', ' ', 'é') });
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(rows, (table) => {
      const text = table.map((row) => row.map(csvCell).join(',')).join('\n');
      expect(parseCsv(`${text}\n`)).toEqual(table);
    }),
  );
});

it('says where a quote is left open, which would take the rest of the file for one cell', () => {
  expect(() => parseCsv('a,b\n1,"x\n2,3\n')).toThrow('a quote in line 2 is not closed');
});

it('takes both line ends, and a last line without one', () => {
  expect(parseCsv('a,b\r\n1,"x, ""y"""')).toEqual([
    ['a', 'b'],
    ['1', 'x, "y"'],
  ]);
});
