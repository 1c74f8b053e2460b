import { readFileSync } from 'node:fs';
import { expect, test as appTest } from './app';
import { expectAccessible } from './checks';
import { test, type Host } from './host';

const FRAME = (fragment: string, more = 'width="700" height="500"') =>
  `<iframe title="Yard" src="{yard}#${fragment.replaceAll('&', '&amp;')}" ${more}></iframe>`;
const ELEMENT = (attributes: string, inside = '') =>
  `<script async src="{yard}embed.js"></script><tokenyard-embed ${attributes}>${inside}</tokenyard-embed>`;

/** Height of the frame and of what is in it. */
async function heights(host: Host): Promise<[frame: number, content: number]> {
  const frame = await host.page
    .locator('tokenyard-embed >> iframe')
    .evaluate((element) => element.clientHeight);
  const content = await host
    .frame()
    .locator('#root')
    .evaluate((root) => root.getBoundingClientRect().height);
  return [frame, content];
}

async function expectFits(host: Host): Promise<void> {
  await expect(async () => {
    const [frame, content] = await heights(host);
    expect(content).toBeGreaterThan(100);
    expect(Math.abs(frame - content)).toBeLessThanOrEqual(2);
  }).toPass();
}

test('says ready, height and link to a host of another origin, again after a ping', async ({ host }) => {
  await host.show(FRAME('v=1&n=60&ctx=4096&view=race&embed=1'));
  await host.hears({ type: 'ready' });
  await host.hears(({ type, height }) => type === 'resize' && Number(height) > 100);
  await host.hears({ type: 'state', link: `${host.yard}#v=1&ctx=4096&n=60&view=race&embed=1` });
  const before = await host.said();
  await host.say({ type: 'ping' });
  await expect(async () => {
    const after = (await host.said()).slice(before.length).map(({ type }) => type);
    expect(after).toEqual(expect.arrayContaining(['ready', 'resize', 'state']));
  }).toPass();
});

test('does what a host says, and names the field of a message that is wrong', async ({ host, page }) => {
  await host.show(FRAME('v=1&n=60&view=race&embed=1'));
  await host.hears({ type: 'ready' });
  const frame = host.frame();
  // At once, before there is a run.
  await host.say({ type: 'pause' });
  await host.say({ type: 'seek', time: 3.5 });
  await expect(frame.getByRole('region', { name: 'Answer' }).locator('p').first()).toHaveText(/\d/);
  await expect(frame.locator('output').first()).toHaveText(/^3\.5/);
  const entries = await page.evaluate(() => history.length);

  await host.say({ type: 'set', link: 'v=1&n=60&rps=2' });
  await host.hears({ type: 'state', link: `${host.yard}#v=1&rps=2&n=60&view=race&embed=1` });
  await expect(frame.getByRole('button', { name: 'Play' })).toBeVisible();
  await host.say({ type: 'seek', time: 4.5 });
  await expect(frame.locator('output').first()).toHaveText(/^4\.5/);
  await host.say({ type: 'play' });
  await expect(frame.getByRole('button', { name: 'Pause' })).toBeVisible();
  await host.say({ type: 'theme', theme: 'dark' });
  await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark');

  await host.say({ type: 'seek', time: 'soon' });
  await host.hears({ type: 'error', field: 'time' });
  await host.say({ type: 'set', link: 'v=1&rps=fast' });
  await host.hears(
    ({ type, field, message }) => type === 'error' && field === 'link' && /rps/.test(String(message)),
  );
  await host.say({ type: 'sing' });
  expect(await page.evaluate(() => history.length)).toBe(entries);
});

test('the element is as high as its content, after a change of width and of theme', async ({
  host,
  page,
}) => {
  await page.setViewportSize({ width: 1000, height: 800 });
  await host.show(ELEMENT('scenario="v=1&amp;n=60" view="race"'));
  await host.hears({ type: 'ready' });
  await expect(host.frame().getByRole('region', { name: 'Answer' }).locator('p').first()).toHaveText(/\d/);
  await expectFits(host);
  for (const width of [640, 360, 1000]) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(host);
  }
  await page.locator('tokenyard-embed').evaluate((element) => element.setAttribute('theme', 'dark'));
  await expect(host.frame().locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectFits(host);
  for (const view of ['flow', 'latency', 'energy']) {
    await page
      .locator('tokenyard-embed')
      .evaluate((element, name) => element.setAttribute('view', name), view);
    await expect(host.frame().getByRole('figure')).toHaveCount(1);
    await expectFits(host);
  }
});

