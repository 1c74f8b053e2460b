import { expect, test } from 'vitest';
import { decode } from '../scenario/codec';
import { frameLink } from './frame-link';

const PAGE = 'https://yard.example/';
const NONE = { scenario: '', view: null, theme: null, layout: null };

test.each([
  [{}, '#v=1&embed=1'],
  [{ scenario: 'v=1&ctx=32768', view: 'race' }, '#v=1&ctx=32768&view=race&embed=1'],
  [{ scenario: '#v=1&view=flow&embed=0', theme: 'dark' }, '#v=1&view=flow&theme=dark&embed=1'],
  [{ scenario: 'https://other.example/#v=1&view=flow', view: 'energy' }, '#v=1&view=energy&embed=1'],
  [{ scenario: 'https://other.example/' }, '#v=1&embed=1'],
  [{ scenario: 'rps=2', layout: 'slide' }, '#v=1&rps=2&layout=slide&embed=1'],
])('%j', (attributes, fragment) => {
  const link = frameLink(PAGE, { ...NONE, ...attributes });
  expect(link).toBe(PAGE + fragment);
  expect(decode(link).problems).toEqual([]);
});

test('what is usual is named only where nobody names another', () => {
  const otherwise = { view: 'full', theme: 'auto', layout: 'page' };
  const attributes = { ...NONE, scenario: 'v=1&view=flow', theme: 'dark', otherwise };
  expect(frameLink(PAGE, attributes)).toBe(`${PAGE}#v=1&view=flow&theme=dark&layout=page&embed=1`);
});

test('an attribute cannot smuggle in keys', () => {
  expect(frameLink(PAGE, { ...NONE, view: 'race&rps=9' })).toBe(`${PAGE}#v=1&view=race%26rps%3D9&embed=1`);
});
