import { vi } from 'vitest';

/** For tests of stores on fake timers. */

export const flush = () => vi.advanceTimersByTimeAsync(0);

/** Whether a store's `idle()` is resolved by now. */
export async function isIdle(store: { getState: () => { idle: () => Promise<void> } }): Promise<boolean> {
  let idle = false;
  void store
    .getState()
    .idle()
    .then(() => (idle = true));
  await flush();
  return idle;
}
