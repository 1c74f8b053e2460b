import { expect, test } from './app';
import { expectAccessible, expectNoSideScroll } from './checks';

const REMEMBERING = 'v=1&n=80&slo=ttft:0.5,tpot:0.03&turns=4&a.tiers=device,dram,flash';
const FOLDS = [
  'Promises kept',
  'What was remembered',
  'What makes the difference',
  'What it waits for',
  'How sure',
];

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 320],
] as const) {
  test.describe(`${colorScheme}, ${String(width)} px`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });
    test('everything more that is known of an answer folds open', async ({ app, page }) => {
      await app.open(REMEMBERING);
      if (width < 720) await app.answer.getByText('The numbers').click();
      for (const fold of FOLDS) await app.answer.getByText(fold, { exact: true }).click();
      await expect(app.answer.getByRole('table', { name: /promised latency/ })).toContainText('%');
      await expect(app.answer.getByRole('list', { name: 'Prompt tokens of A' })).toContainText('Computed');
      await expect(app.answer.getByRole('list', { name: /Decode waits for/ })).toContainText('Nothing to do');
      await expect(app.answer.getByText(/B minus A on the same \d+ requests/)).toBeVisible();
      await app.answer.getByRole('button', { name: /^TPOT of A/ }).click();
      await app.answer.locator('.derivation summary').first().click();
      await expect(app.answer.locator('.formula-symbols').first()).toContainText('TPOT =');
      await expectAccessible(app);
      await expectNoSideScroll(app);
      await page.keyboard.press('Escape');
    });
  });
}

test('what is kept on another instance is not found; one click sends requests to it, and the table says how much is kept', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=400&turns=6&rps=2&a.prefill=h100-sxmx24&a.tiers=device&b=none');
  const found = async () => (await app.result()).a.prefix!.hit_share;
  const before = await found();
  await app.answer.getByText('What was remembered', { exact: true }).click();
  await expect(app.answer.getByText('Requests go to any of 3 instances')).toBeVisible();
  await app.answer.getByRole('button', { name: 'Send them to their KV' }).click();
  await app.idle();
  expect(await found()).toBeGreaterThan(before);
  await expect(app.answer.getByText('Requests go to any of 3 instances')).toHaveCount(0);
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('cell', { name: /, kept / })).toBeVisible();
});

test('promises and memory have no fold where nothing is promised or kept', async ({ app }) => {
  await app.open('v=1&n=60&b=none');
  await expect(app.answer.getByText('How sure')).toBeVisible();
  for (const fold of FOLDS.slice(0, 3))
    await expect(app.answer.getByText(fold, { exact: true })).toHaveCount(0);
});

test('the sentence says who keeps the promise', async ({ app }) => {
  await app.open('v=1&n=200&slo=ttft:0.5,tpot:0.01');
  const { a, b } = await app.result();
  expect(b?.goodput_share).toBeGreaterThan(a.goodput_share ?? 1);
  await expect(app.sentence).toContainText(
    / B keeps the promised latencies for \d+(\.\d)?% of requests, A for/,
  );
});

test('sides that do not keep up are not told apart by latencies, but by what they get done', async ({
  app,
}) => {
  await app.open('v=1&n=200&rps=400');
  await expect(app.sentence).toHaveText(
    /^Both A and B are overloaded\. [AB] finishes .* requests: .* a second, [AB] .*\.$/,
  );
  const delta = (metric: string) =>
    app.answer.getByRole('row', { name: new RegExp(`^${metric}`) }).locator('.delta');
  for (const metric of ['TTFT', 'TPOT', 'Speed', 'E2E']) await expect(delta(metric)).toHaveText('–');
  for (const metric of ['Energy', 'Cost', 'Chips']) await expect(delta(metric)).toContainText(/[×%]/);
  // Ways out are looked for on both sides at once.
  for (const side of ['A', 'B'])
    await expect(
      app.answer.getByRole('button', { name: new RegExp(`^Use .* in ${side}$`) }).first(),
    ).toBeVisible();
  await expect(app.answer.getByText('Looking for')).toHaveCount(0);
  await app.open('v=1&n=200&ctx=16384');
  await expect(app.sentence).toContainText('A is overloaded');
  await expect(delta('Cost')).toHaveText('–');
  await expect(delta('Chips')).toContainText('×');
});

