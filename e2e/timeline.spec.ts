import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { expect, test, type App } from './app';
import { expectAccessible, expectNoSideScroll } from './checks';

test.use({ paused: false });

const timeline = (app: App) => app.page.getByRole('figure', { name: 'Timeline', exact: true });
const stage = (app: App) => timeline(app).getByRole('group', { name: /^Timeline, press/ });
const picture = (app: App) => stage(app).getByRole('img');
const facts = (app: App) => timeline(app).getByRole('status');

/** What the canvas holds now. */
function pixels(app: App): Promise<number> {
  return stage(app)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      let hash = 0;
      for (const pixel of new Uint32Array(data?.buffer ?? [])) hash = (Math.imul(hash, 31) + pixel) | 0;
      return hash;
    });
}

async function boxOf(locator: Locator) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error('not on screen');
  return box;
}

test('alone: both sides, requests and batches, and a table of the same', async ({ app, page }) => {
  await app.open('v=1&n=120&view=timeline');
  await expect(picture(app)).toHaveAccessibleName(
    /^What requests go through.* A, GPU: \d+ requests in sight, a row each; B, GPU \+ SRAM: \d+ requests/,
  );
  const requests = await pixels(app);
  await timeline(app).getByText('As a table').click();
  const table = timeline(app).getByRole('table');
  await expect(table.getByRole('row').nth(1)).toContainText(/A #\d/);
  await timeline(app).getByRole('radio', { name: 'Batches' }).check();
  await expect(table.getByRole('row', { name: /^B Groq/ }).first()).toHaveText(/\d/);
  await app.idle();
  expect(await pixels(app)).not.toBe(requests);
  await expectAccessible(app);

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    timeline(app).getByRole('button', { name: /CSV/ }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('tokenyard-timeline-batches.csv');
  const csv = readFileSync(await file.path(), 'utf8');
  expect(csv.split('\r\n')[0]).toBe('side,pool,chip,row,from_s,to_s,prompts_mean,decodes_mean');
});

test('alone it opens where the flow would begin, when caches are warm', async ({ app }) => {
  await app.open('v=1&n=400&view=timeline');
  await timeline(app).getByText('As a table').click();
  // Of 400 requests the 160th is where the flow begins; some of those in sight came before it.
  const first = timeline(app).getByRole('table').getByRole('rowheader').first();
  await expect(first).toHaveText(/^A #1\d\d$/);
});

test('a request opens by a click on it, and the flow is at that moment', async ({ app, page }) => {
  await app.open('v=1&n=60');
  await page.getByRole('tab', { name: 'Timeline' }).click();
  await app.idle();
  await page.getByRole('button', { name: 'Pause' }).click();
  const scrub = page.getByRole('slider', { name: 'Cluster time' });
  const before = await scrub.inputValue();
  const { x, y, width } = await boxOf(stage(app));
  // The first row of A, where somebody is at work.
  await page.mouse.move(x + width * 0.3, y + 27);
  await expect(timeline(app)).toContainText(/A #\d+: (queue|prefill|decode)/);
  await page.mouse.click(x + width * 0.3, y + 27);
  await app.idle();
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(/Request #\d+ on A took/);
  expect(await scrub.inputValue()).not.toBe(before);
});

test('a dragged span says how long it is and what ran; Escape drops it', async ({ app, page }) => {
  await app.open('v=1&n=60&view=timeline');
  const { x, y, width } = await boxOf(stage(app));
  await page.mouse.move(x + width * 0.4, y + 100);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.6, y + 100, { steps: 3 });
  await page.mouse.up();
  await expect(facts(app)).toContainText(
    /selected, from .* to .*A \d+ arrived, \d+ finished, [\d,]+ answer tokens.*B \d+/,
  );
  await stage(app).press('Escape');
  await expect(facts(app)).toBeEmpty();
});

test('by keyboard: closer, farther, along, a span, a request, its twin, help', async ({ app, page }) => {
  await app.open('v=1&n=60&view=timeline');
  const name = () => picture(app).getAttribute('aria-label');
  const start = await name();
  await stage(app).press('w');
  await expect.poll(name).not.toBe(start);
  const near = await name();
  await stage(app).press('d');
  await expect.poll(name).not.toBe(near);
  await stage(app).press('Escape');
  await expect.poll(name).toBe(start);
  await stage(app).press('Shift+ArrowRight');
  await stage(app).press('Shift+ArrowRight');
  await expect(facts(app)).toContainText('selected');
  await stage(app).press('Enter');
  await expect.poll(name).not.toBe(start);
  await stage(app).press('ArrowDown');
  await app.idle();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector).toContainText(/Request #\d+ on A took/);
  await stage(app).press('x');
  await app.idle();
  await expect(inspector).toContainText(/Request #\d+ on B took/);
  await stage(app).press('?');
  await expect(timeline(app)).toContainText('open the request before, after');
  await expectAccessible(app, 'figure.timeline');
});

test('the wheel scrolls the page, and zooms with Ctrl', async ({ app, page }) => {
  await app.open('v=1&n=60&view=timeline&embed=1');
  await page.setViewportSize({ width: 600, height: 400 });
  await app.idle();
  const { x, y } = await boxOf(stage(app));
  await page.mouse.move(x + 300, y + 60);
  const start = await picture(app).getAttribute('aria-label');
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(0);
  expect(await picture(app).getAttribute('aria-label')).toBe(start);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -240);
  await page.keyboard.up('Control');
  await expect.poll(() => picture(app).getAttribute('aria-label')).not.toBe(start);
});

test('thousands of requests: several to a row, said so', async ({ app }) => {
  await app.open('v=1&n=5000&rps=4&view=timeline');
  await timeline(app).getByRole('button', { name: 'Whole run' }).click();
  await expect(picture(app)).toHaveAccessibleName(/A, GPU: 5,000 requests in sight, \d+ to a row/);
});

test('a side that cannot run says why', async ({ app }) => {
  await app.open('v=1&n=60&view=timeline&a.prefill=h100-sxmx1&b=none');
  await expect(timeline(app)).toContainText(/fit|memory|weights/i);
});

for (const [name, options] of Object.entries({
  'dark and still': { colorScheme: 'dark', contextOptions: { reducedMotion: 'reduce' } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true },
} as const)) {
  test.describe(name, () => {
    test.use(options);
    test('fits, is accessible, and nothing moves by itself', async ({ app, page }) => {
      await app.open('v=1&n=60&view=timeline');
      await expect(picture(app)).toBeVisible();
      await expectNoSideScroll(app);
      await expectAccessible(app);
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    });
  });
}
