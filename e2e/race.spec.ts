import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SideReport } from '../src/engine/result';
import { expect, test } from './app';

test('an empty address: with nothing clicked, the answer and both lanes are there', async ({ page }) => {
  await page.goto('./');
  await page.waitForFunction(() => {
    const sentence = document.querySelector('[aria-label="Answer"] p')?.textContent ?? '';
    const canvas = document.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context || canvas.width === 0 || !/\d.*×.*\./.test(sentence)) return false;
    const half = Math.floor(canvas.height / 2);
    return [0, half].every((top) => {
      const pixels = new Uint32Array(context.getImageData(0, top, canvas.width, half).data.buffer);
      return new Set(pixels).size > 8;
    });
  });
});

test.describe('played', () => {
  test.use({ paused: false });
  test('tokens move in both lanes, and the answer is simulated', async ({ app }) => {
    await app.open();
    const [upper, lower] = await app.picture();
    await expect(async () => {
      const [laterUpper, laterLower] = await app.picture();
      expect(laterUpper?.hash).not.toBe(upper?.hash);
      expect(laterLower?.hash).not.toBe(lower?.hash);
    }).toPass();
    const { a, b } = await app.result();
    expect(a.method).toBe('simulated');
    expect(b?.tokens_per_s_per_user).toBeGreaterThan(a.tokens_per_s_per_user ?? Infinity);
  });
});

test('the same scenario has the same hash in Node and twice in the worker', async ({ app }) => {
  const fragment = 'v=1&ctx=2k&rps=2&n=150&seed=7';
  const cli = await promisify(execFile)(process.execPath, ['scripts/cli.mjs', 'simulate', fragment]);
  const inNode = JSON.parse(cli.stdout) as { a: SideReport; b: SideReport };
  const hashes = async () => {
    await app.open(fragment);
    const { a, b } = await app.result();
    return [a.hash, b?.hash];
  };
  expect(await hashes()).toEqual([inNode.a.hash, inNode.b.hash]);
  expect(await hashes()).toEqual([inNode.a.hash, inNode.b.hash]);
  expect(inNode.a.hash).not.toBe(inNode.b.hash);
});

test('a side that no number of chips mends is offered the one field that does', async ({ app }) => {
  await app.open('v=1&n=60&a.tp=16');
  await app.answer.getByRole('button', { name: 'Use parallelism auto in A' }).click();
  expect((await app.result()).a.feasible).toBe(true);
  await app.open('v=1&n=60&ctx=4000000&b=none');
  await app.answer.getByRole('button', { name: /^Shorten the context to \d+k tokens$/ }).click();
  expect((await app.result()).a.feasible).toBe(true);
  await app.open('v=1&n=60&ctx=4000000&size=2t&b=none');
  await expect(app.answer.getByText(/^No number of chips and no other field alone/)).toBeVisible();
});

test('a side that does not fit says by how much, and its button mends it', async ({ app, page }) => {
  await app.open('v=1&a.prefill=h100-sxmx1');
  await expect(app.answer).toContainText('A cannot run this');
  expect((await app.result()).a.feasible).toBe(false);
  await page.getByRole('button', { name: /^Use .* in A$/ }).click();
  await app.idle();
  expect((await app.result()).a.feasible).toBe(true);
  await expect(app.answer).not.toContainText('cannot run this');
});
