import { expect, test } from './app';

test('an engine that dies says so, keeps the scenario, and starts again', async ({ app, page }) => {
  await app.open('v=1&ctx=4096&n=60');
  const { a } = await app.result();
  const [worker] = page.workers();
  if (!worker) throw new Error('the page runs no worker');
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('made to fail by a test');
    });
  });

  const notice = page.getByRole('alert').filter({ hasText: 'made to fail by a test' });
  await expect(notice).toBeVisible();
  expect((await app.scenario())['ctx']).toBe(4096);

  await notice.getByRole('button', { name: 'Restart' }).click();
  await expect(notice).toHaveCount(0);
  expect((await app.result()).a.hash).toBe(a.hash);
  app.complaints.length = 0;
});
