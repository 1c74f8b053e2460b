import type { EngineInput } from '../engine/input';
import type { Difference, SideOutcome } from '../engine/result';
import { loadParts } from './load-parts';
import { startSecond, type Second } from './second';
import { inSlices } from './slice';

/** Both sides of a run. */
export interface Sides {
  a: SideOutcome;
  b: SideOutcome | null;
  difference: Difference | null;
}

export interface Simulating {
  /** Ends what is under way. Null where it was ended itself. */
  run: (run: number, a: EngineInput, b: EngineInput | null) => Promise<Sides | null>;
  /** One side after the other, for nobody to read. */
  rehearse: (a: EngineInput, b: EngineInput | null) => Promise<void>;
  /** From its end on side B has a second engine; that has simulated this by then, so that its code is compiled. Once. */
  share: (b: EngineInput) => Promise<void>;
  stop: () => void;
}

/** Milliseconds between two words of how far a run is: a message to the page costs more than a slice. */
const TELL_EVERY_MS = 100;

/** Runs of a second engine that nobody reads; the first ones take several times as long. */
const REHEARSALS = 12;
/** After a run that took so long it is of more use than another. */
const LONG_MS = 100;

/** Fetched at once: the first run follows the first answer. Where that fails, the run asks again and says why. */
const simulator = () => import('./simulator');
simulator().catch(() => undefined);

const nothing = (): void => undefined;

/** One run at a time, side B in a second engine once there is one. `tell`: the share of a run that is done. */
export function createSimulating(
  tell: (run: number, done: number) => void,
  start: () => Second | null = startSecond,
): Simulating {
  /** Grows with every run and stop; work that finds it changed ends. */
  let revision = 0;
  let second: Second | null = null;
  let shared = false;

  /** Null when it was ended. */
  async function side(input: EngineInput, mine: number, told: (done: number) => void) {
    const [{ Runner }, parts] = await Promise.all([simulator(), loadParts(input)]);
    if (revision !== mine) return null;
    const runner = new Runner(input, parts);
    const ended = await inSlices(runner, () => {
      told(runner.progress);
      return revision === mine;
    });
    if (!ended) return null;
    told(1);
    return runner.outcome();
  }

  async function both(run: number, a: EngineInput, b: EngineInput | null): Promise<Sides | null> {
    const mine = revision;
    const done = { a: 0, b: 0 };
    let last = performance.now();
    const of = (id: 'a' | 'b') => (share: number) => {
      done[id] = share;
      if (performance.now() - last < TELL_EVERY_MS) return;
      last = performance.now();
      tell(run, b ? (done.a + done.b) / 2 : done.a);
    };
    if (b === null) {
      second?.stop();
      const outcome = await side(a, mine, of('a'));
      return outcome && { a: outcome, b: null, difference: null };
    }
    const elsewhere = second?.run(run, b, of('b')).then((outcome) => {
      if (outcome !== null) of('b')(1);
      return outcome;
    });
    const outcomeA = await side(a, mine, of('a'));
    if (outcomeA === null) return null;
    const outcomeB = (await elsewhere) ?? (await side(b, mine, of('b')));
    if (outcomeB === null || revision !== mine) return null;
    const { pairedDifference } = await simulator();
    return { a: outcomeA, b: outcomeB, difference: pairedDifference(outcomeA, outcomeB) };
  }

  return {
    async run(run, a, b) {
      const mine = ++revision;
      try {
        return await both(run, a, b);
      } catch (error) {
        if (revision === mine) second?.stop();
        throw error;
      }
    },
    async rehearse(a, b) {
      const mine = revision;
      await side(a, mine, nothing);
      if (b) await side(b, mine, nothing);
    },
    async share(b) {
      // Offline its file may not be had any more.
      if (shared || !navigator.onLine) return;
      shared = true;
      const started = start();
      for (let left = REHEARSALS; left > 0; left--) {
        const began = performance.now();
        if ((await started?.run(0, b, nothing)) == null || performance.now() - began > LONG_MS) break;
      }
      second = started;
    },
    stop() {
      revision++;
      second?.stop();
    },
  };
}
