import { expect, test } from './app';

test('a link restores the scenario, a reload keeps it, Back returns to the one before', async ({
  app,
  page,
}) => {
  await app.open('v=1&ctx=4096&rps=2&b=sram&n=80');
  const first = await app.scenario();
  expect(first).toMatchObject({ ctx: 4096, rps: 2, b: 'sram' });
  const { a } = await app.result();

  await page.reload();
  await app.idle();
  expect(await app.scenario()).toEqual(first);
  expect((await app.result()).a.hash).toBe(a.hash);

  await app.typed('Load').fill('3');
  await app.typed('Load').press('Enter');
  await expect(page).toHaveURL(/rps=3/);
  await page.goBack();
  await expect(page).toHaveURL(/rps=2/);
  await app.idle();
  expect(await app.scenario()).toEqual(first);
  expect((await app.result()).a.hash).toBe(a.hash);
});

/** Links of released versions, as they stand in posts: each opens on what it meant, without a word of complaint. */
const GOLDEN = [
  { link: 'v=1', means: { ctx: 8192, model: 'llama-3.1-70b', a: 'gpu', b: 'gpu-sram', view: 'full' } },
  { link: 'v=1&ctx=32768&model=llama-3.1-8b&io=100:1&rps=4', means: { ctx: 32_768, io: '100:1', rps: 4 } },
  { link: 'v=1&size=70b&fmt=nvfp4&kv=bf16&n=60', means: { size: 7e10, fmt: 'nvfp4', kv: 'bf16', n: 60 } },
  { link: 'v=1&a=gpu-split&a.prefill=h200-sxmx8&b=none&n=60', means: { a: 'gpu-split', b: 'none' } },
  { link: 'v=1&workload=agent&view=race&embed=1&theme=dark&n=60', means: { ctx: 15_475, embed: true } },
];

for (const { link, means } of GOLDEN) {
  test(`golden link #${link}`, async ({ app, page }) => {
    await app.open(link);
    expect(await app.scenario()).toMatchObject(means);
    await expect(page.getByRole('button', { name: /dismiss/i })).toHaveCount(0);
  });
}

const BAD_LINKS = [
  { link: 'v=1&a.prefill=h1000x8', part: /a\.prefill.*h1000/ },
  { link: 'v=1&rps=fast', part: /rps.*fast/ },
  { link: 'v=1&io=0:0', part: /io.*0:0/ },
  { link: 'v=1&ctx=-5', part: /ctx.*-5/ },
  { link: 'v=1&model=llama-9', part: /model.*llama-9/ },
  { link: 'v=99', part: /v.*99/ },
  { link: 'v=1&colour=red', part: /colour/ },
  { link: '%%%=%E0%A4%A', part: /%/ },
];

for (const { link, part } of BAD_LINKS) {
  test(`#${link}: a notice names the part, and the page works`, async ({ app, page }) => {
    await app.open(link);
    const notice = page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: part });
    await expect(notice.first()).toBeVisible();
    await expect(app.sentence).toHaveText(/\d/);
    await page
      .getByRole('button', { name: /dismiss|close/i })
      .first()
      .click();
    await expect(notice).toHaveCount(0);
  });
}

test('a hostile link is text, not markup', async ({ app, page }) => {
  await app.open(`v=1&model=${encodeURIComponent('<img src=x onerror="document.title=1">')}`);
  await expect(page.locator('img')).toHaveCount(0);
  await expect(page).toHaveTitle(/Tokenyard/);
});

test('a scenario in the query, where some programs put a fragment, is read and moves to the fragment', async ({
  app,
  page,
}) => {
  await page.goto('./?v=1&ctx=4096&n=60');
  await app.idle();
  expect(await app.scenario()).toMatchObject({ ctx: 4096, n: 60 });
  await expect(page).toHaveURL(/\/#v=1&ctx=4096&n=60$/);
});
