import { expect, test } from './app';
import { expectAccessible, expectContrast, expectNoSideScroll } from './checks';

test.beforeEach(async ({ app }) => {
  await app.open('v=1&n=60');
});

test('undo and redo: by button, by key, and a drag is one step', async ({ app, page }) => {
  const box = await app.slider('Load').boundingBox();
  if (!box) throw new Error('the slider is not on screen');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2, { steps: 6 });
  await page.mouse.up();
  const dragged = (await app.scenario())['rps'];
  expect(dragged).not.toBe(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect((await app.scenario())['rps']).toBe(1);
  await page.keyboard.press('Control+Shift+KeyZ');
  expect((await app.scenario())['rps']).toBe(dragged);
  await page.keyboard.press('Control+KeyZ');
  expect((await app.scenario())['rps']).toBe(1);
  await app.idle();
});

test('Ctrl+Z in a field steps back from what was typed, not through its letters', async ({ app, page }) => {
  const load = app.typed('Load');
  await load.click();
  await load.fill('');
  await load.pressSequentially('2.5');
  await load.press('Enter');
  expect((await app.scenario())['rps']).toBe(2.5);
  await load.press('Control+KeyZ');
  expect((await app.scenario())['rps']).toBe(1);
  await expect(load).toHaveValue('1');
  await load.press('Control+Shift+KeyZ');
  await expect(load).toHaveValue('2.5');
  // What is no value is put back first, and nothing else.
  await load.fill('much');
  await load.press('Control+KeyZ');
  await expect(load).toHaveValue('2.5');
  await load.press('Control+KeyZ');
  await expect(load).toHaveValue('1');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  await app.idle();
});

test('a text that was refused goes when one steps back, or when it has become possible', async ({
  app,
  page,
}) => {
  const context = app.typed('Context length');
  await app.slider('Load').press('ArrowRight');
  await context.fill('nonsense');
  await context.blur();
  await expect(page.getByText(/Context length “nonsense” is not/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(/Context length “nonsense”/)).toHaveCount(0);
  await expect(context).toHaveValue('8192');

  await page.getByRole('radio', { name: 'MoE' }).check();
  const active = page.getByRole('textbox', { name: 'Active size' });
  await active.fill('90b');
  await active.blur();
  await expect(page.getByText(/“90b” is not smaller than the whole model/)).toBeVisible();
  await app.typed('Model size').fill('200b');
  await expect(page.getByText(/“90b” is not smaller/)).toHaveCount(0);
  await app.idle();
});

test('a changed field can be reset, and only then', async ({ app, page }) => {
  const reset = page.getByRole('button', { name: 'Reset Context length' });
  await expect(reset).toHaveCount(0);
  await app.typed('Context length').fill('32768');
  await reset.click();
  expect((await app.scenario())['ctx']).toBe(8192);
  await expect(reset).toHaveCount(0);
  await app.idle();
});

test('a memory is sized as people write bytes', async ({ app, page }) => {
  await app.open('v=1&n=60&b=none&turns=4&a.tiers=device,dram');
  const panel = page.getByRole('region', { name: 'Scenario' });
  const size = panel.getByRole('textbox', { name: /^Size of Host DRAM/ });
  const folds = panel.locator('summary');
  for (let i = 0; i < (await folds.count()); i++) await folds.nth(i).click();
  await expect(size).toHaveValue('1 TB');
  await size.fill('500 gb');
  expect((await app.scenario())['a.tiers']).toBe('device,dram:500b');
  await size.fill('5 MB');
  await size.press('Enter');
  await expect(panel.getByText(/it takes 1 GB to 10,000 TB. Still 500 GB\./)).toBeVisible();
  await size.press('Escape');
  await expect(size).toHaveValue('500 GB');
  await size.fill('1 TB');
  await size.blur();
  expect((await app.scenario())['a.tiers']).toBe('device,dram');
  await expect(size).toHaveValue('1 TB');
  await app.idle();
});

test('everything folds open, is labelled, and explains itself', async ({ app, page }) => {
  const panel = page.getByRole('region', { name: 'Scenario' });
  const folds = panel.locator('summary');
  for (let i = 0; i < (await folds.count()); i++) await folds.nth(i).click();
  await page.getByRole('combobox', { name: 'Routing policy of B' }).selectOption('rr');
  await page.getByRole('checkbox', { name: 'Host DRAM' }).first().check();
  const scenario = await app.scenario();
  expect([scenario['b.route'], scenario['a.tiers']]).toEqual(['rr', 'device,dram']);
  const word = panel.getByRole('button', { name: 'Tensor parallelism' }).first();
  await word.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('tooltip').filter({ hasText: 'tensor-parallel group' }).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Promised latencies' })).toHaveAttribute(
    'placeholder',
    'e.g. ttft:0.5,tpot:0.03',
  );
  await app.idle();
  await expectAccessible(app);
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
  await expectContrast(app);
});

