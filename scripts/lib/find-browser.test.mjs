import { describe, expect, it } from 'vitest';
import { findBrowser } from './find-browser.mjs';

const nowhere = { env: {}, platform: 'linux', playwright: async () => null };
const only = (file) => (asked) => asked === file;

describe('findBrowser', () => {
  it('takes the one CHROMIUM_PATH names before any other', async () => {
    const env = { CHROMIUM_PATH: '/opt/mine', PATH: '/bin' };
    expect(await findBrowser({ ...nowhere, env, probe: () => true })).toBe('/opt/mine');
  });

  it('says so when CHROMIUM_PATH names none', async () => {
    const env = { CHROMIUM_PATH: '/opt/typo', PATH: '/bin' };
    await expect(findBrowser({ ...nowhere, env, probe: only('/bin/chromium') })).rejects.toThrow('/opt/typo');
  });

  it('looks along the PATH in its order', async () => {
    const env = { PATH: '/a:/b' };
    const probe = (file) => ['/b/chromium', '/a/google-chrome', '/usr/bin/chromium'].includes(file);
    expect(await findBrowser({ ...nowhere, env, probe })).toBe('/a/google-chrome');
  });

  it.each([
    ['linux', {}, '/usr/bin/chromium'],
    ['linux', {}, '/opt/google/chrome/chrome'],
    ['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['darwin', { HOME: '/Users/me' }, '/Users/me/Applications/Chromium.app/Contents/MacOS/Chromium'],
    ['win32', { PROGRAMFILES: 'C:\\P' }, 'C:\\P\\Google\\Chrome\\Application\\chrome.exe'],
    ['win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\L\\Chromium\\Application\\chrome.exe'],
  ])('knows the usual places of %s', async (platform, env, file) => {
    expect(await findBrowser({ ...nowhere, platform, env, probe: only(file) })).toBe(file);
  });

  it("falls back on Playwright's own, if that one starts", async () => {
    const playwright = async () => '/cache/chrome';
    expect(await findBrowser({ ...nowhere, playwright, probe: only('/cache/chrome') })).toBe('/cache/chrome');
    expect(await findBrowser({ ...nowhere, playwright, probe: () => false })).toBeNull();
  });

  it('finds nothing where there is nothing', async () => {
    expect(await findBrowser({ ...nowhere, probe: () => false })).toBeNull();
  });
});
