import AxeBuilder from '@axe-core/playwright';
import type { Worker } from '@playwright/test';
import { expect, type App } from './app';

/** What must hold of the page in every state. */

export async function expectAccessible(app: App) {
  await expectNoViolations(new AxeBuilder({ page: app.page }));
}

/** The one rule that other colours can break, for a page that was found accessible in its first ones. */
export async function expectContrast(app: App) {
  await expectNoViolations(new AxeBuilder({ page: app.page }).withRules(['color-contrast']));
}

async function expectNoViolations(axe: AxeBuilder) {
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

export async function expectNoSideScroll(app: App) {
  const wider = await app.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider).toBeLessThanOrEqual(0);
}

/** Ends a worker of the page as a mistake in its code would. */
export async function die(worker: Worker | undefined) {
  if (!worker) throw new Error('the page runs no worker');
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('made to fail by a test');
    });
  });
}