test('each pool has a price of its own, with its own error and reset', async ({ app, page }) => {
  await app.open('v=1&n=60');
  await page.getByRole('region', { name: 'Scenario' }).getByText('Prices', { exact: true }).click();
  const prices = page.getByRole('group', { name: 'Price of a chip of B' });
  const price = (pool: string) => prices.getByRole('textbox', { name: new RegExp(`of B, ${pool}`) });
  await expect(price('Prefill, H100 SXM')).toHaveAttribute('placeholder', '1.3');
  await expect(price('Decode, Groq LPU v1')).toHaveAttribute('placeholder', '1.12');

  await price('Decode').fill('0.5');
  expect((await app.scenario())['b.price']).toBe('1.3,0.5');
  await price('Prefill').fill('2,5');
  await price('Prefill').blur();
  await expect(prices.getByRole('alert').filter({ hasText: /./ })).toHaveText(
    /^Price of a chip, Prefill, H100 SXM “2,5” is not a number .* Still 1\.3 US\$\/h\.$/,
  );
  expect((await app.scenario())['b.price']).toBe('1.3,0.5');
  await price('Prefill').fill('2.5');
  await expect(page).toHaveURL(/b\.price=2\.5,0\.5(&|$)/);

  await prices.getByRole('button', { name: /^Reset .*Decode/ }).click();
  await expect(price('Decode')).toBeFocused();
  expect((await app.scenario())['b.price']).toBe('2.5,1.12');
  await prices.getByRole('button', { name: /^Reset .*Prefill/ }).click();
  await expect(page).not.toHaveURL(/b\.price/);
  await app.idle();
});

test('a price waits for that of a pool that has none', async ({ app, page }) => {
  await app.open('v=1&n=60&b.decode=groq3-lp30x256');
  await page.getByRole('region', { name: 'Scenario' }).getByText('Prices', { exact: true }).click();
  const prices = page.getByRole('group', { name: 'Price of a chip of B' });
  await prices.getByRole('textbox', { name: /Prefill/ }).fill('2');
  const waits = prices.getByText(
    'In force once “Decode, Groq 3 LPU” has a price, too: the catalogue has none.',
  );
  await expect(waits).toBeVisible();
  await expect(page).not.toHaveURL(/b\.price/);
  await prices.getByRole('textbox', { name: /Decode/ }).fill('4');
  await expect(waits).toHaveCount(0);
  await expect(prices.getByRole('textbox', { name: /Prefill/ })).toHaveValue('2');
  await expect(page).toHaveURL(/b\.price=2,4(&|$)/);
  await app.idle();
});

test('the catalogue: found by typing, put to use by keyboard', async ({ app, page }) => {
  await page.getByRole('region', { name: 'Scenario' }).locator('.cluster summary').first().click();
  await page.getByRole('button', { name: 'Search chips, Chip of A' }).click();
  const dialog = page.getByRole('dialog', { name: 'Catalogue' });
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('hbm h200');
  await expect(dialog.getByRole('radiogroup', { name: 'Chips' }).getByRole('radio')).toHaveCount(1);
  await expect(dialog.getByRole('row', { name: /HBM, capacity/ })).toContainText('141');
  await expectAccessible(app);
  await dialog.getByRole('button', { name: 'Use 8 in A' }).press('Enter');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect((await app.scenario())['a.prefill']).toBe('h200-sxmx8');
  await app.idle();
});

test('an overloaded side says how many chips would do, and one click gives them', async ({ app, page }) => {
  await app.open('v=1&rps=12&b=none');
  const fix = app.answer.getByRole('button', { name: /^Use \d+ × H100 SXM in A$/ });
  await expectAccessible(app);
  await fix.click();
  const { a } = await app.result();
  expect(a.saturated).toBe(false);
  await expect(fix).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(fix).toBeVisible();
  await app.idle();
});

test('an overloaded side is offered another tensor parallelism where that takes fewer chips', async ({
  app,
  page,
}) => {
  await app.open('v=1&ctx=20500&io=40:1&rps=3&b=none&a.prefill=h200-sxmx24&a.tp=8');
  const fix = app.answer.getByRole('button', { name: /^Use tensor parallelism \d in A$/ });
  await expect(app.answer.getByRole('button', { name: /^Use \d+ × H200 SXM in A$/ })).toBeVisible();
  await fix.click();
  const { a } = await app.result();
  expect(a.saturated).toBe(false);
  await expect(fix).toHaveCount(0);
  expect(new URL(page.url()).hash).toMatch(/a\.tp=[1-4]\b/);
});

