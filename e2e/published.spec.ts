import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import Ajv from 'ajv';
import { expect, test } from './app';
import { serveFolder } from './static-site';

const run = promisify(execFile);
const built = process.env['TOKENYARD_DIST'] ?? 'dist';
const preset = JSON.parse(readFileSync('public/scenarios/agents.json', 'utf8')) as Record<
  'id' | 'title' | 'claim',
  string
>;

test('the page of a preset opens it, and its links lead to the page itself', async ({
  app,
  page,
  baseURL,
}) => {
  await page.goto(`./s/${preset.id}/`);
  await app.idle();
  await expect(page).toHaveTitle(`${preset.title} · Tokenyard`);
  expect(await app.scenario()).toMatchObject({ workload: 'agent' });
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  expect(link.startsWith(`${baseURL ?? ''}#v=1`)).toBe(true);
  await page.keyboard.press('Escape');
  // A fragment wins over the preset.
  await page.goto('about:blank');
  await page.goto(`./s/${preset.id}/#v=1&ctx=9000&n=50`);
  await app.idle();
  expect(await app.scenario()).toMatchObject({ ctx: 9000, workload: 'assistant' });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the page of a preset shows a picture and says what it is about', async ({ page }) => {
    await page.goto(`./s/${preset.id}/`);
    await expect(page.getByRole('heading', { name: preset.title })).toBeVisible();
    await expect(page.getByRole('paragraph').first()).toHaveText(preset.claim);
    const picture = page.getByRole('img');
    await expect(picture).toBeVisible();
    expect(
      await picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]),
    ).toEqual([1200, 630]);
  });
});

test('the published schema holds what the page says its scenario is', async ({ app, page }) => {
  await app.open('v=1&n=60&ctx=9000&b=none');
  const schema = (await (await page.request.get('./schema/scenario.v1.json')).json()) as object;
  const validate = new Ajv().compile(schema);
  expect(validate(await app.scenario())).toBe(true);
  expect(validate({ ctx: 'many' })).toBe(false);
});

test.describe('a published site', () => {
  let address = '';
  let server: Server;
  test.beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tokenyard-versions-'));
    await run(process.execPath, ['scripts/build-site.mjs', folder, built]);
    ({ address, server } = await serveFolder(folder, '/yard/'));
  });
  test.afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test('a version works under its own path, and snippets are for it or for the newest', async ({
    app,
    page,
  }) => {
    const answers: (string | null)[] = [];
    for (const at of ['', 'v/0.1.0/']) {
      await page.goto('about:blank');
      await page.goto(`${address}${at}#v=1&n=60&ctx=2048`);
      await app.idle();
      answers.push((await app.result()).a.hash);
      await page.getByRole('button', { name: 'Embed' }).click();
      const element = page.getByLabel(/^Element/);
      const dialog = page.getByRole('dialog');
      await expect(element).toHaveValue(new RegExp(`src="${address}embed\\.js"`));
      await dialog.getByRole('radio', { name: /for ever/ }).check();
      await expect(element).toHaveValue(new RegExp(`src="${address}v/0\\.1\\.0/embed\\.js"`));
      await expect(
        dialog.frameLocator('iframe').getByRole('region', { name: 'Answer' }).locator('p').first(),
      ).toHaveText(/\d/);
      await expect(dialog.locator('iframe')).toHaveAttribute(
        'src',
        new RegExp(`^${address}v/0\\.1\\.0/#v=1`),
      );
    }
    expect(answers[0]).not.toBeNull();
    expect(answers[1]).toBe(answers[0]);
  });

  test('the page of a preset is found below a version, too', async ({ app, page }) => {
    await page.goto(`${address}v/0.1.0/s/${preset.id}/`);
    await app.idle();
    expect(await app.scenario()).toMatchObject({ workload: 'agent' });
  });
});
