import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { expectAccessible, expectNoSideScroll } from './checks';

async function expectDialog(page: Page): Promise<void> {
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible({ page }, 'dialog');
}

test('predictions beside measurements: every point can be reached by keys, and is in the table', async ({
  app,
  page,
}) => {
  // Every point is looked at for what a screen reader makes of it.
  test.slow();
  await app.open('v=1&n=40');
  await page.getByRole('button', { name: 'How right?' }).click();
  const dialog = page.getByRole('dialog', { name: 'How right is it?' });
  const figure = dialog.getByRole('figure', { name: 'Predicted against measured' });
  await expect(dialog.getByText(/of [\d,]+ targets are met/)).toBeVisible();
  await expect(dialog.getByText(/measured rows were predicted and scored/)).toBeVisible();
  await expectDialog(page);

  const walk = figure.getByRole('slider', { name: 'From the most wrong to the most right' });
  await walk.focus();
  await expect(figure.getByText(/TPOT .* predicted, .* measured: .* too (high|low)/)).toBeVisible();
  const first = await walk.getAttribute('aria-valuetext');
  await page.keyboard.press('ArrowRight');
  await expect(walk).not.toHaveAttribute('aria-valuetext', first ?? '');

  await figure.getByRole('combobox', { name: 'Compared' }).selectOption({ label: 'Energy per token' });
  await figure.getByRole('radio', { name: 'By chip' }).check();
  const only = figure.getByRole('button', { name: /^B200/ });
  await only.click();
  await expect(only).toHaveAttribute('aria-pressed', 'true');
  const shown = Number(((await only.textContent()) ?? '').match(/(\d+)$/)?.[1]);
  await figure.getByText('As a table').click();
  await expect(figure.getByRole('row')).toHaveCount(shown + 1);
  await expect(dialog.getByRole('group', { name: /worst rows of each group/ })).toContainText(
    'not explained',
  );
  await dialog.getByText(/rows, and why/).click();
  await expect(dialog.getByText('model not in the catalogue')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a number card says how well it agrees with measurements, and leads there', async ({ app, page }) => {
  await app.open('v=1&n=40');
  await app.answer.getByRole('button', { name: /^TPOT of A/ }).click();
  const line = app.answer.getByText(
    /TPOT on H100 SXM under vLLM: median error .* over \d+ measured points, on some of which/,
  );
  await expect(line).toBeVisible();
  await line.getByRole('button', { name: 'How right is it?' }).click();
  await expect(page.getByRole('combobox', { name: 'Compared' })).toHaveValue('tpot');
  await page.keyboard.press('Escape');
  await app.open('v=1&n=40&b=none&a.prefill=mi300xx8');
  await app.answer.getByRole('button', { name: /^TPOT of A/ }).click();
  await expect(app.answer.getByText(/no measurement of this chip/)).toBeVisible();
});

test('the text of the comparison is published beside the page', async ({ app, page }) => {
  await app.open('v=1&n=40');
  await page.getByRole('button', { name: 'How right?' }).click();
  const href = await page.getByRole('link', { name: 'The same as text' }).getAttribute('href');
  const answer = await page.request.get(href ?? '');
  expect(await answer.text()).toMatch(/^# Validation/);
});

test('a plan is found, tells what breaks first, and is put to use', async ({ app, page }) => {
  test.slow();
  await app.open('v=1&n=60&rps=2&slo=ttft:2,tpot:0.05');
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Plan it' });
  await expect(dialog.getByLabel('TTFT')).toHaveValue('2');
  await expect(dialog.getByLabel('TPOT')).toHaveValue('50');
  await expectDialog(page);
  await dialog.getByLabel('TTFT').fill('soon');
  await dialog.getByRole('button', { name: 'Find clusters' }).click();
  await expect(dialog.getByRole('alert')).toContainText('TTFT “soon” is not a number');
  await dialog.getByLabel('TTFT').fill('1.5');
  await dialog.getByRole('button', { name: 'Find clusters' }).click();

  const found = dialog.getByRole('region', { name: 'Clusters' });
  await expect(found).toContainText('keep the promise for 90% of requests, cheapest first', {
    timeout: 45_000,
  });
  await expect(found).toContainText('the catalogue has no published price');
  await expectDialog(page);
  const cheapest = found.getByRole('row').nth(1);
  await expect(cheapest).toContainText('kept');
  await expect(cheapest).toContainText(/(is full|passes the promise) at .*req\/s/);
  const use = cheapest.getByRole('button', { name: /^Use as A: / });
  const name = ((await use.getAttribute('aria-label')) ?? '').replace('Use as A: ', '');
  await use.click();
  await expect(found.getByText(`${name} runs as A now`)).toContainText(
    'Promised on both sides now: TTFT 1.5 s, TPOT 50 ms.',
  );
  expect((await app.scenario())['slo']).toBe('ttft:1.5,tpot:0.05');
  const { a } = await app.result();
  expect(a.ttft_s?.p90).toBeLessThanOrEqual(1.5);
  expect(a.tpot_s?.p90).toBeLessThanOrEqual(0.05);
  expect(a.goodput_share).toBeGreaterThan(0.8);
});

test('a search can be given up, and the page answers as before', async ({ app, page }) => {
  await app.open('v=1&n=1000&rps=10');
  const before = await app.result();
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Plan it' });
  await dialog.getByLabel('TTFT').fill('0.2');
  await dialog.getByRole('button', { name: 'Find clusters' }).click();
  await expect(dialog.getByRole('progressbar', { name: 'Search under way' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByText('Cancelled.')).toBeVisible();
  await page.keyboard.press('Escape');
  await app.typed('Load').fill('9');
  expect((await app.result()).a.hash).not.toBe(before.a.hash);
  await app.typed('Load').fill('10');
  expect((await app.result()).a.hash).toBe(before.a.hash);
});

for (const width of [390, 320]) {
  test(`both dialogs fit ${String(width)} px`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 844 });
    await app.open('v=1&n=40');
    await expectNoSideScroll(app);
    for (const [button, title] of [
      ['How right?', 'How right is it?'],
      ['Plan', 'Plan it'],
    ] as const) {
      await page.getByRole('button', { name: 'Menu' }).click();
      await page.getByRole('button', { name: button, exact: true }).click();
      const dialog = page.getByRole('dialog', { name: title });
      await expect(dialog).toBeVisible();
      await expect(dialog.getByText('Fetching')).toBeHidden();
      const wider = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(wider).toBeLessThanOrEqual(0);
      await page.keyboard.press('Escape');
    }
  });
}
