import AxeBuilder from '@axe-core/playwright';
import { expect, type App } from './app';

/** What must hold of the page in every state. */

export async function expectAccessible(app: App) {
  const { violations } = await new AxeBuilder({ page: app.page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

export async function expectNoSideScroll(app: App) {
  const wider = await app.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider).toBeLessThanOrEqual(0);
}