test('a run of too few requests for its load says so, and one click gives it enough', async ({
  app,
  page,
}) => {
  await app.open('v=1&b=none&rps=16&a.prefill=h100-sxmx64');
  const short = page.locator('.answer [data-short]');
  const button = short.getByRole('button', { name: /^Run too short: simulate [\d,]+$/ });
  const enough = Number((await button.textContent())?.replace(/\D/g, ''));
  await button.click();
  await app.idle();
  expect((await app.scenario())['n']).toBe(enough);
  expect((await app.result()).a.requests).toBe(enough);
  await expect(short).toHaveCount(0);
});

test('how much sooner a whole answer comes is the ratio of two numbers that open to their formulas', async ({
  app,
}) => {
  await app.open('v=1&n=200&io=100:1');
  await expect(app.sentence).toContainText('whole answer');
  const [, times = 'none'] = /whole answer\D*([\d.]+×)/.exec((await app.sentence.textContent()) ?? '') ?? [];
  const row = app.answer.getByRole('row', { name: /^E2E/ });
  await expect(row.locator('.delta')).toContainText(times);
  await row.getByRole('button', { name: /^E2E of B/ }).click();
  await app.answer.locator('.derivation summary').first().click();
  await expect(app.answer.locator('.formula-symbols').first()).toContainText('E2E = TTFT + ');
});

test('a difference opens to the two numbers it comes of, says how sure it is, and leads to its parts', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=200');
  const energy = app.answer.getByRole('button', { name: /^Energy, B against A: [\d.]+× more\. Why\?$/ });
  await app.answer.getByRole('button', { name: /^TTFT, B against A/ }).click();
  await expect(app.answer.getByText(/B minus A on the same \d+ requests/)).toBeVisible();
  await energy.click();
  await expect(energy).toHaveAttribute('aria-expanded', 'true');
  await expect(app.answer.locator('.number-card .formula')).toContainText(/^= B ÷ A = [\d.]+\sJ ÷ .*× more$/);
  await expectAccessible(app);
  await app.answer.getByRole('button', { name: 'What makes the difference' }).click();
  await expect(app.answer.getByRole('table', { name: /energy per output token/ })).toBeVisible();
  await expect(page.locator('#answer-difference > summary')).toBeFocused();
});

test('a side without an answer has no difference to open', async ({ app }) => {
  await app.open('v=1&n=60&a.tp=16');
  await expect(app.answer.locator('.delta').first()).toHaveText('–');
  await expect(app.answer.getByRole('button', { name: /B against A/ })).toHaveCount(0);
});

test('two equal sides are about the same', async ({ app }) => {
  await app.open('v=1&n=200&b=gpu');
  await app.answer.getByText('How sure').click();
  await expect(app.answer.getByText('B’s first token is the same as A’s on every request.')).toBeVisible();
  await expect(app.answer.locator('.delta').first()).toHaveText('same');
});

test('why a side cannot run stands on the page once, and one click mends the FFN pool', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60&a=afd&a.ffn=groq-lpu-v1x64');
  const reason = (await app.result()).a.reason ?? '';
  expect(reason).not.toBe('');
  const texts = await page.locator('main').innerText();
  expect(texts.split(reason.slice(0, 60)).length - 1).toBe(1);
  await app.answer.getByRole('button', { name: /^Use [\d,]+ × Groq LPU v1.* for the FFN in A$/ }).click();
  expect((await app.result()).a.feasible).toBe(true);
});

