import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { root } from './root.mjs';

/**
 * Installs what package-lock.json names, unless it is there already. npm leaves a list of what it installed in
 * node_modules; the two lists are compared, so a changed lock file is noticed and a second start costs nothing.
 */
export function ensurePackages() {
  if (packagesAreCurrent(root)) return;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  }
  console.error('Installing packages (npm ci) …');
  const [command, args, shell] = npm(['ci', '--no-audit', '--no-fund']);
  // Standard output is left to the caller's own answer: what npm says goes to standard error.
  const { status } = spawnSync(command, args, { cwd: root, shell, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('npm ci failed; what it says is above.');
}

/** Whether node_modules holds every package of the lock file in its version, as far as this platform needs it. */
export function packagesAreCurrent(folder) {
  const wanted = readPackages(path.join(folder, 'package-lock.json'));
  const installed = readPackages(path.join(folder, 'node_modules/.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional || installed[name]?.version === entry.version,
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}
