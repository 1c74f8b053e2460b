import { expect, test } from './app';

test.use({ paused: false });

/** The flow of clusters with more than two pools, and how one looks at it from near. */

test('companions, links and tiers are in the table, whatever the picture had room for', async ({ app }) => {
  await app.open('v=1&a=afd&b=gpu&b.tiers=device,dram:2t,flash&workload=agent&turns=6&io=100:1');
  await app.flow.getByRole('button', { name: 'Table' }).click();
  const [pools, between] = [app.flow.getByRole('table').first(), app.flow.getByRole('table').last()];
  await expect(pools.getByRole('cell', { name: 'FFN', exact: true })).toBeVisible();
  await expect(pools.getByRole('columnheader', { name: 'In a step' })).toBeVisible();
  await expect(between.getByRole('cell', { name: 'DRAM', exact: true })).toBeVisible();
  await expect(between.getByRole('cell', { name: 'flash', exact: true })).toBeVisible();
  await expect(between.getByRole('cell', { name: 'link', exact: true })).toBeVisible();
});

test('the table has what the picture shows of the answers', async ({ app }) => {
  await app.open('v=1&n=200');
  await app.flow.getByRole('button', { name: 'Pause' }).click();
  await app.flow.getByRole('button', { name: 'Table' }).click();
  const answers = app.flow.getByRole('table', { name: 'Answers' });
  const row = answers.getByRole('row', { name: /^B/ });
  const of = (name: string) =>
    answers
      .getByRole('columnheader')
      .allTextContents()
      .then((names) => row.locator('th, td').nth(names.indexOf(name)));
  await expect(await of('Tokens/s per user now')).toHaveText(/^\d+/);
  await expect(await of('Tokens delivered')).toHaveText(/^[\d,]+$/);
  await expect(await of('Written out')).toHaveText(/#\d+: (\d+ of [\d,]+ tokens|[a-z\d])/);
  await expect(await of('Others being written')).toHaveText(/^\d+$/);
  const finished = Number(await (await of('Finished')).textContent());
  await app.flow.getByRole('slider', { name: 'Cluster time' }).press('End');
  await expect(await of('Finished')).toHaveText('200');
  expect(finished).toBeLessThan(200);
});

test('zooms by buttons, keys and ctrl with the wheel, pans by dragging, and fits again', async ({
  app,
  page,
}) => {
  await app.open('v=1&a=gpu&a.prefill=h100-sxmx1024&b=none');
  const button = (name: string) => app.flow.getByRole('button', { name, exact: true });
  await button('Pause').click();
  const whole = await app.canvas.screenshot();
  await expect(button('Fit')).toBeDisabled();
  await button('Zoom in').click();
  await expect(button('Fit')).toBeEnabled();
  await page.keyboard.press('0');
  await expect(button('Fit')).toBeDisabled();
  await page.mouse.move(0, 0);
  expect((await app.canvas.screenshot()).equals(whole)).toBe(true);

  const box = (await app.canvas.boundingBox())!;
  const at = { x: box.x + box.width * 0.35, y: box.y + box.height * 0.45 };
  await page.mouse.move(at.x, at.y);
  const scrolled = await page.evaluate(() => window.scrollY);
  await page.keyboard.down('Control');
  for (let notch = 0; notch < 14; notch++) await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await expect(button('Fit')).toBeEnabled();
  expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
  await page.mouse.move(at.x + 1, at.y);
  const tip = app.flow.getByRole('tooltip');
  await expect(tip).toContainText('of 1,024');
  await expect(tip).toContainText('Batch of its instance');
  const before = await tip.textContent();
  await page.mouse.down();
  await page.mouse.move(at.x - 150, at.y + 60, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(at.x, at.y);
  await expect(tip).not.toHaveText(before!);
});

/** The middle of the decode pool, or of the only one. */
const POOL = { x: 0.3, y: 0.3 };

test('a click on a chip keeps its words there, as of now, until Escape, a click elsewhere or on it again', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=200&a=gpu&b=none');
  const tip = app.flow.getByRole('tooltip');
  const box = (await app.canvas.boundingBox())!;
  const at = { x: box.x + box.width * POOL.x, y: box.y + box.height * POOL.y };
  const away = () => page.mouse.move(box.x + box.width / 2, box.y + box.height + 20);
  await page.mouse.click(at.x, at.y);
  await away();
  await expect(tip).toContainText('H100 SXM');
  const text = await tip.textContent();
  await expect(tip).not.toHaveText(text!);
  await app.flow.getByRole('button', { name: 'Pause' }).click();
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
  await page.mouse.click(at.x, at.y);
  await away();
  await expect(tip).toBeVisible();
  await app.sentence.click();
  await expect(tip).toHaveCount(0);
  await page.mouse.click(at.x, at.y);
  await page.mouse.click(at.x, at.y);
  await away();
  await expect(tip).toHaveCount(0);
  expect(page.url()).not.toContain('req=');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a tap does the same, and tells of a pool that cannot run why', async ({ app, page }) => {
    await app.open('v=1&n=200&a=gpu&a.tp=16&b=none');
    await app.canvas.scrollIntoViewIfNeeded();
    const box = (await app.canvas.boundingBox())!;
    const tip = app.flow.getByRole('tooltip');
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height * 0.35);
    await expect(tip).toContainText(/As asked for: nothing runs here.*Tensor parallelism 16 is more than/);
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height * 0.35);
    await expect(tip).toHaveCount(0);
  });
});

