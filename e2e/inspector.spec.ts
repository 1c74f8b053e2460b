import type { Locator } from '@playwright/test';
import { expect, test, type App } from './app';
import { die, expectAccessible, expectNoSideScroll } from './checks';

/** A: eight instances of eight GPUs at a load at which they differ. B: one instance of each pool. */
const SEVERAL = 'v=1&a.prefill=h100-sxmx64&rps=9&n=300';
const ALONE = 'v=1&n=60';

const WHY = /^Request #[\d,]+ on [AB] took .+: \d+% of it .+\./;

const inspector = (app: App) => app.page.getByRole('region', { name: 'Inspector' });
const find = (app: App) => app.page.getByRole('button', { name: 'Find the slowest request' });
const sentence = (app: App) => inspector(app).getByText(/^Request #.* took /);
const other = (within: Locator) => within.getByRole('button', { name: /^Do it the other way/ });

test('the slowest request and why: one click from the open page', async ({ app }) => {
  await app.open(SEVERAL);
  await find(app).click();
  await app.idle();
  await expect(sentence(app)).toHaveText(WHY);
  await expect(sentence(app)).toBeInViewport();

  const parts = inspector(app).getByRole('table', { name: /Where the time/ });
  await expect(parts).toBeInViewport();
  const shares = await parts.locator('tbody td:nth-child(3)').allInnerTexts();
  const sum = shares.reduce((all, share) => all + (share.startsWith('<') ? 0 : parseFloat(share) || 0), 0);
  expect(Math.abs(sum - 100)).toBeLessThan(3);
  await expect(inspector(app).getByRole('region', { name: 'Receipt' })).toContainText('Total');
});

test('the flow goes to where the request that was found arrives, and playing from there is the first thing offered', async ({
  app,
  page,
}) => {
  await app.open(SEVERAL);
  await find(app).click();
  await app.idle();
  const told = await inspector(app)
    .getByText(/^Times count from its arrival at/)
    .innerText();
  const clock = page.getByRole('slider', { name: 'Cluster time' });
  const arrival = secondsIn(/at ([\d.,]+\s\S+) of the run/.exec(told)![1]!);
  const now = secondsIn((await clock.getAttribute('aria-valuetext'))!);
  expect(Math.abs(now - arrival)).toBeLessThan(0.01 * arrival + 0.1);
  const play = inspector(app).getByRole('button', { name: 'Play from its arrival' });
  await expect(play).toBeInViewport();
  await play.click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});

/** "3.42 min" in seconds. */
function secondsIn(text: string): number {
  const [, digits, unit] = /([\d.,]+)\s(\w+)/.exec(text)!;
  return (
    Number(digits!.replace(',', '')) * { ms: 1e-3, s: 1, min: 60, h: 3600 }[unit as 'ms' | 's' | 'min' | 'h']
  );
}

test('the same by keyboard alone, in three actions', async ({ app, page }) => {
  await app.open(SEVERAL);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the inspector' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(find(app)).toBeFocused();
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(sentence(app)).toHaveText(WHY);
  await expect(sentence(app)).toBeInViewport();
});

test('its events, in order; each brings the flow there', async ({ app, page }) => {
  await app.open(SEVERAL);
  await find(app).click();
  await app.idle();
  const log = inspector(app).getByRole('region', { name: 'Event log' });
  const entries = log.getByRole('listitem');
  await expect(entries.first()).toContainText('Arrived');
  await expect(entries.nth(1)).toContainText(/Sent to instance \d of both phases by the rule/);
  await expect(entries.last()).toContainText('Finished');
  await log.getByRole('button', { name: /First token/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const scrub = page.getByRole('slider', { name: 'Cluster time' });
  const first = Number(await scrub.inputValue());
  await log.getByRole('button', { name: /Finished/ }).click();
  await expect.poll(async () => Number(await scrub.inputValue())).toBeGreaterThan(first);
});

test('one token of its answer: the step that wrote it, and the flow at that moment', async ({
  app,
  page,
}) => {
  await app.open(ALONE);
  await find(app).click();
  await app.idle();
  const token = inspector(app).getByRole('region', { name: 'One token' });
  await token.getByLabel('Token number').fill('12');
  await expect(token).toContainText(/Step\s*[\d.]+\s(ms|µs), (alone|beside)/);
  await token.getByRole('button', { name: 'Next token' }).click();
  await expect(token.getByLabel('Token number')).toHaveValue('13');
  const time = page.getByRole('slider', { name: 'Cluster time' });
  const before = await time.getAttribute('aria-valuetext');
  await token.getByRole('button', { name: 'See it in the flow' }).click();
  await expect(time).not.toHaveAttribute('aria-valuetext', before!);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await token.getByLabel('Token number').fill('99999999');
  await expect(token).toContainText('is not a number from 1 to');
});

test('the same by keyboard alone, and on to its neighbour, the other side, and out', async ({
  app,
  page,
}) => {
  // Every stop of the page on the way is visited.
  test.slow();
  await app.open(SEVERAL);
  for (let tabs = 0; tabs < 150; tabs++) {
    await page.keyboard.press('Tab');
    if (await find(app).evaluate((button) => button === document.activeElement)) break;
  }
  await expect(find(app)).toBeFocused();
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(sentence(app)).toHaveText(WHY);

  const number = page.getByRole('textbox', { name: 'Request number' });
  const slowest = Number(await number.inputValue());
  const previous = page.getByRole('button', { name: 'Previous request' });
  await previous.focus();
  await page.keyboard.press('Enter');
  await app.idle();
  await expect(sentence(app)).toContainText(`#${slowest - 1} on A`);
  await number.focus();
  await number.fill('17');
  await app.idle();
  await expect(sentence(app)).toContainText('#17 on A');
  await inspector(app).getByRole('radio', { name: 'A', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await app.idle();
  await expect(sentence(app)).toContainText('#17 on B');
  await page.keyboard.press('Escape');
  await expect(sentence(app)).toHaveCount(0);
  await expect(find(app)).toBeFocused();
});

test('a turn of a session is found on the other side, where it came as another number', async ({ app }) => {
  await app.open('v=1&workload=agent&io=100:1&turns=20&tool=0.5&gap=300&sys=2000&n=200&req=a:100');
  const [, there] = /B has it as #(\d+)/.exec((await sentence(app).textContent()) ?? '') ?? [];
  expect(there).toBeDefined();
  await inspector(app).getByRole('radio', { name: 'B', exact: true }).check({ force: true });
  await app.idle();
  await expect(sentence(app)).toContainText(new RegExp(`#${there!} on B .*A has it as #100:`));
});

test('another choice is run, and shown for the request and for everybody', async ({ app }) => {
  await app.open(SEVERAL);
  await find(app).click();
  await app.idle();
  const decision = inspector(app).getByRole('region', { name: /^Decision/ });
  await expect(decision.getByRole('listitem').filter({ hasText: 'chosen' })).toHaveCount(1);
  await expect(other(decision)).toHaveCount(7);
  const { a } = await app.result();
  await other(decision).first().click();
  await app.idle();
  await expect(decision.getByText(/^On instance \d+ the request would have taken/)).toBeVisible();
  const own = decision.getByRole('table', { name: /^Request #/ });
  await expect(own.getByRole('row', { name: /^End to end/ })).toHaveText(/[+−]/);
  const everybody = decision.getByRole('table', { name: 'Everybody' });
  await expect(everybody.getByRole('row', { name: /^TTFT, mean/ })).toBeVisible();
  await expectAccessible(app);
  // Looking changes nothing.
  expect((await app.result()).a.hash).toBe(a.hash);

  await decision.getByRole('button', { name: /^Back to what happened/ }).click();
  await expect(own).toHaveCount(0);
});

test('a choice that is kept is in the link, is simulated, and can be left to the rule again', async ({
  app,
  page,
}) => {
  await app.open(SEVERAL);
  const before = await app.result();
  await page.getByRole('button', { name: 'Request at p50 of A' }).click();
  await app.idle();
  await other(inspector(app)).first().click();
  await app.idle();
  await page.getByRole('button', { name: 'Keep this choice' }).click();
  const after = await app.result();
  expect(after.a.hash).not.toBe(before.a.hash);
  expect(await app.scenario()).toMatchObject({ x: { forced: [{ side: 'a' }] } });
  await page.waitForURL(/x=j1\./);
  await page.getByRole('button', { name: 'Leave it to the rule' }).click();
  expect((await app.result()).a.hash).toBe(before.a.hash);
  expect(await app.scenario()).toMatchObject({ x: null });
});

test('a link opens the receipt of a request, and holds the one that is looked into', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60&req=b:12');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.locator('.inspected-sentence')).toContainText('#12');
  await expect(inspector.locator('.inspected')).toHaveAttribute('data-stale', 'false');
  await inspector.getByRole('button', { name: 'p50' }).click();
  await expect(page).not.toHaveURL(/req=b:12/);
  await expect(page).toHaveURL(/&req=b:\d+/);
  await app.idle();
  await inspector.getByRole('button', { name: 'Close the inspector' }).click();
  await expect(page).not.toHaveURL(/req=/);
  // One that is not there is said, and leaves the link.
  await app.open('v=1&n=60&req=a:61');
  await expect(inspector.getByRole('status')).toContainText('there is no request #61');
  await expect(page).not.toHaveURL(/req=/);
});

test('where there was nothing to choose it is said', async ({ app, page }) => {
  await app.open(ALONE);
  await page.getByRole('button', { name: 'Request at p50 of A' }).click();
  await app.idle();
  await expect(inspector(app)).toContainText('There was no choice');
  await expect(other(inspector(app))).toHaveCount(0);
});

test('the request stays while the scenario changes, as long as there is one', async ({ app, page }) => {
  await app.open(ALONE);
  await page.getByRole('textbox', { name: 'Request number' }).fill('41');
  await app.idle();
  const before = await sentence(app).textContent();
  await app.typed('Context length').fill('32768');
  await app.idle();
  await expect(sentence(app)).toContainText('Request #41 on A');
  expect(await sentence(app).textContent()).not.toBe(before);
  await page.evaluate(() => {
    const { tokenyard } = window as unknown as { tokenyard: { set: (patch: object) => unknown } };
    tokenyard.set({ n: 30 });
  });
  await app.idle();
  await expect(inspector(app).getByRole('status').first()).toContainText('there is no request #41');
});

test('a click on an answer opens it, and the row is marked', async ({ app, page }) => {
  await app.open(SEVERAL);
  const box = await app.canvas.boundingBox();
  if (!box) throw new Error('the flow is not on screen');
  const [before] = await app.picture();
  await page.mouse.click(box.x + box.width * 0.85, box.y + 75);
  await app.idle();
  await expect(sentence(app)).toContainText(/on A/);
  await page.mouse.move(0, 0);
  await expect(async () => expect((await app.picture())[0]?.hash).not.toBe(before?.hash)).toPass();
});

test('an engine that dies is said where the receipt was', async ({ app, page }) => {
  await app.open(ALONE);
  await find(app).click();
  await app.idle();
  await die(page.workers()[0]);
  await expect(inspector(app).getByRole('status').first()).toContainText('The engine has stopped');
  await page.getByRole('alert').getByRole('button', { name: 'Restart' }).click();
  await app.idle();
  await expect(sentence(app)).toHaveText(WHY);
  await expect(inspector(app)).not.toContainText('has stopped');
  app.complaints.length = 0;
});

test('inside another page it opens by a click only', async ({ app, page }) => {
  await app.open(`${SEVERAL}&view=flow&embed=1`);
  await expect(inspector(app)).toHaveCount(0);
  const box = await app.canvas.boundingBox();
  if (!box) throw new Error('the flow is not on screen');
  await page.mouse.click(box.x + box.width * 0.9, box.y + 75);
  await app.idle();
  await expect(sentence(app)).toHaveText(WHY);
  await page.getByRole('button', { name: 'Close the inspector' }).click();
  await expect(inspector(app)).toHaveCount(0);
});

for (const [name, options] of Object.entries({
  'narrow and dark': { colorScheme: 'dark', viewport: { width: 320, height: 640 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true },
} as const)) {
  test.describe(name, () => {
    test.use(options);
    test('fits, and is accessible', async ({ app }) => {
      await app.open(SEVERAL);
      await find(app).click();
      await app.idle();
      await expect(sentence(app)).toBeInViewport();
      await other(inspector(app)).first().click();
      await app.idle();
      await expectNoSideScroll(app);
      await expectAccessible(app);
    });
  });
}
