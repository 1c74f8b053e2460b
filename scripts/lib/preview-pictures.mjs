/* global document -- of the page */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withText } from './png-text.mjs';
import { root } from './root.mjs';

/** Long enough for the first requests to be under way in both lanes. */
const RACE_MS = 4000;

/** Takes the picture that previews of a preset's page show: its race as a slide, and which scenario it is of. */
export async function takePreviews(browser, address) {
  const folder = path.join(root, 'public/s');
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(path.join(root, 'public/scenarios'))) {
    const id = file.replace(/\.json$/, '');
    const page = await browser.newPage({ viewport: { width: 1200, height: 630 }, colorScheme: 'light' });
    await page.goto(`${address}s/${id}/`);
    await page.evaluate(() => window.tokenyard.ready.then(() => window.tokenyard.idle()));
    const asked = await page.evaluate(() => {
      const scenario = document.querySelector('meta[name="tokenyard-scenario"]').content;
      window.tokenyard.set({ view: 'race', layout: 'slide' });
      return scenario;
    });
    await page.evaluate(() => window.tokenyard.idle());
    await page.waitForTimeout(RACE_MS);
    writeFileSync(path.join(folder, `${id}.png`), withText(await page.screenshot(), 'Scenario', asked));
    console.log(`public/s/${id}.png`);
    await page.close();
  }
}
