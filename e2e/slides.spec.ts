import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './app';
import { test as hostTest } from './host';

test('fills 16:9, never scrolls, and the keys step the story', async ({ app, page }) => {
  for (const [width, height] of [
    [1280, 720],
    [1024, 768],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await app.open('v=1&view=race&layout=slide');
    const box = await page.locator('.page').boundingBox();
    expect(box && box.width / box.height).toBeCloseTo(16 / 9, 2);
    expect(box?.width).toBeCloseTo(Math.min(width, (height * 16) / 9), 0);
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
    expect(beyond).toEqual([0, 0]);
  }
  await expect(page.getByText('1 / 5')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('2 / 5')).toBeVisible();
  await expect(page).toHaveURL(/ctx=16384.*layout=slide/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText('1 / 5')).toBeVisible();
  await app.idle();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
});

hostTest('in a deck: messages step it, and a hidden slide does nothing', async ({ host, page }) => {
  await host.show(
    `<iframe title="Slide" src="{yard}#v=1&amp;view=race&amp;layout=slide&amp;embed=1" width="960" height="540"></iframe>`,
  );
  await host.hears({ type: 'ready' });
  const frame = host.frame();
  await expect(frame.getByText('1 / 5')).toBeVisible();
  await host.say({ type: 'next' });
  await expect(frame.getByText('2 / 5')).toBeVisible();
  await host.hears({ type: 'state', link: `${host.yard}#v=1&ctx=16384&view=race&layout=slide&embed=1` });
  await host.say({ type: 'prev' });
  await expect(frame.getByText('1 / 5')).toBeVisible();

  const time = () => frame.locator('output').first().textContent();
  await expect(async () => {
    const before = await time();
    await expect.poll(time).not.toBe(before);
  }).toPass();
  await page.evaluate(() => {
    document.querySelector('iframe')!.style.display = 'none';
  });
  await expect(async () => {
    const before = await time();
    await page.waitForTimeout(500);
    expect(await time()).toBe(before);
  }).toPass();
});
