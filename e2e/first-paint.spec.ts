import { expect, test } from './app';

/** index.html holds the page as it stands before any answer: what a visitor sees, and may do, until the code is there. */

const CODE = /assets\/page-.*\.js/;

test('the frame, the question and its answer are there before the code, and cannot be used by mistake', async ({
  page,
}) => {
  await page.route(CODE, () => undefined);
  await page.goto('./', { waitUntil: 'commit' });
  await expect(page.locator('.claim')).toContainText('who answers the same requests sooner');
  await expect(page.locator('.slider-field')).toHaveCount(4);
  expect(await page.locator('#root').evaluate((root: HTMLElement) => root.inert)).toBe(true);
  await expect(page.locator('.sentence')).toContainText(/B answers [\d.]+× faster/);
  await expect(page.locator('.tiles td:has-text("ms")')).toHaveCount(0);
});

test('the code takes over the same elements, and the engine finds what they say', async ({ app, page }) => {
  await page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      if (document.readyState !== 'interactive') return;
      document.querySelector('.claim')?.setAttribute('data-early', '');
      const sentence = document.querySelector('.sentence');
      sentence?.setAttribute('data-early', sentence.textContent);
    });
  });
  await app.open();
  await expect(page.locator('.claim[data-early]')).toHaveCount(1);
  const said = await page.locator('.sentence').getAttribute('data-early');
  expect(said).toMatch(/faster/);
  await expect(page.locator('.sentence')).toHaveText(said ?? '');
  expect(await page.locator('#root').evaluate((root: HTMLElement) => root.inert)).toBe(false);
});

for (const [what, address] of [
  ['in the fragment', './#v=1&ctx=9000'],
  ['in the query', './?v=1&ctx=9000'],
  ['in the page of a preset', './s/agents/'],
] as const) {
  test(`another scenario ${what} never shows the usual one first`, async ({ page }) => {
    await page.route(CODE, () => undefined);
    await page.goto(address, { waitUntil: 'commit' });
    await expect(page.locator('.slider-field')).toHaveCount(4);
    await expect(page.locator('.claim')).toBeHidden();
  });
}

for (const [width, height] of [
  [1440, 900],
  [1280, 800],
  [1024, 768],
  [820, 1180],
  [720, 450],
  [390, 844],
] as const) {
  test(`nothing moves while a window of ${String(width)} × ${String(height)} fills`, async ({
    app,
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.addInitScript(() => {
      const seen = window as unknown as { shifts: number };
      seen.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.shifts += (entry as unknown as { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await app.open();
    expect(await page.evaluate(() => (window as unknown as { shifts: number }).shifts)).toBeLessThanOrEqual(
      0.02,
    );
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('the page says what it needs instead of showing what does not work', async ({ page }) => {
    await page.goto('./');
    await expect(page.locator('main.noscript')).toContainText('needs JavaScript');
    await expect(page.locator('#root')).toBeHidden();
  });
});