test('between the sentence and the numbers of a race no line is left blank', async ({ host, page }) => {
  await page.setViewportSize({ width: 600, height: 800 });
  await host.show(ELEMENT('scenario="v=1&amp;n=60" view="race"'));
  const sentence = host.frame().locator('.sentence');
  await expect(sentence).toHaveText(/faster/);
  // The sentence is in the page before anything else is.
  await expect(host.frame().locator('.answer > .fold').first()).toBeVisible();
  const [line, blank] = await sentence.evaluate((paragraph) => {
    const words = document.createRange();
    words.selectNodeContents(paragraph);
    const numbers = document.querySelector('.answer > .fold')!.getBoundingClientRect();
    const blank = numbers.top - words.getBoundingClientRect().bottom;
    return [parseFloat(getComputedStyle(paragraph).lineHeight), blank] as const;
  });
  expect(blank).toBeLessThan(line);
});

test('a frame that grows with its content is never kept low', async ({ host, page }) => {
  await page.setViewportSize({ width: 600, height: 800 });
  await host.show(ELEMENT('scenario="v=1&amp;n=60" view="timeline"'));
  await expect(host.frame().getByRole('figure', { name: 'Timeline' })).toBeVisible();
  await expect(async () => {
    const [frame, content] = await heights(host);
    expect(content).toBeGreaterThan(600);
    expect(Math.abs(frame - content)).toBeLessThanOrEqual(2);
  }).toPass();
});

test('a request that a reader clicks is told to the host, with the moment', async ({ host, page }) => {
  await host.show(FRAME('v=1&n=60&view=flow&embed=1', 'width="900" height="620"'));
  await host.hears({ type: 'ready' });
  await expect(host.frame().getByRole('button', { name: 'Pause' })).toBeEnabled();
  await host.say({ type: 'pause' });
  await host.say({ type: 'seek', time: 20 });
  await expect(host.frame().locator('output').first()).toHaveText(/^20/);
  const box = await host.frame().locator('canvas').first().boundingBox();
  if (!box) throw new Error('no canvas');
  await page.mouse.click(box.x + box.width * 0.85, box.y + 75);
  await host.hears(
    ({ type, side, request, token, time }) =>
      type === 'select' && side === 'a' && Number.isInteger(request) && token === null && time === 20,
  );
});

test('two embeds with storage refused keep their own scenarios', async ({ host }) => {
  await host.show(
    FRAME('v=1&n=60&ctx=4096&view=race&embed=1') + FRAME('v=1&n=60&ctx=16384&view=race&embed=1'),
  );
  await host.hears({ type: 'ready' }, 0);
  await host.hears({ type: 'ready' }, 1);
  await host.say({ type: 'set', link: 'v=1&n=60&ctx=2048' }, 1);
  await host.hears({ type: 'state', link: `${host.yard}#v=1&ctx=2048&n=60&view=race&embed=1` }, 1);
  const links = (await host.said(0)).flatMap(({ link }) => (typeof link === 'string' ? [link] : []));
  expect(new Set(links)).toEqual(new Set([`${host.yard}#v=1&ctx=4096&n=60&view=race&embed=1`]));
});

test('off screen it moves nothing', async ({ host, page }) => {
  await host.show(`${FRAME('v=1&n=60&view=flow&embed=1')}<div style="height:4000px"></div>`);
  const frame = host.frame();
  const time = () => frame.locator('output').first().textContent();
  await expect(async () => {
    const before = await time();
    await expect.poll(time).not.toBe(before);
  }).toPass();
  await page.evaluate(() => scrollTo(0, 3500));
  // Once the frame has noticed, time stands.
  await expect(async () => {
    const before = await time();
    await page.waitForTimeout(500);
    expect(await time()).toBe(before);
  }).toPass();
  await page.evaluate(() => scrollTo(0, 0));
  const before = await time();
  await expect.poll(time).not.toBe(before);
});

test('loads nothing before the click where it was asked to wait', async ({ host, page }) => {
  await host.show(ELEMENT('load="click" view="race" scenario="v=1&amp;n=60"', '<p>A picture of it</p>'));
  const button = page.getByRole('button', { name: 'Run the simulation here' });
  await expect(button).toBeVisible();
  await expect(page.getByText('A picture of it')).toBeVisible();
  await expect(page.locator('tokenyard-embed >> iframe')).toHaveCount(0);
  await button.click();
  await host.hears({ type: 'ready' });
  await expect(page.getByText('A picture of it')).toBeHidden();
});

