import type { Progress } from '../worker/api';

/**
 * Which simulation runs when. While a slider moves only the first thousand requests are simulated, with the newest
 * waiting; when it rests, the whole. One run at a time, but where they are short the next is sent before the answer is
 * back and waits at the worker, which then need not wait for this thread. A run that would take long is cancelled as soon
 * as it is out of date. Knows nothing of scenarios: `Run` carries what the caller needs to put the question, and an answer
 * is what `start` makes of it.
 */
export interface Run {
  /** Grows by one with every run. */
  number: number;
  /** The change it answers. */
  revision: number;
  kind: 'quick' | 'whole';
  /** Its answer is the answer to the revision; false for the first requests of many. */
  final: boolean;
  /** It begins when the one before has ended. */
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

/** Runs whose answers are back within this time may follow each other two at a time. */
const SHORT_MS = 60;

/** A quick run that takes longer than this while the scenario moves on is not worth its end. */
const PATIENCE_MS = 500;

export function createRuns<Answer>(parts: {
  start: (run: Run, onProgress: (progress: Progress) => void) => Promise<Answer>;
  cancel: () => void;
  progress: (progress: Progress, run: Run) => void;
  /** Every answer that counts, in order of run number. */
  answered: (run: Run, answer: Answer) => void;
  failed: (run: Run, error: unknown) => void;
  rested: () => void;
}): Runs {
  let numbers = 0;
  let revision = 0;
  let quickIsWhole = false;
  /** Oldest first; answers come in this order. */
  let flights: { run: Run; since: number; abandoned: boolean }[] = [];
  let areShort = false;
  let waiting: Run['kind'] | null = null;
  let restTimer: ReturnType<typeof setTimeout> | null = null;

  const isIdle = () => flights.length === 0 && waiting === null && restTimer === null;

  const begin = (kind: Run['kind']) => {
    numbers += 1;
    const final = kind === 'whole' || quickIsWhole;
    const run = { number: numbers, revision, kind, final, waits: flights.length > 0 };
    const own = { run, since: Date.now(), abandoned: false };
    flights.push(own);
    /** The next goes out before its answer is dealt with, so that the worker need not wait for what is painted. */
    const ended = (deal: () => void) => {
      if (!flights.includes(own)) return;
      flights = flights.filter((flight) => flight !== own);
      areShort = kind === 'quick' && Date.now() - own.since < SHORT_MS;
      next();
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

  /** The worker has room for one more. */
  const isFree = () =>
    flights.length === 0 ||
    (flights.length === 1 && areShort && waiting === 'quick' && flights[0]?.run.kind === 'quick');

  const next = () => {
    const kind = waiting;
    if (kind === null || !isFree()) return;
    waiting = null;
    begin(kind);
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
      const [first] = flights;
      if (first && (first.run.kind === 'whole' || Date.now() - first.since > PATIENCE_MS)) abandon();
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
      flights = [];
    },
    isIdle,
  };
}
