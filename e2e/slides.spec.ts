import type { Page } from '@playwright/test';
import { expect, test } from './app';
import { expectAccessible } from './checks';
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
  // A presenter's remote.
  await page.keyboard.press('PageDown');
  await expect(page.getByText('2 / 5')).toBeVisible();
  await page.keyboard.press('PageUp');
  await expect(page.getByText('1 / 5')).toBeVisible();
  await app.idle();
  await expectAccessible(app);
});

test.describe('a dark slide on paper', () => {
  test.use({ colorScheme: 'dark', viewport: { width: 960, height: 540 } });

  for (const view of ['race', 'timeline']) {
    test(`${view}: on white, and nothing cut`, async ({ app, page }) => {
      await page.addInitScript(() => {
        const own = window.addEventListener.bind(window);
        window.addEventListener = (...listener: Parameters<typeof own>) => {
          own(...listener);
          if (listener[0] === 'beforeprint') Object.assign(window, { listensToPrinting: true });
        };
      });
      await app.open(
        `v=1&rps=0.5&n=60&a.prefill=h100-sxmx4&b=gpu&b.prefill=h200-sxmx4&view=${view}&layout=slide&embed=1`,
      );
      const corner = () =>
        page
          .locator(':is(.flow-stage, .timeline-stage) canvas')
          .first()
          .evaluate((canvas) => {
            const [red = 0] = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(1, 1, 1, 1).data;
            return red;
          });
      await expect.poll(corner).toBeLessThan(50);
      // Who listens comes with the later parts of the page.
      await page.waitForFunction(() => 'listensToPrinting' in window);
      // At once: the picture of the paper is taken when the event is over.
      const printed = await page.evaluate(() => {
        dispatchEvent(new Event('beforeprint'));
        const canvas = document.querySelector<HTMLCanvasElement>(':is(.flow-stage, .timeline-stage) canvas')!;
        return canvas.getContext('2d')!.getImageData(1, 1, 1, 1).data[0];
      });
      expect(printed).toBeGreaterThan(240);
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await expect.poll(corner).toBeLessThan(50);
      // A preview that only looks like paper.
      await page.emulateMedia({ media: 'print' });
      await expect.poll(corner).toBeGreaterThan(240);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(960);
      const beyond = await page.locator('.page *:visible').evaluateAll((all) =>
        all
          .filter((element) => !element.closest('.visually-hidden'))
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .map((element) => element.outerHTML.slice(0, 80)),
      );
      expect(beyond).toEqual([]);
      const pdf = await page.pdf({ format: 'A4', landscape: true });
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    });
  }
});

const VIEWS = ['race', 'flow', 'latency', 'energy', 'cost', 'frontier', 'timeline'];
/** Stories with steps that a slide once had no room for. */
const STORIES = ['routing', 'long-context', 'agents'];
const TIERS =
  'v=1&workload=agent&io=100:1&turns=20&tool=0.5&gap=300&sys=2000&n=400&a.tiers=device&b=gpu&b.tiers=device,dram:1t,flash:30t,net';

