#!/usr/bin/env node
// The command line: bundles src/cli on first use and whenever a source has changed, then hands over to it.
// Standard output carries the answer and nothing else; whatever is said on the way goes to standard error.
import { pathToFileURL } from 'node:url';
import { buildForNode } from './lib/build-for-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';

try {
  ensurePackages();
  const bundle = await buildForNode('src/cli/main.ts', 'cli.mjs');
  const { main } = await import(pathToFileURL(bundle).href);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
