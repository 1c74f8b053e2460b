import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { test } from './host';
import { expectAccessible } from './checks';

/** An example of ours on a page of somebody else: its relative addresses become whole ones, as its comments say. */
function example(name: string, yard: string): string {
  const html = readFileSync(new URL(`../public/examples/${name}`, import.meta.url), 'utf8');
  return html.replaceAll(/(src|data-src)="\.\.\//g, `$1="${yard}`);
}

test('a post with an element, a frame, and one that waits for a click', async ({ host, page }) => {
  await host.showPage(example('blog.html', host.yard));
  const race = page.frameLocator('iframe[title="The race"]');
  await expect(race.getByRole('region', { name: 'Answer' }).locator('p').first()).toHaveText(/\d/);
  await page.locator('figure').nth(1).scrollIntoViewIfNeeded();
  const frame = page.frameLocator('iframe[title^="Latency"]');
  await expect(frame.getByRole('figure', { name: 'Latency' })).toBeVisible();
  await expect(page.locator('iframe[title="Energy of agents"]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Run the simulation here' }).click();
  const energy = page.frameLocator('iframe[title="Energy of agents"]');
  await expect(energy.getByRole('figure', { name: 'Energy' })).toBeVisible();
  await expectAccessible({ page });
});

test('a deck loads a slide when it comes and steps its story', async ({ host, page }) => {
  await host.showPage(example('slides.html', host.yard));
  await expect(page.getByRole('heading', { name: 'Where did every token run?' })).toBeVisible();
  expect(host.frames()).toHaveLength(1);
  await page.keyboard.press('ArrowRight');
  const slide = host.frame();
  await expect(slide.getByText('1 / 5')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(slide.getByText('2 / 5')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(slide.getByText('1 / 5')).toBeVisible();
});
