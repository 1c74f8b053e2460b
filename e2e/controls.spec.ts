import { expect, test } from './app';

const SLIDERS = [
  { name: 'Context length', key: 'ctx', typed: '32768', means: 32_768 },
  { name: 'Input to output ratio', key: 'io', typed: '20:1', means: '20:1' },
  { name: 'Load', key: 'rps', typed: '0.5', means: 0.5 },
] as const;

test.beforeEach(async ({ app }) => {
  await app.open('v=1&n=60');
});

for (const { name, key, typed, means } of SLIDERS) {
  test(`${name}: by keyboard and by its typed twin`, async ({ app, page }) => {
    const before = await app.scenario();
    const sentence = await app.sentence.textContent();
    await app.slider(name).focus();
    for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight');
    await app.idle();
    const after = await app.scenario();
    expect(after[key]).not.toEqual(before[key]);
    await expect(app.sentence).not.toHaveText(sentence ?? '');
    await expect(page).toHaveURL(new RegExp(`[#&]${key}=`));

    await app.typed(name).fill(typed);
    await app.idle();
    expect((await app.scenario())[key]).toEqual(means);
  });
}

test('Model size: by keyboard and by its typed twin', async ({ app, page }) => {
  await app.slider('Model size').focus();
  await page.keyboard.press('Home');
  await app.idle();
  const { a } = await app.result();
  await app.typed('Model size').fill('8b');
  await app.idle();
  const larger = (await app.result()).a;
  expect(larger.tpot_s?.mean).toBeGreaterThan(a.tpot_s?.mean ?? Infinity);
  await expect(page).toHaveURL(/size=8b|model=/);
});

for (const garbage of ['abc', '-5', '0:0', '1e999', '']) {
  test(`a typed "${garbage}" is refused beside the field, and the last value stays`, async ({
    app,
    page,
  }) => {
    const before = await app.scenario();
    const field = app.typed('Input to output ratio');
    await field.fill(garbage);
    await field.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: 'Input to output ratio' })).toBeVisible();
    await app.idle();
    expect(await app.scenario()).toEqual(before);
  });
}

test('load in requests in flight, as benchmarks state it, and back', async ({ app, page }) => {
  await page.locator('summary', { hasText: 'Workload' }).click();
  await page.getByLabel('Concurrency', { exact: true }).selectOption('16');
  await app.idle();
  await expect(app.slider('Load')).toHaveAttribute('aria-valuetext', '16 requests in flight');
  const { a } = await app.result();
  expect(a.saturated).toBe(false);
  await app.slider('Load').press('ArrowRight');
  await app.idle();
  expect(await app.scenario()).toMatchObject({ conc: 32 });
  await expect(page).toHaveURL(/[#&]conc=32/);
  expect((await app.result()).a.tpot_s?.mean).toBeGreaterThan(a.tpot_s?.mean ?? Infinity);
  await app.typed('Load').fill('17');
  expect(await app.scenario()).toMatchObject({ conc: 17 });
  await page.getByRole('button', { name: 'Reset Load' }).click();
  await app.idle();
  await expect(app.slider('Load')).toHaveAttribute('aria-valuetext', /req\/s$/);
});

test('numbers are taken as people type them, and the link says them as ever', async ({ app, page }) => {
  for (const [name, text, key, link] of [
    ['Context length', '128 k', 'ctx', '128000'],
    ['Context length', '32\u202f768 tokens', 'ctx', '32768'],
    ['Model size', '13 B', 'size', '13b'],
  ] as const) {
    await app.typed(name).fill(text);
    await expect(page).toHaveURL(new RegExp(`[#&]${key}=${link}(&|$)`));
    await app.typed(name).blur();
    await expect(app.typed(name)).toHaveValue(link);
  }
  await app.idle();
});

test('a refused text says what is still in force, and is put back by Escape or by leaving it empty', async ({
  app,
}) => {
  const field = app.typed('Context length');
  const alert = app.page.getByRole('alert').filter({ hasText: 'Context length' });
  await field.fill('1,5');
  await field.blur();
  await expect(alert).toContainText('“1,5” is not a number (1,500 and 1.5 are); it takes');
  await expect(alert).toContainText('Still 8192 tokens.');
  await expect(field).toHaveValue('1,5');
  await field.press('Escape');
  await expect(alert).toHaveCount(0);
  await expect(field).toHaveValue('8192');

  await field.fill('');
  await field.press('Enter');
  await expect(alert).toBeVisible();
  await field.blur();
  await expect(alert).toHaveCount(0);
  await expect(field).toHaveValue('8192');
  await app.idle();
});

test('a refused text goes with its reset, and with a preset that leaves the value as it was', async ({
  app,
  page,
}) => {
  const field = app.typed('Context length');
  const alert = page.getByRole('alert').filter({ hasText: 'Context length' });
  await field.fill('4096');
  await field.fill('nonsense');
  await expect(alert).toContainText('Still 4096 tokens.');
  await page.getByRole('button', { name: 'Reset Context length' }).click();
  await expect(field).toHaveValue('8192');
  await expect(alert).toHaveCount(0);

  await field.fill('nonsense');
  await page.getByRole('combobox', { name: 'Preset' }).selectOption('first-race');
  await expect(field).toHaveValue('8192');
  await expect(alert).toHaveCount(0);
  await app.idle();
});

test('a drag shows its result without a button, and goes back in one step', async ({ app, page }) => {
  const slider = app.slider('Load');
  const box = await slider.boundingBox();
  if (!box) throw new Error('the slider is not on screen');
  const before = page.url();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height / 2, { steps: 8 });
  await page.mouse.up();
  await app.idle();
  expect((await app.scenario())['rps']).not.toBe(1);
  await expect(page).not.toHaveURL(before);
  await page.goBack();
  await expect(page).toHaveURL(before);
  await app.idle();
  expect((await app.scenario())['rps']).toBe(1);
});

test('on a desk the four sliders stay in sight, and cover nothing that has the focus', async ({
  app,
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByText('Requests', { exact: true }).scrollIntoViewIfNeeded();
  await page.locator('.scenario').evaluate((panel) => {
    panel.scrollTop = panel.scrollHeight;
  });
  for (const name of ['Context length', 'Model size', 'Input to output ratio', 'Load'])
    await expect(app.slider(name)).toBeInViewport();
  // Back up by keyboard: what is reached is below them.
  await page.getByRole('button', { name: 'Open trace' }).focus();
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press('Shift+Tab');
    const covered = await page.evaluate(() => {
      const [sliders, one] = [document.querySelector('.sliders')!, document.activeElement!];
      if (sliders.contains(one)) return 0;
      return sliders.getBoundingClientRect().bottom - one.getBoundingClientRect().top;
    });
    expect(covered).toBeLessThanOrEqual(1);
  }
});
