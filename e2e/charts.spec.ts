import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { expectAccessible } from './checks';

const figure = (page: Page, name: string) => page.getByRole('figure', { name, exact: true });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

test('every chart is a figure with a table; tabs work with the keyboard and break no rule', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60');
  for (const name of ['Latency', 'Energy', 'Cost']) await expect(figure(page, name)).toBeVisible();
  for (const name of ['Frontier', 'Waterfall', 'Timeline', 'Cost']) {
    await page.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(tab(page, name)).toBeFocused();
    await app.idle();
    await expect(figure(page, name).locator('svg.chart, canvas')).toBeVisible();
    await expectAccessible(app, '.chart-tabs');
    await figure(page, name).getByText('As a table').click();
    await expect(figure(page, name).getByRole('table').getByRole('row').nth(2)).toHaveText(/\d/);
  }
});

test('at the scenario a chart says what the run found, elsewhere what the formulas say', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=200&view=latency');
  const readOut = page.getByRole('figure', { name: 'Latency' }).locator('.read-out');
  const { a } = await app.result();
  await expect(readOut).toContainText('At 8,192 tokens, simulated');
  await expect(readOut).toContainText(`A ${((a.tpot_s?.mean ?? 0) * 1000).toPrecision(3)}`);
  await page.locator('.chart-box .chart').hover({ position: { x: 200, y: 150 } });
  await expect(readOut).toContainText('by formula');
});

test('cost alone: says who is cheaper, and dragging it is moving the slider', async ({ app, page }) => {
  await app.open('v=1&n=60&view=cost');
  const cost = figure(page, 'Cost');
  await expect(cost).toContainText(/[AB] is cheaper/);
  const box = await cost.locator('svg.chart').boundingBox();
  if (!box) throw new Error('no chart');
  const before = (await app.scenario())['ctx'];
  await page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.6);
  await app.idle();
  expect((await app.scenario())['ctx']).not.toBe(before);
});

test('an unknown price: the chip and the reason instead of a curve', async ({ app, page }) => {
  await app.open('v=1&n=60&view=cost&b=sram&b.decode=groq3-lp30x256');
  await expect(figure(page, 'Cost')).toContainText('No cost for B: the price of');
  await app.open('v=1&n=60&view=cost&b=sram&b.decode=groq3-lp30x256&b.price=4');
  await expect(figure(page, 'Cost')).toContainText('$4.00/h, the scenario’s price');
  await expect(figure(page, 'Cost')).not.toContainText('No cost for B');
});

test('the waterfall leads to a request', async ({ app, page }) => {
  await app.open('v=1&n=60');
  await tab(page, 'Waterfall').click();
  const row = figure(page, 'Waterfall').locator('.waterfall-row').first();
  await row.click();
  await expect(row).toHaveAttribute('data-selected', 'true');
});

test('a fleet has no frontier, which says why and explains no more than is there', async ({ app, page }) => {
  await page.goto('./s/routing/');
  await app.idle();
  const frontier = figure(page, 'Frontier');
  await tab(page, 'Frontier').click();
  await app.idle();
  await expect(frontier).toContainText('No line: neither A nor B sends all requests through the same pools.');
  await expect(frontier.locator('.point circle')).toHaveCount(2);
  await expect(frontier.locator('figcaption')).not.toContainText(/small dots|click a dot|paler/i);
});

test('a dot of the frontier is loaded: its layout and its load, in one step, and the run lands near it', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=300&view=frontier&b=none');
  const frontier = figure(page, 'Frontier');
  const dot = frontier.locator('.dot[data-best=false]').first();
  const box = await dot.boundingBox();
  if (!box) throw new Error('no dot');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(frontier).toContainText(/Click: TP \d at [\d.]+\s?req\/s/);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page).toHaveURL(/rps=/);
  await expect(page).toHaveURL(/a\.tp=\d/);
  await app.idle();
  const { a } = await app.result();
  expect(a.pools[0]?.tensor_parallel).toBeLessThan(8);
  const now = await frontier.locator('.point-A circle').boundingBox();
  expect(Math.abs(now!.x + now!.width / 2 - box.x - box.width / 2)).toBeLessThan(25);
  expect(Math.abs(now!.y + now!.height / 2 - box.y - box.height / 2)).toBeLessThan(25);
});

test('the table of the frontier loads its points by keys, and says who keeps a promised speed', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60&view=frontier&a=gpu&b=gpu&b.tp=2&slo=ttft:1,tpot:0.03');
  const frontier = figure(page, 'Frontier');
  await expect(frontier.locator('.chart')).toContainText('promised 33.3 tok/s');
  await expect(frontier).toContainText(
    /Keeping the promised 33\.3 tok\/s, A makes up to [\d.]+, B makes up to/,
  );
  await frontier.getByText('As a table').click();
  const first = page.getByRole('button', { name: 'Use B TP 8, 1 user, batch 1', exact: true });
  await expect(frontier.getByRole('row').filter({ has: first })).toContainText('yes');
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/b\.tp=8/);
  const { rps } = (await app.scenario()) as { rps: number };
  expect(rps).toBeLessThan(0.5);
  await app.idle();
});

