/**
 * Lets waiting messages in between slices of work. A `MessageChannel` message to self is queued behind them;
 * promises and `scheduler.yield` resume ahead of them, and `setTimeout` waits 4 ms.
 */
const channel = new MessageChannel();
let resume: (() => void) | null = null;
channel.port1.onmessage = () => {
  const next = resume;
  resume = null;
  next?.();
};

export function letMessagesIn(): Promise<void> {
  return new Promise((resolve) => {
    resume = resolve;
    channel.port2.postMessage(null);
  });
}

/** Milliseconds of work between two looks at the messages: well inside the 20 ms in which a cancel must act. */
export const SLICE_MILLISECONDS = 8;
