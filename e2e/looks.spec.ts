import { expect, test, type App } from './app';
import { expectAccessible, expectNoSideScroll } from './checks';

const background = (app: App) =>
  app.page.evaluate(
    () =>
      getComputedStyle(document.body)
        .backgroundColor.match(/[\d.]+/g)
        ?.map(Number) ?? [],
  );

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test('has no accessibility violation and the right ground', async ({ app }) => {
      await app.open('v=1&n=60');
      await expectAccessible(app);
      const [red = NaN] = await background(app);
      expect(red > 128).toBe(colorScheme === 'light');
    });
  });
}

test.describe('phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });
  test('one column, nothing beside the screen, accessible', async ({ app }) => {
    await app.open('v=1&n=60');
    await expect(app.sentence).toHaveText(/\d/);
    await expect(app.canvas).toBeVisible();
    await expectNoSideScroll(app);
    await expectAccessible(app);
  });
});

test.describe('narrow', () => {
  test.use({ viewport: { width: 320, height: 640 } });
  test('fits 320 px', async ({ app }) => {
    await app.open('v=1&n=60');
    await expectNoSideScroll(app);
  });
});

for (const [width, height] of [
  [390, 844],
  [320, 700],
] as const) {
  test.describe(`a phone of ${String(width)} px`, () => {
    test.use({ viewport: { width, height }, hasTouch: true });
    test('a slider is moved where the answer and the picture are seen to change, and stays put', async ({
      app,
    }) => {
      await app.open('v=1&n=60');
      const load = app.slider('Load');
      const top = async () => (await load.boundingBox())?.y;
      const before = await top();
      for (const part of [load, app.slider('Context length'), app.sentence, app.canvas])
        await expect(part).toBeInViewport({ ratio: part === app.canvas ? 0.2 : 1 });
      // Until both sides are overloaded and say so.
      await app.typed('Load').fill('20');
      await load.press('ArrowRight');
      await app.idle();
      await expect(app.answer.locator('.trouble')).toHaveCount(2);
      expect(await top()).toBe(before);
      await expect(app.sentence).toBeInViewport({ ratio: 1 });
    });

    test('the menu opens a dialog, which gives the focus back to it', async ({ app, page }) => {
      await app.open('v=1&n=60');
      await expect(page.getByRole('button', { name: 'Share' })).toBeHidden();
      const menu = page.getByRole('button', { name: 'Menu' });
      await menu.press('Enter');
      await expect(page.getByRole('button', { name: 'Export' })).toBeInViewport({ ratio: 1 });
      await expectAccessible(app);
      await page.getByRole('button', { name: 'Share' }).press('Enter');
      await expect(page.getByRole('dialog')).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(menu).toBeFocused();
      await expect(page.getByRole('button', { name: 'Share' })).toBeHidden();
    });
  });
}

for (const [width, height] of [
  [1024, 768],
  [820, 1180],
  [720, 450],
] as const) {
  test.describe(`between phone and desk, ${String(width)} × ${String(height)}`, () => {
    test.use({ viewport: { width, height } });
    test('the sentence comes first, the picture is in sight, and the numbers fold open between them', async ({
      app,
      page,
    }) => {
      await app.open('v=1&n=60');
      await expect(app.sentence).toBeInViewport({ ratio: 1 });
      await expect(app.canvas).toBeInViewport({ ratio: 0.2 });
      const numbers = app.answer.locator('.tiles');
      await expect(numbers).toHaveCount(0);
      await page.getByText('The numbers').click();
      await expect(numbers).toBeVisible();
      const top = async (part: typeof numbers) => (await part.boundingBox())!.y;
      expect(await top(app.sentence)).toBeLessThan(await top(numbers));
      expect(await top(numbers)).toBeLessThan(await top(app.canvas));
    });
  });
}

/** Of what is pressed, each that is smaller than a finger; words in a text and boxes in a label are not meant. */
const smallerThan = (least: number) => {
  const pressed = 'button:not(.term, .skip-link), select, summary, [role="tab"], .segmented label';
  return [...document.querySelectorAll(pressed)].flatMap((one) => {
    const { width, height } = one.getBoundingClientRect();
    const there = width > 0 && getComputedStyle(one).visibility !== 'hidden';
    if (!there || Math.min(width, height) >= least - 0.1) return [];
    return [`${one.getAttribute('aria-label') ?? one.textContent}: ${String(width)} × ${String(height)}`];
  });
};

for (const width of [390, 320]) {
  test.describe(`touch, ${String(width)} px`, () => {
    test.use({ viewport: { width, height: 844 }, hasTouch: true });
    test('whatever is pressed is 44 px high and wide, with everything folded open', async ({ app, page }) => {
      await app.open('v=1&n=60&req=a:3&slo=ttft:0.5,tpot:0.03&turns=4&a.tiers=device,dram,flash');
      const closed = page.locator('details:not([open]) > summary:visible');
      // What opens may hold more that does.
      for (let left = 60; left > 0 && (await closed.count()) > 0; left--) await closed.first().click();
      await expect(page.locator('.event-log button').first()).toBeVisible();
      expect(await page.evaluate(smallerThan, 44)).toEqual([]);
      await expectNoSideScroll(app);
    });
  });
}

test('in an iframe of 600×400', async ({ app, page, baseURL }) => {
  await page.route('**/host.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>Host</title>
        <iframe title="Tokenyard" src="${baseURL ?? ''}#v=1&n=60" width="600" height="400"></iframe>`,
    }),
  );
  await page.goto('./host.html');
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('region', { name: 'Answer' }).locator('p').first()).toHaveText(/\d/);
  await expect(frame.getByRole('figure', { name: 'Token flow' }).locator('canvas').first()).toBeVisible();
  const inner = page.frames()[1];
  const wider = await inner?.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider).toBeLessThanOrEqual(0);
  expect(app.complaints).toEqual([]);
});

test.describe('reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' }, paused: false });
  test('nothing moves by itself', async ({ app, page }) => {
    await app.open('v=1&n=60');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    const before = await app.picture();
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          let frames = 30;
          const next = () => (frames-- > 0 ? requestAnimationFrame(next) : resolve());
          next();
        }),
    );
    expect(await app.picture()).toEqual(before);
    for (const lane of before) expect(lane.colours).toBeGreaterThan(8);
  });
});
