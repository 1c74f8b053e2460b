import { expect, test } from 'vitest';
import { decode } from '../scenario/codec';
import { addressesOf, linkAt } from './addresses';

const meta = (contents: Record<string, string>) => (name: string) => contents[name] ?? null;

test('a page is where it is', () => {
  expect(addressesOf('https://x.example/yard/?a=1#v=1', meta({}))).toEqual({
    page: 'https://x.example/yard/?a=1',
    live: null,
    pinned: null,
  });
});

test('a scenario in the query is no part of the address', () => {
  expect(addressesOf('https://x.example/yard/?v=1&ctx=9000', meta({})).page).toBe('https://x.example/yard/');
});

test('the page of a preset belongs to the page above it, and versions are beside that', () => {
  const metas = meta({ home: '../../', pinned: './v/0.1.0/' });
  expect(addressesOf('https://x.example/yard/s/agents/#v=1', metas)).toEqual({
    page: 'https://x.example/yard/',
    live: null,
    pinned: 'https://x.example/yard/v/0.1.0/',
  });
});

test('a version in its own folder knows the newest', () => {
  const at = addressesOf('https://x.example/yard/v/0.1.0/#v=1', meta({ live: '../../', pinned: './' }));
  expect(at).toEqual({
    page: 'https://x.example/yard/v/0.1.0/',
    live: 'https://x.example/yard/',
    pinned: 'https://x.example/yard/v/0.1.0/',
  });
});

test('a file gives no links to a disk', () => {
  const { scenario } = decode('ctx=9000');
  const nowhere = addressesOf('file:///home/me/tokenyard.html#v=1', meta({}));
  expect(linkAt(nowhere.page, scenario)).toBe('#v=1&ctx=9000');
  const known = addressesOf('file:///home/me/tokenyard.html', meta({ address: 'https://x.example/' }));
  expect(linkAt(known.page, scenario)).toBe('https://x.example/#v=1&ctx=9000');
});
