import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { SideReport } from '../src/engine/result';
import { expect, test } from './app';

const run = promisify(execFile);
const FRAGMENT = 'v=1&ctx=2k&rps=2&n=150&seed=7';

let file = '';
test.beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tokenyard-single-'));
  await run(process.execPath, ['scripts/build-single.mjs', folder, path.join(folder, 'nothing')]);
  file = path.join(folder, 'tokenyard.html');
});

test.afterEach(({ context }) => context.setOffline(false));

test('one file opens from a disk without a network, and computes what Node computes', async ({
  app,
  context,
}) => {
  const cli = await run(process.execPath, ['scripts/cli.mjs', 'simulate', FRAGMENT]);
  const inNode = JSON.parse(cli.stdout) as { a: SideReport; b: SideReport };
  await context.setOffline(true);
  await app.page.goto(`${pathToFileURL(file).href}#${FRAGMENT}`);
  await expect(app.sentence).toHaveText(/\d/);
  const { a, b } = await app.result();
  expect([a.hash, b?.hash]).toEqual([inNode.a.hash, inNode.b.hash]);
  await expect(app.canvas).toBeVisible();
  // A link to a disk is no link for anybody else.
  await app.page.getByRole('button', { name: 'Share' }).click();
  await expect(app.page.getByLabel('Link', { exact: true })).toHaveValue(/^#v=1&/);
  await expect(app.page.getByText('This page is a file on a disk')).toBeVisible();
  await app.page.keyboard.press('Escape');
  await app.page.getByRole('button', { name: 'Embed' }).click();
  await expect(app.page.getByText('An embed needs a Tokenyard on the web')).toBeVisible();
  await expect(app.page.getByLabel(/^Element/)).toHaveCount(0);
});

test('the page beside which it lies offers it with the scenario on screen', async ({
  app,
  page,
  context,
}) => {
  const html = readFileSync(file, 'utf8');
  await page.route(/\/tokenyard\.html$/, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.route(/\/(#.*)?$/, async (route) => {
    const response = await route.fetch();
    const meta = '<meta name="tokenyard-single" content="./tokenyard.html" />';
    await route.fulfill({ response, body: (await response.text()).replace('</head>', `${meta}</head>`) });
  });
  await app.open('v=1&ctx=4096&n=60');
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('group', { name: 'Everything' }).getByRole('button', { name: 'HTML' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('tokenyard.html');
  const saved = path.join(path.dirname(file), 'saved.html');
  writeFileSync(saved, readFileSync(await download.path()));
  // What the page would still have fetched for later is no complaint of the saved one.
  await page.goto('about:blank');
  await context.setOffline(true);
  await page.goto(pathToFileURL(saved).href);
  await app.idle();
  expect(await app.scenario()).toMatchObject({ ctx: 4096, n: 60 });
});
