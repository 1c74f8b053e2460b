import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * A Chromium or Chrome that is on this machine, or null: the one CHROMIUM_PATH names, one on the PATH, one in a
 * usual place, or the one Playwright has installed for itself. `probe` says whether a file is a browser that
 * starts; tests replace it.
 */
export async function findBrowser({
  env = process.env,
  platform = process.platform,
  probe = starts,
  playwright = playwrightBrowser,
} = {}) {
  if (env.CHROMIUM_PATH) {
    if (probe(env.CHROMIUM_PATH, platform)) return env.CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, and no browser starts from there.`);
  }
  for (const file of [...onPath(env, platform), ...usualPlaces(env, platform)]) {
    if (probe(file, platform)) return file;
  }
  const own = await playwright();
  return own && probe(own, platform) ? own : null;
}

function onPath(env, platform) {
  if (platform === 'win32') return [];
  const folders = (env.PATH ?? '').split(':').filter(Boolean);
  return folders.flatMap((folder) => NAMES.map((name) => path.posix.join(folder, name)));
}

function usualPlaces(env, platform) {
  if (platform === 'darwin') {
    const apps = ['/Applications', `${env.HOME ?? ''}/Applications`];
    return apps.flatMap((folder) =>
      ['Google Chrome', 'Chromium'].map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    );
  }
  if (platform === 'win32') {
    const bases = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return bases.flatMap((base) =>
      ['Google\\Chrome', 'Chromium'].map((name) => `${base}\\${name}\\Application\\chrome.exe`),
    );
  }
  return ['/usr/bin', '/usr/lib/chromium', '/opt/google/chrome', '/snap/bin'].flatMap((folder) =>
    NAMES.map((name) => path.posix.join(folder, name)),
  );
}

/**
 * Some distributions put a script under the browser's name that only says how to install it, and a downloaded
 * browser may lack libraries: only one that prints its version counts. On Windows asking would open a window.
 */
function starts(file, platform) {
  if (!existsSync(file)) return false;
  if (platform === 'win32') return true;
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /chrom/i.test(stdout);
}

async function playwrightBrowser() {
  try {
    const { chromium } = await import('@playwright/test');
    return chromium.executablePath();
  } catch {
    return null;
  }
}
