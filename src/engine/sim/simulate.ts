import type { EngineInput } from '../input';
import type { SideOutcome } from '../result';
import { ALL_PARTS } from './all-parts';
import { Runner } from './runner';

/** Runs one side to its end. `onProgress` is told the share done, at most a hundred times. */
export function simulate(input: EngineInput, onProgress?: (done: number) => void): SideOutcome {
  const runner = new Runner(input, ALL_PARTS);
  let told = 0;
  while (!runner.advance()) {
    if (onProgress !== undefined && runner.progress >= told + 0.01) {
      told = runner.progress;
      onProgress(told);
    }
  }
  return runner.outcome();
}
