import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SideReport } from '../src/engine/result';
import { expect, test } from './app';

test('an empty address: within two seconds the answer is there and tokens move in both lanes', async ({
  app,
  page,
}) => {
  await page.goto('./');
  await expect(app.sentence).toHaveText(/\d.*×.*\./);
  await expect(async () => {
    for (const lane of await app.picture()) expect(lane.colours).toBeGreaterThan(8);
  }).toPass();
  const milliseconds = await page.evaluate(() => performance.now());
  expect(milliseconds).toBeLessThan(2000);

  const [upper, lower] = await app.picture();
  await expect(async () => {
    const [laterUpper, laterLower] = await app.picture();
    expect(laterUpper?.hash).not.toBe(upper?.hash);
    expect(laterLower?.hash).not.toBe(lower?.hash);
  }).toPass();

  await app.idle();
  const { a, b } = await app.result();
  expect(a.method).toBe('simulated');
  expect(b?.tokens_per_s_per_user).toBeGreaterThan(a.tokens_per_s_per_user ?? Infinity);
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

test('a side that does not fit says by how much, and its button mends it', async ({ app, page }) => {
  await app.open('v=1&a.prefill=h100-sxmx1');
  await expect(app.answer).toContainText('A cannot run this');
  expect((await app.result()).a.feasible).toBe(false);
  await page.getByRole('button', { name: /^Use .* in A$/ }).click();
  await app.idle();
  expect((await app.result()).a.feasible).toBe(true);
  await expect(app.answer).not.toContainText('cannot run this');
});
