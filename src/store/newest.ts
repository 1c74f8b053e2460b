/**
 * Asks at most one question at a time; while one is in flight only the newest waits, so a slider that moves sixty
 * times a second never builds a queue. Every answer is taken: the next one is newer.
 */
export interface Newest {
  ask: () => void;
  /** Nothing in flight, nothing waiting. */
  isIdle: () => boolean;
  /** Forgets what is in flight, because its answer will not come or must not count. */
  forget: () => void;
}

export function createNewest(parts: {
  /** Puts the question as it stands when its turn comes, and deals with the answer. */
  question: (isCurrent: () => boolean) => Promise<void>;
  failed: (error: unknown) => void;
  /** Called whenever it becomes idle. */
  rested: () => void;
}): Newest {
  let flight: object | null = null;
  let waiting = false;

  const start = () => {
    const own = {};
    flight = own;
    const isCurrent = () => flight === own;
    parts
      .question(isCurrent)
      .catch((error: unknown) => {
        if (isCurrent()) parts.failed(error);
      })
      .finally(() => {
        if (!isCurrent()) return;
        flight = null;
        if (waiting) {
          waiting = false;
          start();
        } else {
          parts.rested();
        }
      });
  };

  return {
    ask() {
      if (flight) waiting = true;
      else start();
    },
    isIdle: () => flight === null && !waiting,
    forget() {
      flight = null;
      waiting = false;
    },
  };
}
