import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './app';
import { expectAccessible } from './checks';

/** Clicks a button of the dialog and reads the file that comes of it. */
async function saved(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Width and height of a PNG, from its first chunk. */
function sizeOfPng(bytes: Buffer): [number, number] {
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

test.beforeEach(async ({ app, page }) => {
  await app.open('v=1&n=60&ctx=4096');
  await page.getByRole('button', { name: 'Export' }).click();
});

test('pictures of the charts stand alone and say where they come from', async ({ page }) => {
  const latency = page.getByRole('group', { name: 'Latency' });
  const { name, bytes } = await saved(page, latency.getByRole('button', { name: 'SVG' }));
  expect(name).toBe('tokenyard-latency.svg');
  const svg = bytes.toString('utf8');
  const wrong = await page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, 'image/svg+xml');
    const ids = new Set([...xml.querySelectorAll('[id]')].map(({ id }) => id));
    return [
      ...[...xml.querySelectorAll('parsererror')].map((error) => error.textContent),
      ...[...xml.querySelectorAll('[class], [style], script, foreignObject')].map(({ tagName }) => tagName),
      ...[...text.matchAll(/url\(#([^)]+)\)/g)].flatMap(([, id]) =>
        ids.has(id ?? '') ? [] : [`no ${id ?? ''}`],
      ),
      ...(/var\(|color\(|system-ui/.exec(text) ?? []),
    ];
  }, svg);
  expect(wrong).toEqual([]);
  for (const part of [
    'Time per output token',
    '(tokens)',
    'Llama 3.1 70B',
    'Tokenyard 0.',
    '8 × H100',
    'ctx=4096',
    'Dots: simulated mean',
  ]) {
    expect(svg).toContain(part);
  }
  expect(svg).not.toContain('Drag');
  const cost = await saved(
    page,
    page.getByRole('group', { name: 'Cost' }).getByRole('button', { name: 'SVG' }),
  );
  expect(cost.bytes.toString('utf8')).toMatch(/Groq LPU v1 .*\$1\.12\/h, assumed/);
  expect(svg).toMatch(/20\d\d-\d\d-\d\d/);

  const png = await saved(page, latency.getByRole('button', { name: 'PNG' }));
  expect(png.name).toBe('tokenyard-latency.png');
  const [width, height] = sizeOfPng(png.bytes);
  expect(width).toBeGreaterThan(800);
  expect(height).toBeGreaterThan(500);

  const flow = await saved(
    page,
    page.getByRole('group', { name: 'Token flow' }).getByRole('button', { name: 'PNG' }),
  );
  expect(flow.name).toBe('tokenyard-token-flow.png');
  const bitmap = await saved(
    page,
    page.getByRole('group', { name: 'Token flow' }).getByRole('button', { name: 'SVG' }),
  );
  expect(bitmap.bytes.toString('utf8')).toMatch(/<image [^>]*href="data:image\/png;base64,/);
  expect(sizeOfPng(flow.bytes)[0]).toBeGreaterThan(800);
});

test('the flow as a clip that a player reads', async ({ page }) => {
  const clip = await saved(
    page,
    page.getByRole('group', { name: 'Token flow' }).getByRole('button', { name: /^WebM/ }),
  );
  expect(clip.name).toBe('tokenyard-token-flow.webm');
  expect([...clip.bytes.subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3]);
  expect(clip.bytes.subarray(0, 64).toString('latin1')).toContain('webm');
  const size = await page.evaluate(async (base64) => {
    const video = document.createElement('video');
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    video.src = URL.createObjectURL(new Blob([bytes], { type: 'video/webm' }));
    await new Promise((known, failed) => {
      video.onloadeddata = known;
      video.onerror = failed;
    });
    return [video.videoWidth, video.videoHeight];
  }, clip.bytes.toString('base64'));
  expect(size[0]).toBeGreaterThan(500);
  expect(size[1]).toBeGreaterThan(200);
});

test('numbers: curves, result, ledger and trace', async ({ page }) => {
  const csv = await saved(
    page,
    page.getByRole('group', { name: /^Curves/ }).getByRole('button', { name: 'CSV' }),
  );
  const lines = csv.bytes.toString('utf8').trimEnd().split('\r\n');
  expect(csv.name).toBe('tokenyard-curves-over-context.csv');
  expect(lines[0]).toContain('side,context_tokens,state,ttft_s');
  expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);

  const result = await saved(page, page.getByRole('group', { name: 'Result' }).getByRole('button'));
  const json = JSON.parse(result.bytes.toString('utf8')) as { result: { a: { hash: string } }; link: string };
  expect(json.result.a.hash).toMatch(/\w{8}/);
  expect(json.link).toContain('ctx=4096');

  const ledger = await saved(page, page.getByRole('button', { name: 'Ledger CSV' }));
  const rows = ledger.bytes.toString('utf8').trimEnd().split('\n');
  expect(rows[0]).toMatch(
    /^side,request,pass,phase,pool,chip,tier,first_token,last_token,t0_s,t1_s,bytes,joules,usd,reason/,
  );
  expect(rows.length).toBeGreaterThan(120);

  const trace = await saved(page, page.getByRole('button', { name: 'Chrome trace JSON' }));
  const { traceEvents } = JSON.parse(trace.bytes.toString('utf8')) as { traceEvents: unknown[] };
  expect(traceEvents.length).toBeGreaterThan(120);
});

/** Rows of a CSV file by their header, with a reader of our own: quotes, doubled quotes, CRLF. */
function readCsv(text: string): Record<string, string>[] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n|$)/g)];
  const rows: string[][] = [[]];
  for (const [all, quoted, plain, end] of cells) {
    if (all === '') continue;
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') rows.push([]);
  }
  const [header = [], ...rest] = rows.filter((row) => row.length > 0);
  return rest.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}

