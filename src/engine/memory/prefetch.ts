import type { Seconds } from '../../units/units';

/**
 * What is still to be waited for of a fetch that began when the turn was announced (a tool call returned, or the
 * request joined the queue), once the request could run: the rest is hidden. model.md §4.4.
 */
export function exposedSeconds(fetch: Seconds, announcedAt: Seconds, runnableAt: Seconds): Seconds {
  return Math.max(0, fetch - Math.max(0, runnableAt - announcedAt));
}
