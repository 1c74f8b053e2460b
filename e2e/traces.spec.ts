import { existsSync, readFileSync } from 'node:fs';
import { expect, test, type App } from './app';

const fixtures = new URL('../src/engine/workload/fixtures/', import.meta.url);
const real = new URL('../../shared/traces/', import.meta.url);

const azure = readFileSync(new URL('azure-2023.csv', fixtures), 'utf8');

async function refused(app: App, message: RegExp) {
  await expect(app.page.getByText(message).first()).toBeVisible();
  await app.idle();
}

test.beforeEach(async ({ app }) => {
  await app.open('v=1&n=60');
});

test('a dropped trace is run by both sides, and taking it off brings the scenario back', async ({
  app,
  page,
}) => {
  const before = await app.result();
  await app.drop('mine.csv', azure);
  await expect(page.getByText('mine.csv').first()).toBeVisible();
  const { a, b } = await app.result();
  expect([a.requests, b?.requests]).toEqual([4, 4]);
  expect(a.joules_per_output_token).toBeGreaterThan(0);
  await page
    .getByRole('button', { name: /remove|drop|take off|close/i })
    .first()
    .click();
  expect((await app.result()).a.hash).toBe(before.a.hash);
});

test('whoever hands a link on is told that the trace is not in it; pictures name it', async ({
  app,
  page,
}) => {
  await app.drop('mine.csv', azure);
  await app.idle();
  for (const name of ['Share', 'Embed', 'Export']) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByText('The trace mine.csv stays on your computer')).toBeVisible();
    if (name === 'Export') await expect(page.getByLabel(/^Markdown/)).toHaveValue(/4 requests of mine\.csv/);
    await page.keyboard.press('Escape');
  }
});

const TRACES = [
  { name: 'AzureLLMInferenceTrace_conv.csv', requests: 19_366 },
  { name: 'mooncake_conversation_trace.jsonl', requests: 12_031 },
];
for (const { name, requests } of TRACES) {
  const file = new URL(name, real);
  test(`${name}: shown for both sides`, async ({ app }) => {
    test.skip(!existsSync(file), 'the trace is not here');
    test.setTimeout(180_000);
    await app.drop(name, readFileSync(file, 'utf8'));
    await expect(app.page.getByText(name).first()).toBeVisible();
    for (const side of Object.values(await app.result())) {
      expect(side?.requests).toBe(requests);
      expect(side?.ttft_s?.p50).toBeGreaterThan(0);
    }
  });
}

test('a truncated trace: refused with its line, what was there stays', async ({ app }) => {
  const before = await app.result();
  await app.drop('cut.csv', azure.slice(0, -12));
  await refused(app, /cut\.csv.*line 5|line 5.*cut\.csv/s);
  expect((await app.result()).a.hash).toBe(before.a.hash);
});

test('a wrong number: refused with line and column', async ({ app }) => {
  await app.drop('bad.csv', azure.replace('1280', 'many'));
  await refused(app, /line 3.*ContextTokens.*"many"/s);
});

test('30 MB of random bytes: refused at once, the page stays usable', async ({ app }) => {
  const before = await app.result();
  await app.drop('random.csv', { randomBytes: 30_000_000 });
  await refused(app, /not UTF-8 text/);
  await expect(app.page.getByText('random.csv').first()).toBeVisible();
  expect((await app.result()).a.hash).toBe(before.a.hash);
});

/** A row every 100 ms; `odd`: out of order, and a quarter of it generated nothing. */
function table(rows: number, odd = false): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const at = odd ? (i * 7) % rows : i;
    return `${String(at / 10)},512,${String(odd && i % 4 === 0 ? 0 : 4)}`;
  });
  return ['time,input,output', ...lines, ''].join('\n');
}

test('what was left out of a trace and how it was read stands beside it', async ({ app, page }) => {
  await app.drop('odd.csv', table(200, true));
  const panel = page.getByRole('region', { name: 'Scenario' });
  await expect(panel.getByText('odd.csv')).toBeVisible();
  await expect(panel.getByText('50 requests without a generated token left out.')).toBeVisible();
  await expect(panel.getByText(/rows earlier than the row above: sorted by time/)).toBeVisible();
  await expect(panel.getByText('"time" names no unit')).toBeVisible();
  await panel.getByText('1 more on how it was read').click();
  await expect(panel.getByText('Columns: arrival "time"')).toBeVisible();
  expect((await app.result()).a.requests).toBe(150);
});

test('a trace is read on while the scenario changes', async ({ app, page }) => {
  await page.evaluate(() => {
    const { tokenyard } = window as unknown as { tokenyard: { set: (partial: object) => void } };
    const reading = new MutationObserver(() => {
      if (document.querySelector('progress[aria-label="Reading the file"]') === null) return;
      reading.disconnect();
      tokenyard.set({ seed: 2 });
    });
    reading.observe(document.body, { childList: true, subtree: true });
  });
  await app.drop('large.csv', table(400_000));
  await expect(page.getByText('large.csv').first()).toBeVisible({ timeout: 30_000 });
  expect(await app.scenario()).toMatchObject({ seed: 2 });
  await page.getByRole('button', { name: 'Remove' }).click();
  await app.idle();
});

test('nothing is said of the run of one trace from another', async ({ app, page }) => {
  await app.open('v=1&b=none&req=a:5&model=llama-3.1-8b');
  await app.drop('small.csv', table(100));
  await app.idle();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByText(/^Request #5 .* took /)).toBeVisible();
  await app.drop('large.csv', table(300_000));
  await page.getByText('large.csv').first().waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('The simulation was stopped')).toBeVisible();
  await expect(
    inspector.getByText(/The trace of the run on screen is no longer loaded, so its requests/),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('button', { name: 'Ledger CSV' }).click();
  await expect(page.getByText(/could not be made: the trace of this run is no longer loaded/)).toBeVisible();
});
