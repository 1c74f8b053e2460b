/** Whether a store's `idle()` is resolved by now; `flush` lets pending work of a test's clock happen. */
export async function isIdle(
  store: { getState: () => { idle: () => Promise<void> } },
  flush: () => Promise<unknown>,
): Promise<boolean> {
  let idle = false;
  void store
    .getState()
    .idle()
    .then(() => (idle = true));
  await flush();
  return idle;
}
