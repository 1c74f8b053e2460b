import { proxy, wrap, type Remote } from 'comlink';
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
  if (navigator.hardwareConcurrency < 2) return null;
  // The one file of a saved page is a blob, whose address is gone once it is read.
  if (typeof Worker === 'undefined' || self.location.protocol === 'blob:') return null;
  const worker = new Worker(self.location.href, { type: 'module', name: 'engine of B' });
  let remote: Remote<EngineApi> | null = wrap<EngineApi>(worker);
  let told: (progress: Progress) => void = () => undefined;
  let underWay = 0;
  const died = new Promise<null>((resolve) => {
    const die = (event: Event): void => {
      event.preventDefault();
      remote = null;
      resolve(null);
    };
    worker.addEventListener('error', die);
    worker.addEventListener('messageerror', die);
  });
  void remote.watch(proxy((progress) => told(progress)));

  return {
    async run(run, input, tell) {
      if (remote === null) return null;
      underWay++;
      told = (progress) => {
        if (progress.run === run) tell(progress.done);
      };
      const result = await Promise.race([remote.run({ run, a: input, b: null }), died]);
      underWay--;
      return result?.kind === 'done' ? result.outcome.a : null;
    },
    stop() {
      if (underWay > 0) void remote?.cancel();
    },
  };
}
