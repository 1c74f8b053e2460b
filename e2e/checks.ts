import AxeBuilder from '@axe-core/playwright';
import type { Page, Worker } from '@playwright/test';
import { expect, type App } from './app';

/** What must hold of the page in every state. */

/** Of the whole page, or of what a selector finds. */
export async function expectAccessible({ page }: { page: Page }, within?: string) {
  const axe = axeOf(page);
  await expectNoViolations(within === undefined ? axe : axe.include(within));
}

/** The one rule that other colours can break, for a page that was found accessible in its first ones. */
export async function expectContrast({ page }: { page: Page }) {
  await expectNoViolations(axeOf(page).withRules(['color-contrast']));
}

/**
 * Without a blank page of its own, so frames of another origin are left out (they are the page, looked at elsewhere); what
 * passes gets no selectors. Both take three quarters of the time otherwise.
 */
function axeOf(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
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
