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
  /** As `run`, of an answer that nobody reads; ends nothing. */
  rehearse: (a: EngineInput, b: EngineInput | null) => Promise<void>;
  /** From its end on side B has a second engine; that has simulated this by then, so that its code is compiled. */
  share: (b: EngineInput) => Promise<void>;
  stop: () => void;
}

/** Milliseconds between two words of how far a run is: a message to the page costs more than a slice. */
const TELL_EVERY_MS = 100;

/** Runs of a second engine that nobody reads; the first ones take several times as long. */
const REHEARSALS = 12;

/** Fetched at once: the first run follows the first answer. Where that fails, the run asks again and says why. */
const simulator = () => import('./simulator');
simulator().catch(() => undefined);

/** One run at a time, side B in a second engine where there is one by then. `tell`: the share of a run that is done. */
export function createSimulating(tell: (run: number, done: number) => void): Simulating {
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
    return ended ? runner.outcome() : null;
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
    if (!b) second?.stop();
    const elsewhere = b && second?.run(run, b, of('b'));
    const outcomeA = await side(a, mine, of('a'));
    if (outcomeA === null || b === null) return outcomeA && { a: outcomeA, b: null, difference: null };
    const outcomeB = (await elsewhere) ?? (await side(b, mine, of('b')));
    if (outcomeB === null || revision !== mine) return null;
    const { pairedDifference } = await simulator();
    return { a: outcomeA, b: outcomeB, difference: pairedDifference(outcomeA, outcomeB) };
  }

  return {
    run(run, a, b) {
      revision++;
      return both(run, a, b);
    },
    async rehearse(a, b) {
      await both(0, a, b);
    },
    async share(b) {
      // Offline its file may not be had any more.
      if (shared || !navigator.onLine) return;
      shared = true;
      const started = startSecond();
      for (let left = REHEARSALS; left > 0; left--)
        if ((await started?.run(0, b, () => undefined)) == null) break;
      second = started;
    },
    stop() {
      revision++;
      second?.stop();
    },
  };
}
