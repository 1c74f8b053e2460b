// How much a visitor downloads before the page works: fails when the script that index.html asks for, the facts it
// shares with the worker, the worker (the closed form), the simulator that follows it, or the script that strangers put
// in their pages has grown beyond its limit. What a script cannot start without is part of it. What is loaded later, on
// demand, is printed only.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './lib/root.mjs';

const LIMITS_KB = { page: 130, facts: 40, worker: 45, simulator: 45, embed: 5, later: Infinity };

const dist = path.resolve(root, process.argv[2] ?? 'dist');
const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
const sizeOf = (file) => gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length;
const bytes = { page: 0, facts: 0, worker: 0, simulator: 0, embed: sizeOf('embed.js'), later: 0 };
const scripts = readdirSync(path.join(dist, 'assets')).filter((name) => name.endsWith('.js'));
const ofWorker = withImports(scripts.filter((name) => name.includes('worker')));
const ofSimulator = withImports(scripts.filter((name) => name.startsWith('simulator-')));
for (const name of scripts) {
  const part = name.startsWith('facts-')
    ? 'facts'
    : html.includes(name)
      ? 'page'
      : ofWorker.has(name)
        ? 'worker'
        : ofSimulator.has(name)
          ? 'simulator'
          : 'later';
  bytes[part] += sizeOf(path.join('assets', name));
}
for (const [part, limit] of Object.entries(LIMITS_KB)) {
  // As it is printed: gzip takes some bytes more or less from one machine to another.
  const kilobytes = (bytes[part] / 1000).toFixed(1);
  const verdict = kilobytes > limit ? `more than ${limit} kB` : 'ok';
  console.log(`${part}: ${kilobytes} kB gzip, ${verdict}`);
  if (kilobytes > limit) process.exitCode = 1;
}

/** The scripts and those that they import as they start, and so on; `import()` comes later. */
function withImports(names) {
  const found = new Set(names);
  for (const name of found) {
    const code = readFileSync(path.join(dist, 'assets', name), 'utf8');
    for (const [, imported] of code.matchAll(/\b(?:from|import)\s*"\.\/([^"]+\.js)"/g)) found.add(imported);
  }
  return found;
}