test('sessions and requests in flight exclude each other: said in the words of the page, and one click takes one back', async ({
  app,
}) => {
  await app.open('v=1&n=60&turns=4&conc=8&b=none');
  await expect(app.answer).toContainText(
    'A cannot run. Sessions of 4 turns go without Concurrency (requests in flight): leave out either.',
  );
  await app.answer.getByRole('button', { name: 'Take Concurrency back' }).click();
  expect((await app.result()).a.feasible).toBe(true);
  expect(await app.scenario()).toMatchObject({ turns: 4, conc: null });
});

test('what would mend a side is there once the page is idle', async ({ app }) => {
  const links = [
    ['v=1&n=60&a.tp=16&b=none', 1],
    ['v=1&n=60&rps=30&b=none', 2],
  ] as const;
  for (const [link, ways] of links) {
    await app.open(link);
    // As it is then, without waiting for more.
    expect(await app.answer.getByRole('button', { name: /^Use / }).count()).toBe(ways);
    expect(await app.answer.innerText()).not.toContain('Looking for');
  }
});

test('classes, pools and drafts as rows, by keyboard; the text says the same', async ({ app, page }) => {
  await app.open('v=1&n=60');
  const panel = page.getByRole('region', { name: 'Scenario' });
  for (const fold of ['Workload', 'Routing']) await panel.locator('summary', { hasText: fold }).click();
  const add = panel.getByRole('button', { name: 'Add a class' });
  await add.press('Enter');
  await expect(panel.getByText('those of the mixture now; Undo brings yours back.')).toBeVisible();
  await expect(panel.getByText('1,155 tokens in, 211 out')).toBeVisible();
  await add.press('Enter');
  await panel.getByRole('textbox', { name: 'Share of Interactive chat' }).fill('60');
  await panel.getByRole('combobox', { name: 'Model of Voice' }).selectOption('llama-3.1-8b');
  expect((await app.scenario())['classes']).toBe('interactive:60,voice:1/llama-3.1-8b');
  const more = panel.getByRole('group', { name: 'More pools of A' });
  const addPool = more.getByRole('button', { name: 'Add a pool' });
  await addPool.press('Enter');
  await addPool.press('Enter');
  // Two that are alike have names of their own, in all of their controls.
  await more.getByRole('combobox', { name: 'Role, pool 2 of A' }).selectOption('edge');
  expect((await app.scenario())['a.more']).toMatch(/^mixed:h100-sxmx8,edge:/);
  await more.getByRole('button', { name: 'Remove pool 2 of A' }).press('Enter');
  await panel.getByRole('combobox', { name: 'Model of pool 1 of A' }).selectOption('llama-3.1-8b');
  expect((await app.scenario())['a.more']).toBe('mixed:h100-sxmx8/llama-3.1-8b');
  await page.getByRole('button', { name: 'Draft and verify in cluster A' }).press('Enter');
  await panel.locator('.cluster summary').first().click();
  await panel.getByRole('checkbox', { name: 'On chips of its own of A' }).check();
  await panel.getByRole('textbox', { name: 'Tokens drafted of A' }).fill('3');
  expect((await app.scenario())['a.spec']).toBe('3:0.7:h100-sxmx1');
  await app.idle();
  await expectAccessible(app);
  await panel.getByRole('button', { name: 'Remove Voice' }).press('Enter');
  await panel.getByRole('button', { name: 'Remove Interactive chat' }).press('Enter');
  expect((await app.scenario())['classes'] ?? null).toBeNull();
  await app.idle();
});

