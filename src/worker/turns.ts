import type { RunJob, RunResult } from './api';

/** Whose turn it is to be simulated: one run at a time, and of those that wait for it only the newest. */
export interface Turns {
  run: (job: RunJob) => Promise<RunResult>;
  /** Gives up whatever waits; who simulates ends what is under way. */
  cancel: () => void;
}

/**
 * `simulate` never rejects, and ends early once it is called again. `letMessagesIn` resolves when what was sent meanwhile
 * has been read.
 */
export function createTurns(
  simulate: (job: RunJob) => Promise<RunResult>,
  letMessagesIn: () => Promise<void>,
): Turns {
  /** The newest run that was begun, until it has ended. */
  let underWay: Promise<RunResult> | null = null;
  let next: { job: RunJob; answer: (result: RunResult | Promise<RunResult>) => void } | null = null;

  function begin(job: RunJob): Promise<RunResult> {
    const own = simulate(job);
    underWay = own;
    void own.then(async () => {
      // What waits may have been overtaken by a message that has not been read yet.
      await letMessagesIn();
      if (underWay !== own) return;
      underWay = null;
      const turn = next;
      next = null;
      turn?.answer(begin(turn.job));
    });
    return own;
  }

  /** Whoever waits is told why it will not be run. */
  function putOff(kind: 'cancelled' | 'superseded'): void {
    next?.answer({ kind, run: next.job.run });
    next = null;
  }

  return {
    run(job) {
      if (underWay === null || !job.waits) return begin(job);
      putOff('superseded');
      return new Promise((answer) => (next = { job, answer }));
    },
    cancel: () => putOff('cancelled'),
  };
}