test('the methods and events of the element', async ({ host, page }) => {
  await host.show(ELEMENT('view="race" scenario="v=1&amp;n=60"'));
  await host.hears({ type: 'ready' });
  const link = await page.locator('tokenyard-embed').evaluate(
    (element) =>
      new Promise((heard) => {
        element.addEventListener('tokenyard-state', (event) => {
          const { link: now } = (event as CustomEvent<{ link: string }>).detail;
          // The frame may still be telling of the scenario that it began with.
          if (now.includes('rps=3')) heard(now);
        });
        (element as HTMLElement & { show: (link: string) => void }).show('v=1&n=60&rps=3');
      }),
  );
  expect(link).toBe(`${host.yard}#v=1&rps=3&n=60&view=race&embed=1`);
});

test('the element works in a host whose policy allows our address for scripts and frames, and nothing else', async ({
  host,
  page,
}) => {
  const origin = new URL(host.yard).origin;
  const policy = `default-src 'none'; script-src ${origin}; frame-src ${origin}`;
  await host.showPage(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Strict</title>
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <script async src="${host.yard}embed.js"></script>
    <tokenyard-embed scenario="v=1&amp;n=60" view="race"></tokenyard-embed></html>`);
  const answer = host.frame().getByRole('region', { name: 'Answer' }).locator('p').first();
  await expect(answer).toHaveText(/\d/);
  await expectFits(host);
  await page.setViewportSize({ width: 500, height: 800 });
  await expectFits(host);
});

appTest('the dialog shows the embed, and its HTML works', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open('v=1&n=60&ctx=4096');
  await page.getByRole('button', { name: 'Embed' }).click();
  const dialog = page.getByRole('dialog');
  const preview = dialog.frameLocator('iframe');
  await expect(preview.getByRole('region', { name: 'Answer' }).locator('p').first()).toHaveText(/\d/);
  await dialog.getByLabel('Part').selectOption('latency');
  await dialog.getByRole('radio', { name: 'Dark' }).check();
  await expect(preview.getByRole('figure', { name: 'Latency' })).toBeVisible();
  await expect(preview.locator('html')).toHaveAttribute('data-theme', 'dark');
  await dialog.getByLabel(/^Width/).fill('500');
  await expect(dialog.locator('iframe')).toHaveAttribute('width', '500');
  await dialog.getByRole('button', { name: 'Copy element' }).click();
  await expect(dialog.getByText('Copied.')).toBeVisible();
  const html = await page.evaluate(() => navigator.clipboard.readText());
  expect(html).toContain('scenario="v=1&amp;ctx=4096&amp;n=60" view="latency" theme="dark"');
  expect(html).toContain('embed.js');
  await expect(dialog.getByLabel(/^Plain frame/)).toHaveValue(/width="500" height="\d+"/);
  await expectAccessible({ page }, 'dialog');
});

appTest('works under the content security policy that the documentation states', async ({ app, page }) => {
  const docs = readFileSync(new URL('../docs/EMBED.md', import.meta.url), 'utf8');
  const policy = /^default-src .*$/m.exec(docs)?.[0] ?? '';
  await page.route(/\/(#.*)?$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await app.open('v=1&n=60');
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('group', { name: 'Latency' }).getByRole('button', { name: 'PNG' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('tokenyard-latency.png');
  expect((await app.result()).a.method).toBe('simulated');
});

appTest.describe('in a frame of 600×400 whose height is fixed', () => {
  appTest.use({ viewport: { width: 600, height: 400 } });
  const PICTURES = {
    race: '.flow-bar',
    flow: '.flow-bar',
    latency: '.chart-box .chart',
    energy: '.energy-bars, .chart-box .chart',
    cost: '.chart-box .chart',
    frontier: '.chart-box .chart',
    timeline: '.timeline-stage',
  };
  for (const [view, pictures] of Object.entries(PICTURES)) {
    appTest(`view=${view}: the picture is in sight without scrolling`, async ({ app, page }) => {
      await app.open(`v=1&n=200&view=${view}&embed=1`);
      const bottoms = await page
        .locator(pictures)
        .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().bottom));
      expect(bottoms.length).toBeGreaterThan(0);
      expect(Math.max(...bottoms)).toBeLessThanOrEqual(400);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(600);
      // Nor does it take scrolling to find the same as a table, and the way out, which lies over neither.
      await expect(page.getByRole('link', { name: /Open with all controls/ })).toBeInViewport({ ratio: 1 });
      const out = (await page.locator('.way-out').boundingBox())!;
      expect(out.width).toBe(600);
      expect(Math.max(...bottoms)).toBeLessThanOrEqual(out.y + 1);
      if (pictures === '.flow-bar') return;
      const table = (await page.locator('.table-twin > summary').first().boundingBox())!;
      expect(table.y + table.height).toBeLessThanOrEqual(out.y + 1);
    });
  }
});
