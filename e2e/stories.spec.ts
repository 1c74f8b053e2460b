import { expect, test } from './app';

test('a preset is a story: its steps move the sliders and ask what follows', async ({ app, page }) => {
  await app.open();
  const preset = page.getByRole('combobox', { name: 'Preset' });
  const next = page.getByRole('button', { name: 'Next step' });
  await preset.selectOption({ label: 'Consistency: batches against a fixed schedule' });
  await expect(page.getByText(/How far is the slowest token in a hundred/)).toBeVisible();
  await expect(page.getByText('1 / 5')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Previous step' })).toBeDisabled();
  await next.click();
  await expect(page.getByText(/^Four times the load/)).toBeVisible();
  await expect(app.typed('Load')).toHaveValue('12');
  // It is still that preset's story.
  await expect(preset).toHaveValue('consistency');
  await app.typed('Load').fill('13');
  await app.typed('Load').press('Enter');
  await expect(preset).toHaveValue('');
  await expect(page.getByText(/^Changed since step 2/)).toBeVisible();
  await next.click();
  await expect(page.getByText('3 / 5')).toBeVisible();
  await expect(app.typed('Load')).toHaveValue('0.5');
  await page.goBack();
  await expect(app.typed('Load')).not.toHaveValue('0.5');
});

test('a story about a part of the page opens it', async ({ app, page }) => {
  await app.open();
  const preset = page.getByRole('combobox', { name: 'Preset' });
  await preset.selectOption({ label: 'Your chip' });
  await page.getByRole('button', { name: /^Change one/ }).click();
  const editor = page.getByRole('dialog', { name: 'Your chip' });
  await expect(editor.getByLabel('Name')).toHaveValue('H100, memory twice as fast');
  await page.keyboard.press('Escape');
  await preset.selectOption({ label: 'Plan it' });
  await page.getByRole('button', { name: /^Find the cheapest/ }).click();
  await expect(page.getByRole('dialog', { name: 'Plan it' })).toBeVisible();
  await page.keyboard.press('Escape');
  await preset.selectOption({ label: 'Four tiers: what each remembers' });
  await page.getByRole('button', { name: /What was remembered/ }).click();
  await expect(app.answer.getByText('The device remembers the last').first()).toBeVisible();
});

test('the chip to change is the one that runs; a figure of it is a step of undo, and no typing is lost', async ({
  app,
  page,
}) => {
  await app.open();
  await page.getByRole('combobox', { name: 'Preset' }).selectOption({ label: 'Your chip' });
  await page.getByRole('button', { name: /^Change one/ }).click();
  const editor = page.getByRole('dialog', { name: 'Your chip' });
  const bandwidth = editor.getByLabel('Memory bandwidth');
  await editor.getByRole('combobox', { name: 'Chip' }).selectOption({ label: 'A new one' });
  await editor.getByRole('combobox', { name: 'Like' }).selectOption('b200-sxm');
  await editor.getByLabel('Name').fill('Mine');
  await editor.getByRole('button', { name: 'Use in B' }).click();
  await page.keyboard.press('Escape');
  const change = page.getByRole('button', { name: 'Change the chip' });
  await change.click();
  await expect(editor.getByLabel('Name')).toHaveValue('Mine');
  // Closed before it is put to use, what was typed is there again, and Enter does what the button does.
  await bandwidth.fill('16 TB/s');
  await page.keyboard.press('Escape');
  await change.click();
  await expect(bandwidth).toHaveValue('16 TB/s');
  await expect(editor.getByRole('status')).toHaveText('This was typed before, and is not in use yet.');
  await bandwidth.press('Enter');
  await expect(editor.getByRole('status')).toHaveText('Mine runs in B now: 8 chips, as before.');
  await bandwidth.fill('28000');
  await bandwidth.press('Enter');
  await expect(editor.getByRole('button', { name: 'Forget what was typed' })).toBeHidden();
  await page.keyboard.press('Escape');
  const rate = async () => {
    const { x } = (await app.scenario()) as { x: { chips: Record<string, unknown>[] } };
    return x.chips.find(({ id }) => id === 'mine')?.['memory.bytesPerSecond'];
  };
  expect(await rate()).toBe(28e12);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await rate()).toBe(16e12);
  await page.keyboard.press('Control+z');
  expect(await rate()).toBeUndefined();
  expect(await app.scenario()).toMatchObject({ 'b.prefill': 'minex8' });
  await app.idle();
});

test('a story says its measure first, marks it, and leads to its chart', async ({ app, page }) => {
  await app.open();
  const preset = page.getByRole('combobox', { name: 'Preset' });
  const next = page.getByRole('button', { name: 'Next step' });
  await preset.selectOption({ label: 'Joules: bits are not the bill' });
  await expect(app.sentence).toHaveText(/^A takes .* fewer joules per output token; B answers/);
  const marked = app.answer.locator('tr[aria-current]');
  await expect(marked).toHaveText(/^Energy/);
  await page.getByRole('button', { name: /^Look at Energy/ }).click();
  const figure = page.getByRole('figure', { name: 'Energy' });
  await expect(figure).toBeFocused();
  await expect(figure.getByRole('heading')).toBeInViewport();
  // A control that is moved changes the answer, and not what is asked about.
  await app.typed('Load').fill('2');
  await app.typed('Load').press('Enter');
  await expect(page.getByText(/^Changed since step 1/)).toBeVisible();
  await expect(app.sentence).toHaveText(/fewer joules/);

  await preset.selectOption({ label: 'Split the phases' });
  await page.getByRole('button', { name: /^Look at the Waterfall/ }).click();
  await expect(page.getByRole('tab', { name: 'Waterfall' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('figure', { name: 'Waterfall' })).toBeFocused();
  // A view of one chart has no fold to open: the whole page is shown.
  await app.open('v=1&rps=0.5&a.prefill=h100-sxmx4&b=gpu&b.prefill=h200-sxmx4&view=latency');
  await page.getByRole('button', { name: 'What makes the difference' }).first().click();
  await expect(app.answer.getByText('What makes the difference')).toBeFocused();

  await app.open();
  await expect(app.sentence).toHaveText(/^B answers/);
  await expect(marked).toHaveCount(0);
  await next.click();
  await expect(page.getByText('2 / 5')).toBeVisible();
});

test('a slider that passes a step of the story leaves the place', async ({ app, page }) => {
  await app.open();
  await app.typed('Context length').fill('16384');
  await app.typed('Context length').press('Enter');
  await expect(page.getByText(/^Changed since step 1/)).toBeVisible();
  await expect(page.getByText('1 / 5')).toBeVisible();
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(page.getByText('2 / 5')).toBeVisible();
  await expect(page.getByText(/^Twice the context/)).toBeVisible();
});

test('on a phone the question stands below the head', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await app.open();
  await expect(page.getByText(/Eight GPUs that do both phases/)).toBeInViewport();
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(page.getByText(/^Twice the context/)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
