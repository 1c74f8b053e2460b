// `npm run pictures`: the pictures of README and docs, from the built page on its default scenario, and the preview of
// each preset's page. They are kept with the sources, so that a build needs no browser.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { BROWSER_ARGS } from './lib/browser-args.mjs';
import { ensureBrowser } from './lib/ensure-browser.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { takePreviews } from './lib/preview-pictures.mjs';
import { root } from './lib/root.mjs';

const PICTURES = [
  { name: 'page', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'light' },
];
/** Long enough for the first requests to be under way in both lanes. */
const RACE_MS = 4000;

ensurePackages();
const { build, preview } = await import('vite');
const { chromium } = await import('@playwright/test');
const folder = path.join(root, 'docs/pictures');
mkdirSync(folder, { recursive: true });

await build({ root, logLevel: 'warn' });
const server = await preview({ root, logLevel: 'warn', preview: { host: '127.0.0.1', port: 4173 } });
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: BROWSER_ARGS });
try {
  for (const { name, width, height, colorScheme } of PICTURES) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    await page.goto(server.resolvedUrls.local[0]);
    await page.evaluate(() => window.tokenyard.ready.then(() => window.tokenyard.idle()));
    await page.waitForTimeout(RACE_MS);
    const file = path.join(folder, `${name}.png`);
    await page.screenshot({ path: file });
    console.log(path.relative(root, file));
    await page.close();
  }
  await takePreviews(browser, server.resolvedUrls.local[0]);
} finally {
  await browser.close();
  await server.close();
}
