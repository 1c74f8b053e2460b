import { createWriteStream, mkdtempSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { expect, test, type App } from './app';
import { expectAccessible } from './checks';

const CONFIG = {
  _name_or_path: 'acme/Yard-7B',
  torch_dtype: 'bfloat16',
  hidden_size: 4096,
  intermediate_size: 14336,
  num_attention_heads: 32,
  num_hidden_layers: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
  hidden_act: 'silu',
  max_position_embeddings: 131072,
};

const own = (scenario: Record<string, unknown>) =>
  scenario['x'] as { chips?: { id: string }[]; models?: { id: string }[] } | null;

async function expectDialog({ page }: App): Promise<void> {
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible({ page }, 'dialog');
}

test('a model configuration that is dropped becomes the model, and its link opens elsewhere', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60');
  await app.drop('config.json', JSON.stringify(CONFIG));
  await expect(page.getByText('The model Yard-7B is shown')).toBeVisible();
  await app.idle();
  expect(await app.scenario()).toMatchObject({ model: 'yard-7b' });
  const before = await app.result();
  await page.waitForURL(/x=j1\./);
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  const after = await app.result();
  expect(own(await app.scenario())?.models?.map(({ id }) => id)).toEqual(['yard-7b']);
  expect([after.a.hash, after.b?.hash]).toEqual([before.a.hash, before.b?.hash]);
  await expect(page.getByRole('combobox', { name: 'Model' })).toHaveValue('yard-7b');
});

test('files of somebody’s own: a short header, a link, and a scenario with a bad value', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60&b=none');
  await app.drop('g.csv', 't,in,out,session\n0,1000,20,a\n1,2000,20,a\n');
  await expect(page.getByText('2 requests in', { exact: false })).toBeVisible();
  await app.drop('link.txt', 'https://x.example/#v=1&n=70&b=none\n');
  await expect(page.getByText('The scenario of link.txt is shown.')).toBeVisible();
  expect((await app.scenario())['n']).toBe(70);
  await app.drop('x.json', '{"v":1,\n"ctx":5}');
  await expect(page.getByText('x.json, line 2: ctx "5" is outside')).toBeVisible();
  await app.idle();
});

test('a chip is described, used, saved, removed, and opened again from its file', async ({ app, page }) => {
  await app.open('v=1&n=60&model=llama-3.1-8b');
  const before = await app.result();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expectDialog(app);
  await page.getByRole('button', { name: 'Describe a chip' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your chip' });
  await dialog.getByText('More: power and what kernels reach').click();
  await expectDialog(app);
  await dialog.getByLabel('Name').fill('Double H100');
  await dialog.getByLabel('Memory bandwidth').fill('fast');
  await expect(dialog.getByText('Memory bandwidth “fast” is not a number')).toBeVisible();
  await expect(dialog.getByRole('status')).toHaveText('Not yet: Memory bandwidth is not right.');
  await expect(dialog.getByRole('button', { name: 'Use in A' })).toBeDisabled();
  await dialog.getByLabel('Memory bandwidth').fill('6700');
  await dialog.getByLabel('Dense peak, 16 bit').fill('1978');
  await dialog.getByLabel('Dense peak, fp8').fill('3958');
  await dialog.getByRole('button', { name: 'Use in A' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Double H100 runs in A now: 8 chips.');
  const after = await app.result();
  expect(after.a.tpot_s?.p50).toBeLessThan(before.a.tpot_s?.p50 ?? 0);
  expect(after.b?.hash).toBe(before.b?.hash);
  expect(await app.scenario()).toMatchObject({ 'a.prefill': 'double-h100x8' });
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  const saved = readFileSync(await file.path(), 'utf8');
  expect(JSON.parse(saved)).toMatchObject({
    id: 'double-h100',
    like: 'h100-sxm',
    'memory.bytesPerSecond': 6.7e12,
  });
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await page.keyboard.press('Escape');
  expect((await app.result()).a.hash).toBe(before.a.hash);
  await app.drop('anything.txt', saved);
  await expect(page.getByText('Double H100 can be chosen')).toBeVisible();
  expect(own(await app.scenario())?.chips?.map(({ id }) => id)).toEqual(['double-h100']);
});

test('a pasted link, a saved result, and nonsense', async ({ app, page }) => {
  await app.open('v=1&n=60');
  const paste = async (text: string) => {
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByLabel(/^Or paste/).fill(text);
    await page.getByRole('button', { name: 'Open the text' }).click();
  };
  await paste('https://elsewhere.example/#v=1&ctx=9000&n=50');
  await expect(page.getByText('The scenario of the pasted text is shown')).toBeVisible();
  await app.idle();
  expect(await app.scenario()).toMatchObject({ ctx: 9000, n: 50 });
  await paste('{ "scenario": { "ctx": 9500, "n": 50 } }');
  await app.idle();
  expect(await app.scenario()).toMatchObject({ ctx: 9500 });
  await paste('{\n "ctx": 1,,\n}');
  await expect(page.getByText(/line 2, column 11/)).toBeVisible();
  expect(await app.scenario()).toMatchObject({ ctx: 9500 });
  await paste('https://example.com/some/other/page?x=1');
  await expect(page.getByText('“https://example.com/some/other/page?x=1” holds no scenario')).toBeVisible();
  expect(await app.scenario()).toMatchObject({ ctx: 9500 });
});

test('the ledger that the page saves is read back: every token once, and a missing row is found', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=40&ctx=2048');
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Ledger CSV' }).click(),
  ]);
  await page.keyboard.press('Escape');
  const text = readFileSync(await file.path(), 'utf8');
  await app.drop('ledger.csv', text);
  const notice = page.getByRole('region', { name: 'Ledger ledger.csv' });
  await expect(notice).toContainText(
    'every token of every request, up to the last one recorded, stands in this ledger exactly once',
  );
  await expect(notice.getByRole('row', { name: /^Requests/ })).toHaveText(/Requests\s*40\s*40/);
  const lines = text.split('\n');
  const prompt = lines.findIndex((line) => line.startsWith('b,') && line.includes(',prefill,'));
  await app.drop('cut.csv', lines.toSpliced(prompt, 1).join('\n'));
  await expect(page.getByText(/tokens are accounted for, and the last has the number/)).toBeVisible();
});

/** A trace of this many bytes on the disk. */
async function bigTrace(bytes: number): Promise<string> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'tokenyard-big-')), 'big.jsonl');
  const out = createWriteStream(file);
  const names = Array.from({ length: 12 }, (_, i) => `"${String(i).padStart(64, 'block')}"`).join(',');
  let written = 0;
  for (let i = 0; written < bytes; i++) {
    const line = `{"timestamp": ${i * 100}, "input_length": 6144, "output_length": 4, "hash_ids": [${names}]}\n`;
    written += line.length;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return file;
}

