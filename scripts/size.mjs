// How much a visitor downloads before the page works: fails when the script of the page or of the worker has
// grown beyond its limit. Facts are part of the scripts, so they are within the limits.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './lib/root.mjs';

const LIMITS_KB = { page: 130, worker: 45 };

const folder = path.join(root, 'dist/assets');
const bytes = { page: 0, worker: 0 };
for (const name of readdirSync(folder)) {
  if (!name.endsWith('.js')) continue;
  const size = gzipSync(readFileSync(path.join(folder, name)), { level: 9 }).length;
  bytes[name.includes('worker') ? 'worker' : 'page'] += size;
}
for (const [part, limit] of Object.entries(LIMITS_KB)) {
  const kilobytes = bytes[part] / 1000;
  const verdict = kilobytes > limit ? 'TOO LARGE' : 'ok';
  console.log(`${part}: ${kilobytes.toFixed(1)} kB gzip of ${limit} kB, ${verdict}`);
  if (kilobytes > limit) process.exitCode = 1;
}
