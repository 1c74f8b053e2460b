import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
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
 * Bundles a TypeScript entry into one file that Node runs, and returns its path; nothing is done when the
 * bundle is newer than every source. Silent, and safe beside another of its kind: each builds in a folder of
 * its own and puts the finished file in place in one move.
 */
export async function buildForNode(entry, name) {
  const out = path.join(root, 'dist-cli', name);
  if (existsSync(out) && statSync(out).mtimeMs > newest(SOURCES.map((source) => path.join(root, source)))) {
    return out;
  }
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
    renameSync(path.join(folder, name), out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return out;
}

function newest(paths) {
  let latest = 0;
  for (const file of paths) {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) continue;
    latest = Math.max(latest, stat.mtimeMs);
    if (stat.isDirectory())
      latest = Math.max(latest, newest(readdirSync(file).map((f) => path.join(file, f))));
  }
  return latest;
}