test('a card says on focus what its architecture means', async ({ app, page }) => {
  await app.open('v=1&n=60');
  await page.getByRole('radiogroup', { name: 'Cluster A' }).getByRole('radio', { checked: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tooltip').filter({ hasText: 'another writes answers' }).first()).toBeVisible();
  await app.idle();
});

test('a chip of one’s own is described from the catalogue and found there again', async ({ app, page }) => {
  await app.open('v=1&n=60');
  await page.getByRole('region', { name: 'Scenario' }).locator('.cluster summary').first().click();
  await page.getByRole('button', { name: 'Search chips, Chip of A' }).click();
  await page.getByRole('button', { name: 'Describe a chip of your own' }).click();
  const editor = page.getByRole('dialog', { name: 'Your chip' });
  await editor.getByRole('textbox', { name: 'Name' }).fill('H300');
  await editor.getByRole('button', { name: 'Use in A' }).click();
  await page.keyboard.press('Escape');
  const catalogue = page.getByRole('dialog', { name: 'Catalogue' });
  await catalogue.getByRole('searchbox').fill('yours');
  await expect(catalogue.getByRole('radiogroup', { name: 'Chips' }).getByRole('radio')).toHaveCount(1);
  await catalogue.getByRole('radio', { name: /H300/ }).check();
  await expect(catalogue.getByText('As H100 SXM in every figure.')).toBeVisible();
  await expect(catalogue.getByRole('button', { name: 'Change H300' })).toBeVisible();
  await expectAccessible(app);
  await page.keyboard.press('Escape');
  expect((await app.scenario())['a.prefill']).toBe('h300x8');
  await app.idle();
});

test('in a chip of one’s own each wrong field says so, and what it takes', async ({ app, page }) => {
  await app.open('v=1&n=60');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('button', { name: 'Describe a chip' }).click();
  const editor = page.getByRole('dialog', { name: 'Your chip' });
  const name = editor.getByRole('textbox', { name: 'Name' });
  await name.fill('H100 SXM');
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await expect(name).toHaveAccessibleDescription(/H100 SXM of the catalogue; choose another/);
  const domain = editor.getByRole('textbox', { name: 'Chips in one scale-up domain' });
  await domain.fill('1.5');
  await expect(domain).toHaveAccessibleDescription(
    /“1.5” is not a whole number; it takes 1 to 100,000 chips/,
  );
  await expect(editor.getByRole('status')).toHaveText(
    'Not yet: Name; Chips in one scale-up domain are not right.',
  );
  await expectAccessible(app);
  await name.fill('H300');
  await domain.fill('');
  await expect(editor.getByRole('status')).toBeEmpty();
  await expect(editor.getByRole('button', { name: 'Use in A' })).toBeEnabled();
});

test('a locked side is not told to run on another chip, nor loses its own', async ({ app, page }) => {
  await app.open('v=1&n=60');
  const lock = page.getByRole('button', { name: 'Lock cluster A' });
  const editor = page.getByRole('dialog', { name: 'Your chip' });
  const use = (side: string) => editor.getByRole('button', { name: `Use in ${side}` });
  const remove = editor.getByRole('button', { name: 'Remove' });
  const open = async () => {
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('button', { name: 'Describe a chip' }).click();
  };
  await lock.click();
  await open();
  await expect(use('A')).toBeDisabled();
  await expect(editor.getByRole('status')).toHaveText('A is locked.');
  await use('B').click();
  await expect(editor.getByRole('status')).toHaveText('My chip runs in B now: 8 chips for prefill.');
  expect((await app.scenario())['b.prefill']).toBe('my-chipx8');
  // B alone runs on it, so A's lock does not hold it.
  await remove.click();
  await expect(editor.getByRole('status')).toHaveText('My chip is removed.');
  await page.keyboard.press('Escape');
  await lock.click();
  await open();
  await use('A').click();
  await page.keyboard.press('Escape');
  await lock.click();
  await open();
  await editor.getByRole('combobox', { name: 'Chip' }).selectOption({ label: 'My chip' });
  await expect(remove).toBeDisabled();
  await expect(editor.getByRole('status')).toHaveText('A is locked and runs on this chip.');
  await expectAccessible(app);
  await app.idle();
});
