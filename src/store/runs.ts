import type { Progress } from '../worker/api';

/**
 * Which simulation runs when. While a slider moves only the first thousand requests are simulated, one run at a
 * time with the newest waiting; when it rests, the whole. A run that would take long is cancelled as soon as it is
 * out of date. Knows nothing of scenarios: `Run` carries what the
 * caller needs to put the question, and an answer is what `start` makes of it.
 */
export interface Run {
  /** Grows by one with every run. */
  number: number;
  /** The change it answers. */
  revision: number;
  kind: 'quick' | 'whole';
  /** Its answer is the answer to the revision; false for the first requests of many. */
  final: boolean;
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
  progress: (progress: Progress) => void;
  /** Every answer that counts, in order of run number. */
  answered: (run: Run, answer: Answer) => void;
  failed: (run: Run, error: unknown) => void;
  rested: () => void;
}): Runs {
  let numbers = 0;
  let revision = 0;
  let quickIsWhole = false;
  let flight: { run: Run; since: number; abandoned: boolean } | null = null;
  let waiting: Run['kind'] | null = null;
  let restTimer: ReturnType<typeof setTimeout> | null = null;

  const isIdle = () => flight === null && waiting === null && restTimer === null;

  const begin = (kind: Run['kind']) => {
    numbers += 1;
    const run = { number: numbers, revision, kind, final: kind === 'whole' || quickIsWhole };
    const own = { run, since: Date.now(), abandoned: false };
    flight = own;
    const counts = () => flight === own && !own.abandoned;
    /** The next goes out before its answer is dealt with, so that the worker need not wait for what is painted. */
    const ended = (deal: () => void) => {
      if (flight !== own) return;
      flight = null;
      next();
      if (!own.abandoned) deal();
      if (isIdle()) parts.rested();
    };
    parts
      .start(own.run, (progress) => {
        if (counts()) parts.progress(progress);
      })
      .then(
        (answer) => ended(() => parts.answered(own.run, answer)),
        (error: unknown) => ended(() => parts.failed(own.run, error)),
      );
  };

  const next = () => {
    if (flight !== null) return;
    const kind = waiting;
    waiting = null;
    if (kind !== null) begin(kind);
  };

  const abandon = () => {
    if (flight === null || flight.abandoned) return;
    flight.abandoned = true;
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
      if (flight && (flight.run.kind === 'whole' || Date.now() - flight.since > PATIENCE_MS)) abandon();
      waiting = can.canBeQuick ? 'quick' : null;
      if (!can.quickIsWhole || !can.canBeQuick) {
        restTimer = setTimeout(() => {
          restTimer = null;
          waiting = 'whole';
          next();
        }, REST_MS);
      }
      next();
    },
    stop() {
      clearRest();
      waiting = null;
      abandon();
    },
    forget() {
      clearRest();
      waiting = null;
      flight = null;
    },
    isIdle,
  };
}
