// `npm start`: installs what is missing, builds the page, serves it on this machine only.
import { ensurePackages } from './lib/ensure-packages.mjs';
import { root } from './lib/root.mjs';

try {
  ensurePackages();
  const { build, preview } = await import('vite');
  await build({ root, logLevel: 'warn' });
  // Takes the next free port when this one is in use.
  const server = await preview({ root, preview: { host: '127.0.0.1', port: 4173, open: false } });
  console.log(`Tokenyard is at ${server.resolvedUrls.local[0]}  (Ctrl+C stops it)`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