test('parallelism that is chosen for you is shown as the run has it, and not where nothing runs', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60&b=none');
  const summary = page.locator('#cluster-a > summary');
  await expect(summary).toHaveText('8 × H100 SXM, TP 8 (auto)');
  await summary.click();
  const field = page.getByRole('combobox', { name: 'Tensor parallelism of A' });
  await expect(field.locator('option:checked')).toHaveText('auto: TP 8 now');
  await field.selectOption('4');
  await expect(summary).toHaveText('8 × H100 SXM, TP 4');
  await expect(field.locator('option').first()).toHaveText('auto: fastest that fits');
  await app.open('v=1&n=60&b=none&model=llama-3.1-405b&a.prefill=h100-sxmx2');
  await expect(summary).toHaveText('2 × H100 SXM');
});

test('an architecture goes back to the usual one, keyboard and all, and a locked one does not', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60&a=sram');
  const reset = (side: string) => page.getByRole('button', { name: `Reset architecture of ${side}` });
  await expect(reset('B')).toHaveCount(0);
  await page.getByRole('button', { name: 'Lock cluster A' }).click();
  await expect(reset('A')).toHaveCount(0);
  await page.getByRole('button', { name: 'Lock cluster A' }).click();
  await reset('A').press('Enter');
  await expect(reset('A')).toHaveCount(0);
  await expect(page.getByRole('radio', { name: 'GPU', exact: true }).first()).toBeChecked();
  await expect(page.getByRole('radio', { name: 'GPU', exact: true }).first()).toBeFocused();
});

test('keys and borders of the flow are explained with the words', async ({ app, page }) => {
  await app.open('v=1&n=60');
  await page.getByRole('button', { name: 'Words and keys' }).click();
  const words = page.getByRole('dialog', { name: 'Words and keys' });
  await expect(words.getByText('In the token flow: nearer, farther, and all of it')).toBeVisible();
  for (const bound of ['compute', 'memory', 'latency', 'its links', 'software'])
    await expect(words.getByRole('term').filter({ hasText: `bound by ${bound}` })).toHaveCount(1);
  await expect(words.locator('.border-sample rect[stroke-dasharray="1.5 3"]')).toHaveCount(1);
});

test('what would help is counted once for a question, however it is shown, and anew for a trace', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60&model=llama-3.1-405b&a.prefill=h100-sxmx2&b=none');
  const fix = app.answer.getByRole('button', { name: /^Use \d+ × H100 SXM in A$/ });
  await expect(fix).toBeVisible();
  const counting = await page.evaluateHandle(() => {
    const seen = { times: 0 };
    const look = () => {
      if (document.body.innerText.includes('Looking for what')) seen.times += 1;
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
    return seen;
  });
  const times = () => counting.evaluate((seen) => seen.times);
  await page.getByRole('tab', { name: 'Frontier' }).click();
  await expect(page).toHaveURL(/chart=frontier/);
  expect(await times()).toBe(0);
  await app.drop('mine.csv', 'arrived_at,num_prefill_tokens,num_decode_tokens\n0,400,20\n1,300,30\n');
  await expect(page.getByText('mine.csv').first()).toBeVisible();
  await expect.poll(times).toBeGreaterThan(0);
  await expect(app.answer.getByText('Looking for what')).toHaveCount(0);
  await expect(fix).toBeVisible();
  await app.idle();
});

test('the numbers stay where they are when sides become overloaded', async ({ app }) => {
  const top = async () => (await app.answer.getByRole('row', { name: /^TTFT/ }).boundingBox())?.y;
  const before = await top();
  await app.typed('Load').fill('20');
  await app.idle();
  await expect(app.answer.locator('.trouble')).toHaveCount(2);
  expect(await top()).toBe(before);
  await expect(app.answer.getByText('Looking for what')).toHaveCount(0);
});

test('where no number of chips keeps up, the next step is said', async ({ app }) => {
  await app.open('v=1&n=60&rps=100000&b=none');
  await expect(app.answer).toContainText(
    /No number of these chips up to 100,000 is known to keep up with a tenth to spare: so many would finish .* a second\. Lower the load \(the present chips finish .* a second\)/,
  );
});

