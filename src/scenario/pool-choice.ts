import type { PoolChoice } from './scenario';

export const MOST_CHIPS = 100_000;

/** A pool so many times larger stands for one that is never full. */
export const PLENTY = 64;

/**
 * `<chip id>x<count>`, split at the last x that has only digits behind it, since ids may contain an x.
 * Null when the text has no such end; the id itself is not checked here.
 */
export function parsePool(text: string): PoolChoice | null {
  const [, chip, digits] = /^(.+)x(\d{1,15})$/i.exec(text) ?? [];
  return chip === undefined ? null : { chip, count: Number(digits) };
}

export function printPool(choice: PoolChoice): string {
  return `${choice.chip}x${String(choice.count)}`;
}

export function samePool(p: PoolChoice | null, q: PoolChoice | null): boolean {
  return p === q || (p !== null && q !== null && p.chip === q.chip && p.count === q.count);
}
