import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

/** What a Node bundle is made of; a folder counts too, since its time changes when a file is removed. */
const SOURCES = [
  'src',
  'bench',
  'public/scenarios',
  'package.json',
  'package-lock.json',
  'scripts/lib/build-for-node.mjs',
];

/**
 * Bundles a TypeScript entry into one file that Node runs, and returns its path; nothing is done when it was made of
 * the same files as there are, by size and time: a copy of a checkout has new times, whatever it has of old bundles. Silent, and safe beside another of its kind: each builds in a folder of
 * its own and puts the finished file in place in one move.
 */
export async function buildForNode(entry, name) {
  const out = path.join(root, 'dist-cli', name);
  const made = `${out}.of`;
  const sources = fingerprint(SOURCES.map((source) => path.join(root, source)));
  if (existsSync(out) && existsSync(made) && readFileSync(made, 'utf8') === sources) return out;
  const { build } = await import('vite');
  const folder = path.join(root, 'dist-cli', `.building-${process.pid}`);
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      ssr: { noExternal: true },
      build: {
        ssr: entry,
        target: 'node20',
        outDir: folder,
        emptyOutDir: true,
        minify: false,
        rolldownOptions: { output: { entryFileNames: name, codeSplitting: false } },
      },
    });
    writeFileSync(path.join(folder, 'of'), sources);
    renameSync(path.join(folder, name), out);
    renameSync(path.join(folder, 'of'), made);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return out;
}

function fingerprint(paths) {
  const hash = createHash('sha256');
  const add = (file) => {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) for (const name of readdirSync(file).sort()) add(path.join(file, name));
    else hash.update(`${path.relative(root, file)} ${String(stat.size)} ${String(stat.mtimeMs)}\n`);
  };
  paths.forEach(add);
  return hash.digest('hex');
}