test('the charts that are no curves have their numbers, too, and these add up', async ({ app, page }) => {
  await app.open('v=1&n=60&ctx=4096&chart=frontier');
  const { a } = await app.result();
  await page.getByRole('button', { name: 'Export' }).click();
  const csv = async (name: string) => {
    const { bytes } = await saved(
      page,
      page.getByRole('group', { name }).getByRole('button', { name: 'CSV' }),
    );
    return readCsv(bytes.toString('utf8'));
  };
  const sum = (rows: Record<string, string>[], columns: string[]) =>
    rows.reduce((all, row) => all + columns.reduce((one, column) => one + Number(row[column]), 0), 0);

  const energy = (await csv('Energy parts')).filter(({ side }) => side === 'a');
  expect(sum(energy, ['energy_j'])).toBeCloseTo((a.steady ?? a).facility_energy_j!, 3);
  expect(sum(energy, ['share'])).toBeCloseTo(1, 9);

  const waterfall = await csv('Waterfall');
  expect(waterfall.map(({ side, percentile }) => `${side!}${percentile!}`)).toEqual([
    'amean',
    'ap50',
    'ap90',
    'ap99',
    'bmean',
    'bp50',
    'bp90',
    'bp99',
  ]);
  for (const row of waterfall) {
    const parts = Object.keys(row).filter((name) => name.endsWith('_s') && name !== 'e2e_s');
    expect(sum([row], parts)).toBeCloseTo(Number(row['e2e_s']), 6);
  }

  const frontier = await csv('Frontier');
  expect(frontier.length).toBeGreaterThan(10);
  expect(Object.keys(frontier[0]!)).toContain('tokens_per_s_per_user');
  const json = await saved(
    page,
    page.getByRole('group', { name: 'Frontier' }).getByRole('button', { name: 'JSON' }),
  );
  const { rows, link } = JSON.parse(json.bytes.toString('utf8')) as { rows: unknown[]; link: string };
  expect(rows).toHaveLength(frontier.length);
  expect(link).toContain('chart=frontier');
});

test('words to take away, and nothing in the way of anybody', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy Markdown' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^!\[.+\]\(tokenyard-.+\.png\)/);
  await expect(page.getByLabel('Citation, BibTeX')).toHaveValue(/^@misc\{tokenyard,/);
  await expectAccessible({ page }, 'dialog');
});

test('on paper the folds of the answer are open, and closed again on the screen', async ({ app, page }) => {
  await page.keyboard.press('Escape');
  await app.idle();
  const folds = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.answer .fold')].map((fold) => fold.innerText),
    );
  const closed = await folds();
  const flow = page.locator('.flow-stage canvas');
  const pixels = () => flow.evaluate((canvas: HTMLCanvasElement) => canvas.width);
  const onScreen = await pixels();
  // At once: the picture of the paper is taken when the event is over.
  const [printed, fine] = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    return [
      [...document.querySelectorAll<HTMLElement>('.answer .fold')].map((fold) => fold.innerText),
      document.querySelector<HTMLCanvasElement>('.flow-stage canvas')?.width,
    ] as const;
  });
  expect(fine).toBe(3 * onScreen);
  expect(printed).toHaveLength(closed.length);
  printed.forEach((text, i) => expect(text.length).toBeGreaterThan(closed[i]!.length + 20));
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect.poll(folds).toEqual(closed);
  expect(await pixels()).toBe(onScreen);
});