/** What of a slide stands beyond it, or is cut off. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const slide = document.querySelector('.page')!.getBoundingClientRect();
    const name = (element: Element) => `${element.tagName} ${element.getAttribute('class') ?? ''}`;
    const shown = [...document.querySelectorAll('.page *')].filter(
      (element) => !element.closest('.visually-hidden, svg') && element.clientHeight > 0,
    );
    return shown.flatMap((element) => {
      const box = element.getBoundingClientRect();
      const beyond = box.bottom > slide.bottom + 1 || box.right > slide.right + 1;
      const clips = getComputedStyle(element).overflowY !== 'visible';
      const cut = clips && element.scrollHeight > element.clientHeight + 2;
      return [...(beyond ? [`${name(element)} beyond`] : []), ...(cut ? [`${name(element)} cut`] : [])];
    });
  });
}

for (const [width, height] of [
  [680, 383],
  [1920, 1080],
] as const) {
  test(`at ${String(width)} pixels every view is whole, and its words grow with it`, async ({
    app,
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await app.open('v=1&n=200&layout=slide');
    for (const view of VIEWS) {
      await page.evaluate(
        (asked) => (window as unknown as { tokenyard: { set: (part: object) => void } }).tokenyard.set(asked),
        { view },
      );
      await app.idle();
      expect(await cutOff(page), view).toEqual([]);
      const text = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
      expect(text, view).toBeCloseTo(Math.max(16, width / 64), 1);
      const chart = page.locator('.chart-box .chart').first();
      if ((await chart.count()) === 0) continue;
      // What is drawn has the size of its place: the pointer reads the place.
      const drawn = await chart.evaluate((svg: SVGSVGElement) => {
        const { width: wide, height: high } = svg.getBoundingClientRect();
        return wide / high / (svg.viewBox.baseVal.width / svg.viewBox.baseVal.height);
      });
      expect(drawn, view).toBeLessThan(1.01);
      const share = await chart.evaluate((svg) => svg.getBoundingClientRect().height / innerHeight);
      expect(share, view).toBeGreaterThan(view === 'energy' ? 0.25 : 0.4);
    }
  });

  test(`at ${String(width)} pixels the answer is whole, whatever has to be said of it`, async ({
    app,
    page,
  }) => {
    await page.setViewportSize({ width, height });
    const promised = 'slo=ttft:0.5,tpot:0.03';
    for (const trouble of [
      'ctx=16384',
      'b.decode=groq-lpu-v1x64',
      `ctx=16384&${promised}`,
      `rps=400&${promised}`,
    ]) {
      await app.open(`v=1&n=200&${trouble}&view=race&layout=slide`);
      expect(await cutOff(page), trouble).toEqual([]);
      // Two overloaded sides have numbers, too.
      if (width >= 900) await expect(page.getByRole('row', { name: /^TTFT/ }), trouble).toBeVisible();
    }
    await app.open(`${TIERS}&view=race&layout=slide`);
    await expect(app.sentence).toHaveText(/\d/);
    expect(await cutOff(page)).toEqual([]);
    if (width >= 720) await expect(app.answer.getByText(/^B remembers: .*DRAM/)).toBeVisible();
  });
}

test('every step of a story has room on a slide', async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  for (const id of STORIES) {
    const answer = await page.request.get(`./scenarios/${id}.json`);
    const { scenario, steps } = (await answer.json()) as {
      scenario: Record<string, string>;
      steps: unknown[];
    };
    const link = Object.entries(scenario).map(([key, value]) => `${key}=${value}`);
    await app.open(`${link.join('&')}&layout=slide`);
    for (const step of [null, ...steps.keys()]) {
      if (step !== null) await page.keyboard.press('ArrowRight');
      await app.idle();
      expect(await cutOff(page), `${id}, after step ${String(step)}`).toEqual([]);
    }
  }
});

test('a slide that names no view shows what its step is about beside the answer', async ({ app, page }) => {
  const link = 'v=1&ctx=4096&io=3:1&layout=slide';
  for (const [width, height] of [
    [680, 383],
    [1280, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    await app.open(link);
    await expect(page.getByRole('figure', { name: 'Energy' })).toBeVisible();
    await expect(app.sentence).toHaveText(/fewer joules/);
    expect(await cutOff(page)).toEqual([]);
  }
  await app.open(`${link}&view=race`);
  await expect(page.getByRole('figure', { name: 'Token flow' })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Energy' })).toHaveCount(0);
});

hostTest('a slide that is loaded before it is shown has its size when it is', async ({ host, page }) => {
  await page.setViewportSize({ width: 1300, height: 800 });
  await host.show(
    `<iframe title="Slide" src="{yard}#v=1&amp;n=60&amp;view=race&amp;layout=slide&amp;embed=1" width="1280" height="720" style="display:none"></iframe>`,
  );
  await host.hears({ type: 'ready' });
  await page.evaluate(() => {
    document.querySelector('iframe')!.style.display = '';
  });
  const canvas = host.frame().locator('canvas').first();
  await expect(host.frame().getByRole('region', { name: 'Answer' }).locator('p').first()).toHaveText(/\d/);
  await expect(async () => {
    const [drawn, shown] = await canvas.evaluate((element: HTMLCanvasElement) => [
      element.width,
      element.clientWidth,
    ]);
    expect(shown).toBeGreaterThan(700);
    expect(drawn).toBe(shown);
  }).toPass();
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