test('links say how the charts are looked at, without asking anything anew', async ({ app, page }) => {
  await app.open('v=1&n=60&chart=waterfall&over=load&y=ttft&scale=linear');
  await expect(figure(page, 'Waterfall')).toBeVisible();
  const latency = figure(page, 'Latency');
  await expect(latency.getByRole('radio', { name: 'TTFT' })).toBeChecked();
  await expect(latency.getByRole('img')).toHaveAccessibleName(/^Time to first token of A and B against load/);
  await expect(latency.locator('.axes text').filter({ hasText: /^0\u202fs$/ })).toHaveCount(1);
  const { hash } = (await app.result()).a;
  await latency.getByRole('radio', { name: 'Log' }).check();
  await expect(latency.locator('.axes text').filter({ hasText: /^0\u202fs$/ })).toHaveCount(0);
  await tab(page, 'Timeline').click();
  await expect(page).toHaveURL(/chart=timeline/);
  await expect(page).not.toHaveURL(/scale=/);
  expect((await app.result()).a.hash).toBe(hash);
  // Looking is no step of undo.
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
});

test('the grip of a chart alone moves the scenario by keys', async ({ app, page }) => {
  await app.open('v=1&n=60&view=latency');
  const grip = page.getByRole('slider', { name: 'Grip of the Latency chart' });
  await grip.press('ArrowRight');
  await app.idle();
  expect((await app.scenario())['ctx']).toBe(8704);
  await expect(figure(page, 'Latency')).toContainText('At 8,704 tokens');
});

const UNFIT = 'v=1&n=60&model=llama-3.1-405b&a=gpu&a.prefill=h100-sxmx1&b=gpu&b.prefill=a100-80g-sxmx1';

test('where neither side can run, no chart makes up an axis: each says why in the place of its picture', async ({
  app,
  page,
}) => {
  await app.open(UNFIT);
  for (const name of ['Latency', 'Energy', 'Cost']) {
    const chart = figure(page, name);
    await expect(chart.locator('.nothing')).toHaveText(
      'No curve at any context length: neither A nor B fits.',
    );
    await expect(chart.locator('.grid')).toHaveCount(0);
  }
  await expect(figure(page, 'Energy')).toContainText('No bars: neither A nor B can run this scenario.');
  await tab(page, 'Frontier').click();
  await app.idle();
  await expect(figure(page, 'Frontier')).toContainText('No line: neither A nor B can run this scenario.');
  await tab(page, 'Waterfall').click();
  await expect(figure(page, 'Waterfall')).toContainText('No bars: neither A nor B can run this scenario.');
  await tab(page, 'Timeline').click();
  await expect(figure(page, 'Timeline')).toContainText(/A: .*B: .*chips would fit/);
});

test('a side that drowns at any length leaves the chart as high as it was', async ({ app, page }) => {
  await app.open('v=1&n=60&view=latency');
  const height = async () => (await figure(page, 'Latency').locator('.chart-box').boundingBox())?.height;
  const before = await height();
  await page.evaluate(() => window.tokenyard.set({ rps: 1000 }));
  await app.idle();
  await expect(figure(page, 'Latency').locator('.nothing')).toHaveText(/^No curve at any context length: /);
  expect(await height()).toBe(before);
});

test('axes that charts share are said to be shared, and are', async ({ app, page }) => {
  await app.open('v=1&n=60');
  for (const name of ['Latency', 'Energy', 'Cost']) {
    await expect(figure(page, name)).toContainText('x axis, all curves');
    await expect(figure(page, name)).toContainText('y axis, all curves');
  }
  await figure(page, 'Latency').getByRole('radio', { name: 'Load' }).check();
  await expect(figure(page, 'Cost').getByRole('radio', { name: 'Load' })).toBeChecked();
  await app.open('v=1&n=60&view=cost');
  await expect(figure(page, 'Cost')).not.toContainText('all curves');
});

test('the published context is marked over context alone, and said what it is', async ({ app, page }) => {
  await app.open('v=1&n=60&view=latency');
  const latency = figure(page, 'Latency');
  await expect(latency.locator('.published')).toHaveText('published 131k');
  await expect(latency).toContainText('131k: the longest context that Llama 3.1 70B was published for');
  await latency.getByRole('radio', { name: 'Load' }).check();
  await expect(latency.locator('.published')).toHaveCount(0);
  await expect(latency).not.toContainText('was published for');
});

test('the other architectures have pale lines of their own, at rest and by a link', async ({ app, page }) => {
  await app.open('v=1&n=60&view=latency');
  const latency = figure(page, 'Latency');
  await expect(latency.locator('.other-line')).toHaveCount(0);
  await latency.getByRole('button', { name: 'other architectures' }).click();
  await app.idle();
  for (const name of ['GPU + GPU', 'AFD', 'SRAM'])
    await expect(latency.locator('.other-lines').getByText(name, { exact: true })).toBeVisible();
  await expect(latency).toContainText('Edge: no steady answer anywhere');
  await expect(page).toHaveURL(/others=on/);

  await app.open('v=1&n=60&view=latency&others=on&b=sram');
  await expect(latency.locator('.other-lines').getByText('GPU + SRAM', { exact: true })).toBeVisible();
  await latency.getByRole('button', { name: 'other architectures' }).click();
  await expect(latency.locator('.other-line')).toHaveCount(0);
});
