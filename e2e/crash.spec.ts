import { writeFileSync } from 'node:fs';
import { expect, test, type App } from './app';
import { die } from './checks';

test('an engine that dies says so, keeps the scenario, and starts again', async ({ app }) => {
  await app.open('v=1&ctx=4096&n=60');
  const { a } = await app.result();
  const notice = await fail(app);
  expect((await app.scenario())['ctx']).toBe(4096);

  await notice.getByRole('button', { name: 'Restart' }).click();
  await expect(notice).toHaveCount(0);
  expect((await app.result()).a.hash).toBe(a.hash);
  app.complaints.length = 0;
});

test('a trace whose file has changed since is missed after a restart, and the sliders are run', async ({
  app,
  page,
}, info) => {
  await app.open('v=1&n=60');
  const { a } = await app.result();
  const path = info.outputPath('mine.csv');
  const rows = 'arrived_at,num_prefill_tokens,num_decode_tokens\n0,400,20\n1,300,30\n';
  writeFileSync(path, rows);
  await page.getByLabel('Trace file').setInputFiles(path);
  await expect(page.locator('.trace-loaded')).toContainText('mine.csv');
  expect((await app.result()).a.requests).toBe(2);

  // A browser reads a file as it was when it was chosen, or not at all.
  writeFileSync(path, `${rows}2,300,30\n`);
  await (await fail(app)).getByRole('button', { name: 'Restart' }).click();
  const missed = page.getByRole('alert').filter({ hasText: 'mine.csv' });
  await expect(missed).toContainText('the trace cannot be read again');
  await expect(missed).toContainText('Requests are drawn from the sliders now.');
  await expect(page.locator('.trace-loaded')).toHaveCount(0);
  expect((await app.result()).a.hash).toBe(a.hash);
  app.complaints.length = 0;
});

test('B has an engine of its own once somebody has changed something; where that dies, its numbers come all the same', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60');
  await expect(async () => {
    await app.slider('Load').press('ArrowRight');
    await expect.poll(() => page.workers().length, { timeout: 4000 }).toBe(2);
  }).toPass();
  const before = await app.result();
  await die(page.workers()[1]);
  await app.slider('Load').press('ArrowRight');
  await app.idle();
  const { a, b } = await app.result();
  expect(a.hash).not.toBe(before.a.hash);
  expect(b?.requests).toBe(60);
  await expect(page.getByRole('alert').filter({ hasText: 'made to fail' })).toHaveCount(0);
  const link = new URL(page.url()).hash.slice(1);
  await app.open(link);
  expect((await app.result()).b?.hash).toBe(b?.hash);
  app.complaints.length = 0;
});

/** Ends the engine, and finds what the page says of it. */
async function fail({ page }: App) {
  await die(page.workers()[0]);
  const notice = page.getByRole('alert').filter({ hasText: 'made to fail by a test' });
  await expect(notice).toBeVisible();
  return notice;
}

test('a picture whose file cannot be had says so beside the rest, and comes once it can', async ({
  app,
  page,
}) => {
  await page.route(/\/charts-[^/]*\.js$/, (route) => route.abort());
  await app.open('v=1&n=60');
  const notice = page.getByRole('alert').filter({ hasText: 'The charts stopped drawing' });
  await expect(notice).toBeVisible();
  await expect(app.canvas).toBeVisible();
  await expect(app.sentence).toContainText('×');

  await page.unrouteAll();
  await notice.getByRole('button', { name: 'Restart' }).click();
  await expect(page.getByRole('figure', { name: /latency/i })).toBeVisible();
  await app.idle();
  app.complaints.length = 0;
});
