import type { Progress } from '../worker/api';

/**
 * Which simulation runs when. While a slider moves only the first thousand requests are simulated; when it rests, the
 * whole. Every change is sent at once: the worker does one run at a time and keeps the newest of those that wait, so it
 * need not wait for this thread, and what it begins is never out of date. A run that would take long is cancelled as
 * soon as it is. Knows nothing of scenarios: `Run` carries what the caller needs to put the question, and an answer is
 * what `start` makes of it.
 */
export interface Run {
  /** Grows by one with every run. */
  number: number;
  /** The change it answers. */
  revision: number;
  kind: 'quick' | 'whole';
  /** Its answer is the answer to the revision; false for the first requests of many. */
  final: boolean;
  /** It begins when the one under way has ended, unless there is a newer one by then. */
  waits: boolean;
}

export interface Runs {
  /** Something changed. `quickIsWhole`: there are few enough requests. `canBeQuick`: false for a loaded trace. */
  changed: (revision: number, can: { quickIsWhole: boolean; canBeQuick: boolean }) => void;
  /** Gives up what runs and what waits. */
  stop: () => void;
  /** As `stop`, without expecting the worker to answer. */
  forget: () => void;
  isIdle: () => boolean;
}

/** Requests in a run that answers while a slider moves. */
export const QUICK_REQUESTS = 1000;

/** A control that has been still for this long is taken to rest: longer than between two repeats of a held key. */
const REST_MS = 80;

/** A quick run that takes longer than this while the scenario moves on is not worth its end. */
const PATIENCE_MS = 500;

export function createRuns<Answer>(parts: {
  start: (run: Run, onProgress: (progress: Progress) => void) => Promise<Answer>;
  cancel: () => void;
  progress: (progress: Progress, run: Run) => void;
  /** Every answer that counts. */
  answered: (run: Run, answer: Answer) => void;
  failed: (run: Run, error: unknown) => void;
  rested: () => void;
}): Runs {
  let numbers = 0;
  let revision = 0;
  let quickIsWhole = false;
  /** Oldest first. The first is under way at the worker since `since`, the others wait. */
  let flights: { run: Run; since: number; abandoned: boolean }[] = [];
  let restTimer: ReturnType<typeof setTimeout> | null = null;

  const isIdle = () => flights.length === 0 && restTimer === null;

  const begin = (kind: Run['kind']) => {
    numbers += 1;
    const final = kind === 'whole' || quickIsWhole;
    const run = { number: numbers, revision, kind, final, waits: flights.length > 0 };
    const own = { run, since: Date.now(), abandoned: false };
    flights.push(own);
    const ended = (deal: () => void) => {
      if (!flights.includes(own)) return;
      const wasFirst = flights[0] === own;
      flights = flights.filter((flight) => flight !== own);
      if (wasFirst && flights[0]) flights[0].since = Date.now();
      if (!own.abandoned) deal();
      if (isIdle()) parts.rested();
    };
    parts
      .start(own.run, (progress) => {
        if (flights.includes(own) && !own.abandoned) parts.progress(progress, own.run);
      })
      .then(
        (answer) => ended(() => parts.answered(own.run, answer)),
        (error: unknown) => ended(() => parts.failed(own.run, error)),
      );
  };

  const abandon = () => {
    const kept = flights.filter(({ abandoned }) => !abandoned);
    if (kept.length === 0) return;
    for (const flight of kept) flight.abandoned = true;
    parts.cancel();
  };

  const clearRest = () => {
    if (restTimer !== null) clearTimeout(restTimer);
    restTimer = null;
  };

  return {
    changed(to, can) {
      revision = to;
      quickIsWhole = can.quickIsWhole;
      clearRest();
      const first = flights.find(({ abandoned }) => !abandoned);
      if (first && (first.run.kind === 'whole' || Date.now() - first.since > PATIENCE_MS)) abandon();
      if (can.canBeQuick) begin('quick');
      if (can.quickIsWhole && can.canBeQuick) return;
      restTimer = setTimeout(() => {
        restTimer = null;
        begin('whole');
      }, REST_MS);
    },
    stop() {
      clearRest();
      abandon();
    },
    forget() {
      clearRest();
      flights = [];
    },
    isIdle,
  };
}