/** From now on counts the beats of the page's own thread while a file is being read; a frozen page has none. */
async function watchHeart(app: App): Promise<() => Promise<number>> {
  await app.page.evaluate(() => {
    const heart = { beats: 0 };
    Object.assign(window, { heart });
    setInterval(() => {
      if (document.querySelector('progress') !== null) heart.beats++;
    }, 5);
  });
  return () => app.page.evaluate(() => (window as unknown as { heart: { beats: number } }).heart.beats);
}

test('a trace of 200 MB is read with a progress bar, can be given up, and never freezes the page', async ({
  app,
  page,
}) => {
  test.setTimeout(240_000);
  const file = await bigTrace(200_000_000);
  await app.open('v=1&n=60&b=none&model=llama-3.1-8b');
  const before = await app.result();
  const bar = page.getByRole('progressbar', { name: 'Reading the file' });
  const choose = async () => {
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByLabel('File', { exact: true }).setInputFiles(file);
  };
  // In the page: from outside it may have been read before the click arrives.
  const given = page.evaluate(
    () =>
      new Promise<number>((done) => {
        const watch = setInterval(() => {
          const reading = document.querySelector<HTMLProgressElement>(
            'progress[aria-label="Reading the file"]',
          );
          if (!reading || reading.value <= 0.02) return;
          clearInterval(watch);
          const buttons = [...document.querySelectorAll('button')];
          buttons.find(({ textContent }) => textContent === 'Cancel')?.click();
          done(reading.value);
        }, 5);
      }),
  );
  await choose();
  expect(await given).toBeLessThan(1);
  await expect(bar).toBeHidden();
  expect((await app.result()).a.hash).toBe(before.a.hash);
  const beats = await watchHeart(app);
  await choose();
  await expect(bar).toBeVisible();
  await expect(bar).toBeHidden({ timeout: 120_000 });
  expect(await beats()).toBeGreaterThan(100);
  await expect(page.getByText('big.jsonl')).toBeVisible();
  await page.getByRole('button', { name: 'Remove' }).click();
  await app.idle();
});

test('a folder is told, and so is that of several files one is looked at', async ({ app, page }) => {
  await app.open('v=1&n=60');
  await page.evaluate(() => {
    // What the browser gives for a folder: a file that cannot be read.
    const folder = new File([], 'folder');
    const unreadable = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    Object.assign(folder, { slice: () => ({ text: unreadable }), text: unreadable });
    const event = (files: File[]) =>
      Object.assign(new Event('drop', { bubbles: true, cancelable: true }), {
        dataTransfer: { types: ['Files'], files },
      });
    document.body.dispatchEvent(event([folder]));
    const drop = () =>
      document.body.dispatchEvent(event([new File(['{"ctx":9000}'], 'one.json'), new File([], 'two.json')]));
    Object.assign(window, { drop });
  });
  await expect(page.getByRole('alert').filter({ hasText: 'folder: cannot be read' })).toBeVisible();
  await page.evaluate(() => (window as unknown as { drop: () => void }).drop());
  await expect(page.getByText('Of these 2 files only one.json was looked at')).toBeVisible();
  await app.idle();
  expect(await app.scenario()).toMatchObject({ ctx: 9000 });
});
