#!/usr/bin/env node
// The command line: bundles src/cli on first use and whenever a source has changed, then hands over to it.
// Standard output carries the answer and nothing else; whatever is said on the way goes to standard error.
import { pathToFileURL } from 'node:url';
import { buildForNode } from './lib/build-for-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';

/** What a full disk did not take is no answer; a reader that has seen enough is no failure. */
let lost = false;
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') return;
  lost = true;
  process.exitCode = 1;
  console.error(`The answer cannot be written: ${error.message}`);
});

try {
  ensurePackages();
  const bundle = await buildForNode('src/cli/main.ts', 'cli.mjs');
  const { main } = await import(pathToFileURL(bundle).href);
  const code = await main(process.argv.slice(2));
  process.exitCode = lost ? 1 : code;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
