import { describe, expect, it } from 'vitest';
import { ensureBrowser, installWays } from './ensure-browser.mjs';

const succeeds = [process.execPath, '-e', ''];
const fails = [process.execPath, '-e', 'process.exit(1)'];

/** Finds nothing the first `misses` times it is asked. */
function findAfter(misses) {
  let asked = 0;
  return async () => (asked++ < misses ? null : '/found');
}

describe('ensureBrowser', () => {
  it('installs nothing when a browser is there', async () => {
    const ways = [{ name: 'never', commands: [['/no/such/command']] }];
    expect(await ensureBrowser({ find: findAfter(0), ways })).toBe('/found');
  });

  it('goes on to the next way when one fails or brings no browser that starts', async () => {
    const ways = [
      { name: 'no network', commands: [fails] },
      { name: 'installs, but it does not start', commands: [succeeds] },
      { name: 'works', commands: [succeeds, succeeds] },
    ];
    expect(await ensureBrowser({ find: findAfter(2), ways })).toBe('/found');
  });

  it('says what to do when every way fails', async () => {
    const ways = [{ name: 'half', commands: [succeeds, fails] }];
    await expect(ensureBrowser({ find: findAfter(9), ways })).rejects.toThrow('CHROMIUM_PATH');
  });

  it('asks the package manager only as root, and only where there is apt', () => {
    const names = (as) => installWays(as).map((way) => way.name);
    expect(names({ isRoot: true, hasApt: true })).toHaveLength(2);
    expect(names({ isRoot: false, hasApt: true })).toHaveLength(1);
    expect(names({ isRoot: true, hasApt: false })).toHaveLength(1);
  });
});
