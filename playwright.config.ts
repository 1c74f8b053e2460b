import { defineConfig } from '@playwright/test';
import { BROWSER_ARGS } from './scripts/lib/browser-args.mjs';
import { findBrowser } from './scripts/lib/find-browser.mjs';

const port = Number(process.env['TOKENYARD_PORT'] ?? 4319);
const address = `http://127.0.0.1:${port}/`;
const executablePath = await findBrowser();
if (executablePath === null) throw new Error('No Chromium or Chrome found; `npm test` installs one.');

/** A test meets the built page, in one browser, in the same window on every machine; it never waits for time. */
export default defineConfig({
  testDir: 'e2e',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1,
    colorScheme: 'light',
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    reuseContext: true,
    // Its files would be fetched anew in every test; offline.spec.ts allows it.
    serviceWorkers: 'block',
    launchOptions: { executablePath, args: BROWSER_ARGS },
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: address,
    reuseExistingServer: false,
    stdout: 'ignore',
  },
});
