import { expect, test } from 'vitest';
import { withPlaces } from './json-lines';

const placeOf = (text: string, key: string) =>
  withPlaces([{ key, value: '', message: 'M.', cause: 'C.' }], 'x.json', text)[0]!;

const NESTED = `{ "v": 1,
  "b": { "tp": 3, "prefill": { "chip": "h100-sxm",
    "count": 0 } },
  "a": { "architecture": "gpu", "list": [{ "ctx": 1 }],
    "tp": 3
  },
  "note": "\\"ctx\\": {",
  "ctx": 5 }`;

test.each([
  ['ctx', 8],
  ['a', 4],
  ['a.tp', 5],
  ['b.tp', 2],
  ['b.prefill', 2],
])('%s is in line %i', (key, line) => {
  JSON.parse(NESTED);
  expect(placeOf(NESTED, key)).toMatchObject({
    message: `x.json, line ${line}: M.`,
    cause: `x.json, line ${line}: C.`,
  });
});

test('a scenario one level down, and the last of equal keys', () => {
  expect(placeOf('{"scenario": {\n"ctx": 5}}', 'ctx').message).toBe('x.json, line 2: M.');
  expect(placeOf('{"ctx": 9000,\n"ctx": 5}', 'ctx').message).toBe('x.json, line 2: M.');
});

test('a key that the text does not have is of the file', () => {
  expect(placeOf('{\n"rps": 1}', 'ctx').message).toBe('x.json: M.');
});
