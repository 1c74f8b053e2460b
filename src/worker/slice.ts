/**
 * Lets waiting messages in between slices of work. A `MessageChannel` message to self is queued behind them;
 * promises and `scheduler.yield` resume ahead of them, and `setTimeout` waits 4 ms. A run, a receipt and a file may be
 * under way at once: each message resumes the one that has waited longest.
 */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

export function letMessagesIn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}

/** Milliseconds of work between two looks at the messages: well inside the 20 ms in which a cancel must act. */
export const SLICE_MILLISECONDS = 8;

/** Advances to the end, with messages let in between slices; false when it is no longer wanted. */
export async function inSlices(work: { advance(): boolean }, wanted: () => boolean): Promise<boolean> {
  let sliceEnd = performance.now() + SLICE_MILLISECONDS;
  while (!work.advance()) {
    if (performance.now() < sliceEnd) continue;
    await letMessagesIn();
    if (!wanted()) return false;
    sliceEnd = performance.now() + SLICE_MILLISECONDS;
  }
  return true;
}
