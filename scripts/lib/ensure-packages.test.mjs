import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packagesAreCurrent } from './ensure-packages.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tokenyard-packages-'));
  mkdirSync(path.join(folder, 'node_modules'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(file, packages) {
  writeFileSync(path.join(folder, file), JSON.stringify({ packages }));
}

const LOCK = 'package-lock.json';
const INSTALLED = 'node_modules/.package-lock.json';
const wanted = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/b-darwin': { version: '2.0.0', optional: true },
};

describe('packagesAreCurrent', () => {
  it('holds when every package is there, those of other platforms aside', () => {
    write(LOCK, wanted);
    write(INSTALLED, { 'node_modules/a': { version: '1.0.0' } });
    expect(packagesAreCurrent(folder)).toBe(true);
  });

  it.each([
    ['nothing was installed', null],
    ['a package is missing', {}],
    ['a package is of another version', { 'node_modules/a': { version: '1.0.1' } }],
  ])('does not hold when %s', (_, installed) => {
    write(LOCK, wanted);
    if (installed) write(INSTALLED, installed);
    expect(packagesAreCurrent(folder)).toBe(false);
  });
});
