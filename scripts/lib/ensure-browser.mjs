import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from './find-browser.mjs';
import { root } from './root.mjs';

/**
 * A browser to test in: one that is here, else Playwright's download, else (on Debian and its relatives, as
 * root) the distribution's package. Throws with what to do when none of these gives one that starts.
 */
export async function ensureBrowser({ find = findBrowser, ways = installWays() } = {}) {
  const present = await find();
  if (present) return present;
  for (const { name, commands } of ways) {
    console.error(`No browser found; trying ${name} …`);
    if (!commands.every(run)) continue;
    const installed = await find();
    if (installed) return installed;
  }
  throw new Error('No browser to test in. Install Chromium or Chrome, or set CHROMIUM_PATH to one.');
}

export function installWays({
  isRoot = process.getuid?.() === 0,
  hasApt = existsSync('/usr/bin/apt-get'),
} = {}) {
  const playwright = path.join(root, 'node_modules/@playwright/test/cli.js');
  const ways = [
    {
      name: "Playwright's own Chromium",
      commands: [[process.execPath, playwright, 'install', 'chromium']],
    },
  ];
  if (isRoot && hasApt) {
    ways.push({
      name: 'the chromium package (apt-get)',
      commands: [
        ['apt-get', 'update'],
        ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
      ],
    });
  }
  return ways;
}

function run([command, ...args]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
    timeout: 300_000,
  });
  return status === 0;
}
