import { proxy, wrap } from 'comlink';
import type { EngineInput } from '../engine/input';
import type { SideOutcome } from '../engine/result';
import type { EngineApi, Progress } from './api';

/** Another engine beside this one, for side B: a comparison takes as long as its longer side. */
export interface Second {
  /** Ends what it was at. Null where it was ended itself, failed or died: whoever still wants the answer simulates. */
  run: (run: number, input: EngineInput, tell: (done: number) => void) => Promise<SideOutcome | null>;
  stop: () => void;
}

/** From the same file. Null where there is no core for it, or no worker to be had in a worker. */
export function startSecond(): Second | null {
  if (navigator.hardwareConcurrency < 2 || typeof Worker === 'undefined') return null;
  // The one file of a saved page is a blob, whose address is gone once it is read.
  if (self.location.protocol === 'blob:') return null;
  const worker = new Worker(self.location.href, { type: 'module', name: 'engine of B' });
  const remote = wrap<EngineApi>(worker);
  let told: (progress: Progress) => void = () => undefined;
  /** Answers the run under way. */
  let settle: ((outcome: SideOutcome | null) => void) | null = null;
  let dead = false;
  const die = (event: Event): void => {
    event.preventDefault();
    dead = true;
    worker.terminate();
    settle?.(null);
  };
  worker.addEventListener('error', die);
  worker.addEventListener('messageerror', die);
  void remote.watch(proxy((progress) => told(progress)));

  return {
    run(run, input, tell) {
      settle?.(null);
      if (dead) return Promise.resolve(null);
      told = (progress) => {
        if (progress.run === run) tell(progress.done);
      };
      return new Promise((resolve) => {
        const own = (outcome: SideOutcome | null): void => {
          if (settle === own) settle = null;
          resolve(outcome);
        };
        settle = own;
        remote.run({ run, a: input, b: null }).then(
          (result) => own(result.kind === 'done' ? result.outcome.a : null),
          () => own(null),
        );
      });
    },
    stop() {
      if (settle === null) return;
      settle(null);
      void remote.cancel();
    },
  };
}