test('on paper: a report without controls, with its version and link', async ({ page }) => {
  await page.keyboard.press('Escape');
  await page.emulateMedia({ media: 'print' });
  await expect(
    page.getByText(/^Llama 3\.1 70B, 4,096 tokens a request, .* A: GPU, 8 × H100 SXM\. B: /),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: 'Scenario' })).toBeHidden();
  const flow = await page.locator('.flow-stage canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas.getBoundingClientRect();
    return width / height / (canvas.width / canvas.height);
  });
  expect(flow).toBeCloseTo(1, 1);
  await expect(page.getByText(/^Tokenyard \d+\.\d+\.\d+ · http.*#v=1&ctx=4096/)).toBeVisible();
  await expect(page.getByText('Drag to change the scenario').first()).toBeHidden();
  // Without textures what is overloaded and what cannot run are told apart by how dark they are.
  const darkness = async (kind: string) => {
    const lane = page.locator(`.${kind} > .gap-lane`).first();
    expect(await lane.evaluate((rect) => getComputedStyle(rect).fill)).toMatch(/^rgb/);
    return Number(await lane.evaluate((rect) => getComputedStyle(rect).fillOpacity));
  };
  expect(await darkness('gap-infeasible')).toBeGreaterThan(2 * (await darkness('gap-saturated')));
  expect(await darkness('gap-impossible')).toBeGreaterThan(1.5 * (await darkness('gap-infeasible')));
  await expect(page.getByRole('button', { name: 'Share' })).toBeHidden();
  await expect(page.getByRole('button', { name: /^(Play|Pause)$/ })).toBeHidden();
  await expect(page.getByRole('region', { name: 'Answer' }).locator('p').first()).toHaveText(/\d/);
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  // Textures of a whole sheet each made it 11 MB.
  expect(pdf.length).toBeLessThan(3e6);
  // The charts take the width of the sheet, with letters that can be read: 8 px at the least.
  const charts = await page.locator('.figure .chart').evaluateAll((all) =>
    all.map((chart) => {
      const { width } = chart.getBoundingClientRect();
      const letter = (12 * width) / (chart as SVGSVGElement).viewBox.baseVal.width;
      return { share: width / chart.closest('.figure')!.clientWidth, letter };
    }),
  );
  expect(charts.length).toBeGreaterThan(2);
  for (const { share, letter } of charts) {
    expect(share).toBeGreaterThan(0.95);
    expect(letter).toBeGreaterThanOrEqual(8);
  }
  // The answer, the race and a figure, the other figures.
  const sheets = async (format: string) => {
    const bytes = await page.pdf({
      format,
      margin: { top: '1cm', right: '1cm', bottom: '1cm', left: '1cm' },
    });
    return bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
  };
  expect([await sheets('A4'), await sheets('Letter')]).toEqual([3, 3]);
});

test('a result says what it answers, whatever the scenario is by now, and opens again', async ({
  app,
  page,
}) => {
  await app.open('v=1&n=60&ctx=4096');
  const { a } = await app.result();
  await page.evaluate(() => {
    (window as unknown as { tokenyard: { set: (partial: object) => void } }).tokenyard.set({
      n: 1_000_000,
      ctx: 131072,
    });
  });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('The simulation was stopped')).toBeVisible();
  await page.getByRole('button', { name: 'Export' }).click();
  const requests = (await app.result()).a.requests;
  const of = async (group: string) => {
    const button = page.getByRole('group', { name: group }).getByRole('button', { name: 'JSON' });
    return (await saved(page, button)).bytes.toString('utf8');
  };
  const text = await of('Result');
  const { link, scenario } = JSON.parse(text) as { link: string; scenario: { n: number; ctx: number } };
  expect(scenario.n).toBe(requests);
  expect([60, 1000]).toContain(requests);
  // A thousand are usual, and not written.
  expect(new URLSearchParams(new URL(link).hash).get('n') ?? '1000').toBe(String(requests));
  expect((JSON.parse(await of('Energy parts')) as { link: string }).link).toBe(link);
  expect((JSON.parse(await of('Waterfall')) as { link: string }).link).toBe(link);
  await expect(page.getByText(/The last finished run is not of the scenario as it stands/)).toBeVisible();
  await page.keyboard.press('Escape');
  await app.drop('tokenyard-result.json', text);
  await expect(page.getByText('The scenario of tokenyard-result.json is shown.')).toBeVisible();
  const again = await app.result();
  expect(await app.scenario()).toMatchObject({ n: requests, ctx: scenario.ctx });
  if (requests === 60) expect(again.a.hash).toBe(a.hash);
});