test('a model that no fast-link domain holds is offered a pipeline, and one click makes it', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60&model=llama-3.1-405b&fmt=bf16&rps=0.1&b=none');
  await expect(app.answer).toContainText('a pipeline of 2 stages on 16 chips would fit');
  await app.answer.getByRole('button', { name: 'Use 16 × H100 SXM in 2 pipeline stages in A' }).click();
  expect((await app.result()).a).toMatchObject({ feasible: true, chips: 16 });
  expect(await app.scenario()).toMatchObject({ 'a.prefill': 'h100-sxmx16', 'a.pp': 2 });
  await expect(page.locator('.cluster summary').first()).toContainText('16 × H100 SXM, TP 8 (auto), PP 2');
  await app.idle();
});

test('experts over ranks: chosen in the panel, explained by the number card', async ({ app, page }) => {
  await app.open('v=1&n=60&model=gpt-oss-120b&rps=1&b=none');
  await page.getByRole('region', { name: 'Scenario' }).locator('.cluster summary').first().click();
  const overlap = page.getByRole('slider', { name: 'Overlap of exchange of A' });
  await expect(overlap).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Expert ranks of A' }).selectOption('8');
  await expect(overlap).toBeVisible();
  const { a } = await app.result();
  expect(a.pools[0]).toMatchObject({ instances: 8 });
  await expectAccessible(app);
  await page.getByRole('combobox', { name: 'Expert ranks of A' }).selectOption('16');
  await expect(app.answer).toContainText('16 expert ranks: that takes 16 chips; the pool has 8.');
  await app.answer.getByRole('button', { name: 'Use 16 × H100 SXM in A' }).click();
  expect((await app.result()).a.feasible).toBe(true);
  await app.idle();
});

test('the difference in parts adds up as printed', async ({ app }) => {
  await app.answer.getByText('What makes the difference').click();
  for (const name of ['Energy', 'Cost', 'Time']) {
    await app.answer.getByRole('radio', { name, exact: true }).check();
    const texts = await app.answer.locator('.difference-value').allTextContents();
    const values = texts.map((text) => Number(text.replace('−', '-').replace(/[^-\d.]/g, '')));
    const sum = values.slice(0, -1).reduce((so, value) => so + value, 0);
    expect(sum).toBeCloseTo(values.at(-1) ?? NaN, 6);
  }
});

test('A and B: swap, lock, copy', async ({ app, page }) => {
  const before = await app.scenario();
  await page.getByRole('button', { name: 'Swap A and B' }).click();
  expect((await app.scenario())['a']).toBe(before['b']);
  await page.getByRole('button', { name: 'Lock cluster B' }).click();
  await expect(page.getByRole('button', { name: 'Copy A to B' })).toBeDisabled();
  await expect(page.getByText('B is locked')).toBeVisible();
  await page.getByRole('combobox', { name: 'Preset' }).selectOption('wafer');
  expect((await app.scenario())['b']).toBe('gpu');
  await page.getByRole('button', { name: 'Lock cluster B' }).click();
  await page.getByRole('button', { name: 'Copy A to B' }).click();
  const after = await app.scenario();
  expect(after['b']).toBe(after['a']);
  await app.idle();
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test.describe(`${String(width)} px`, () => {
    test.use({ viewport: { width, height } });
    for (const link of [
      'v=1&n=60',
      'v=1&n=60&rps=20',
      'v=1&n=60&a=edge&model=llama-3.1-405b',
      'v=1&n=60&slo=ttft:0.5,tpot:0.03',
    ]) {
      test(`nothing jumps while ${link} loads`, async ({ app, page }) => {
        await page.addInitScript(() => {
          const state = window as unknown as { shift: number };
          state.shift = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
              state.shift += entry.value;
            }
          }).observe({ type: 'layout-shift', buffered: true });
        });
        await app.open(link);
        expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThanOrEqual(
          0.02,
        );
        await expectNoSideScroll(app);
      });
    }
  });
}

test.describe('race in 600×400', () => {
  test.use({ viewport: { width: 600, height: 400 } });
  test('Play is in sight without scrolling', async ({ app, page }) => {
    await app.open('v=1&n=60&view=race&embed=1');
    await expect(page.getByRole('button', { name: /^(Play|Pause)$/ })).toBeInViewport({ ratio: 1 });
  });
});

test('a question mark opens the words and keys, but where it is typed or of use already', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60&chart=timeline');
  const words = page.getByRole('dialog', { name: 'Words and keys' });
  await app.slider('Load').press('?');
  await expect(words).toContainText('Open these words and keys');
  await page.keyboard.press('?');
  await page.keyboard.press('Escape');
  await expect(words).toBeHidden();
  await expect(app.slider('Load')).toBeFocused();
  await app.typed('Load').press('?');
  await page.getByRole('figure', { name: 'Timeline' }).locator('.timeline-stage').press('?');
  await expect(page.locator('.timeline-keys')).toBeVisible();
  await expect(words).toBeHidden();
});
