import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Server } from 'node:http';
import { expect, test, type App } from './app';
import { serveFolder } from './static-site';

test.use({ serviceWorkers: 'allow' });

const FRAGMENT = 'v=1&ctx=2048&n=80&seed=3';
const built = process.env['TOKENYARD_DIST'] ?? 'dist';

let folder = '';
let address = '';
let server: Server;
test.beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'tokenyard-site-'));
  cpSync(built, folder, { recursive: true });
  // As a project's page is served: below the root of its host.
  ({ address, server } = await serveFolder(folder, '/yard/'));
});
test.afterEach(async ({ context }) => {
  await context.setOffline(false);
  server.closeAllConnections();
  server.close();
});

async function open(app: App, at = address): Promise<void> {
  await app.page.goto('about:blank');
  await app.page.goto(`${at}#${FRAGMENT}`);
  await app.idle();
}

/** The service worker of this page has fetched all it keeps, and answers. */
async function kept(app: App): Promise<void> {
  await app.page.evaluate(async () => {
    const { serviceWorker } = navigator;
    await serviceWorker.ready;
    if (!serviceWorker.controller)
      await new Promise((taken) => serviceWorker.addEventListener('controllerchange', taken, { once: true }));
  });
}

test('after one visit it opens without a network, and computes the same', async ({ app, context }) => {
  await open(app);
  const online = await app.result();
  await kept(app);
  await context.setOffline(true);
  server.closeAllConnections();
  server.close();
  await open(app);
  const offline = await app.result();
  expect([offline.a.hash, offline.b?.hash]).toEqual([online.a.hash, online.b?.hash]);
  // Parts that come on demand are there, too.
  await app.page.getByRole('button', { name: 'Export' }).click();
  await expect(app.page.getByRole('dialog').getByText('Where every token ran')).toBeVisible();
});

test('a newer version is offered, not forced; taking it keeps the scenario and drops the old files', async ({
  app,
  page,
}) => {
  test.setTimeout(120_000);
  await open(app);
  await kept(app);
  const index = path.join(folder, 'index.html');
  writeFileSync(index, readFileSync(index, 'utf8').replace('<title>', '<title>Newer '));
  const sw = path.join(folder, 'sw.js');
  writeFileSync(sw, readFileSync(sw, 'utf8').replace(/\("[0-9a-f]{16}"/, '("0000000000000000"'));
  await open(app);
  expect(await page.title()).not.toContain('Newer');
  const notice = page.getByText('A newer version of this page is ready.');
  // When it looks by itself is the browser's choice, which may take a minute.
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Show it' }).click()]);
  await app.idle();
  expect(await page.title()).toContain('Newer');
  expect(await app.scenario()).toMatchObject({ ctx: 2048, n: 80 });
  await expect(notice).toBeHidden();
  await expect
    .poll(() => page.evaluate(async () => (await caches.keys()).map((name) => name.split(' ').at(-1))))
    .toEqual(['0000000000000000']);
});

test('an embed registers nothing and keeps nothing', async ({ app: { page } }) => {
  const host = await serveFolder(folder);
  await page.goto(`${host.address}examples/blog.html`);
  await page.evaluate((link) => {
    const frame = document.createElement('iframe');
    frame.src = link;
    document.body.replaceChildren(frame);
  }, `${host.address}#${FRAGMENT}&embed=1&view=race`);
  await expect(
    page.frameLocator('iframe').getByRole('region', { name: 'Answer' }).locator('p').first(),
  ).toHaveText(/\d/);
  const registrations = await page.evaluate(
    async () => (await navigator.serviceWorker.getRegistrations()).length,
  );
  expect([registrations, await page.evaluate(() => caches.keys())]).toEqual([0, []]);
  host.server.closeAllConnections();
  host.server.close();
});
