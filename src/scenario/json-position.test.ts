import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonBreak } from './json-position';

test.each<[string, number | null]>([
  ['{}', null],
  [' [1, "a", {"b": [null, true]}] ', null],
  ['{"a": ,}', 6],
  ['{"a": 1,}', 8],
  ['{"a" 1}', 5],
  ['{"a": 1', 7],
  ['[1 2]', 3],
  ['[1,]', 3],
  ['{"a": 01}', 7],
  ["{'a': 1}", 1],
  ['{"a": "b\n"}', 6],
  ['{} {}', 3],
  ['', 0],
  ['[}', 1],
  ['[1}', 2],
  ['{"a": nil}', 6],
])('%j breaks at %s', (text, at) => {
  expect(jsonBreak(text)).toBe(at);
});

test('it breaks exactly where JSON.parse refuses', () => {
  const edit = fc.tuple(
    fc.nat(),
    fc.constantFrom('', ',', '}', ']', '"', '{', '[', ':', '0', 'x', '-', '\n', '\\'),
  );
  fc.assert(
    fc.property(fc.jsonValue(), edit, (value, [place, piece]) => {
      const text = JSON.stringify(value, null, 1);
      const at = place % (text.length + 1);
      const edited = text.slice(0, at) + piece + text.slice(at + (piece === '' ? 1 : 0));
      let refused = false;
      try {
        JSON.parse(edited);
      } catch {
        refused = true;
      }
      expect(jsonBreak(edited) !== null).toBe(refused);
    }),
    { numRuns: 3000 },
  );
});