test('two fingers zoom the picture and not the page, and one finger scrolls the page', async ({
  app,
  page,
  context,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await app.open('v=1&a=gpu&a.prefill=h100-sxmx64&b=none');
  await app.canvas.scrollIntoViewIfNeeded();
  const fit = app.flow.getByRole('button', { name: 'Fit', exact: true });
  const box = (await app.canvas.boundingBox())!;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const session = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  const scrolled = () => page.evaluate(() => window.scrollY);
  const top = await scrolled();
  const fingers = (apart: number) => [
    { x: middle.x - apart, y: middle.y - apart },
    { x: middle.x + apart, y: middle.y + apart },
  ];
  await touch('touchStart', ...fingers(15));
  for (let apart = 20; apart <= 60; apart += 5) await touch('touchMove', ...fingers(apart));
  await touch('touchEnd');
  await expect(fit).toBeEnabled();
  expect(await page.evaluate(() => window.visualViewport!.scale)).toBe(1);
  expect(await scrolled()).toBe(top);
  await fit.click();
  await expect(fit).toBeDisabled();

  await touch('touchStart', middle);
  for (let up = 10; up <= 120; up += 10) await touch('touchMove', { x: middle.x, y: middle.y - up });
  await touch('touchEnd');
  await expect.poll(scrolled).toBeGreaterThan(top);
  await expect(fit).toBeDisabled();
});

test('what cannot be played says why', async ({ app }) => {
  await app.open('v=1&a=gpu&a.prefill=h100-sxmx1&model=deepseek-v3&b=none');
  const play = app.flow.getByRole('button', { name: /Play|Pause/ });
  await expect(play).toBeDisabled();
  await expect(play).toHaveAttribute('title', /cannot run: .* would fit/);
});

test('the time slider goes to the start and the end the first time it is asked to', async ({ app, page }) => {
  await app.open('v=1');
  await app.flow.getByRole('button', { name: 'Pause', exact: true }).click();
  const time = app.flow.getByRole('slider', { name: 'Cluster time' });
  await time.focus();
  await page.keyboard.press('Home');
  await expect(time).toHaveAttribute('aria-valuetext', /^0\.000\smin of \d+\.\d{3}\smin$/);
  await page.keyboard.press('End');
  await expect(time).toHaveAttribute('aria-valuetext', /^(\S+\smin) of \1$/);
  await expect(time).toHaveValue((await time.getAttribute('max')) ?? '');
  // While it plays, it stays at the end that was asked for.
  await page.keyboard.press('Home');
  await app.flow.getByRole('button', { name: 'Play', exact: true }).click();
  await time.press('End');
  await expect(app.flow.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(time).toHaveAttribute('aria-valuetext', /^(\S+\smin) of \1$/);
});
