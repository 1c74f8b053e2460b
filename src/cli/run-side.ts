import type { EngineInput, RouteId } from '../engine/input';
import type { Difference, SideOutcome } from '../engine/result';
import { ALL_PARTS } from '../engine/sim/all-parts';
import { pairedDifference } from '../engine/sim/difference';
import { OpenRun } from '../engine/sim/open-run';
import { Runner } from '../engine/sim/runner';
import { createProgress } from './progress';
import type { RunFiles } from './run-files';

/** Runs one side from its first arrival to its last token, and writes the files that were asked for. */
export function runWhole(input: EngineInput, side: 'A' | 'B', files: RunFiles): SideOutcome {
  const progress = createProgress(`side ${side}`);
  const runner = new Runner(input, ALL_PARTS, { ledger: files.wanted });
  while (!runner.advance()) progress(runner.progress);
  progress(1);
  if (runner.simulation !== null) files.add(side === 'A' ? 'a' : 'b', runner.simulation);
  return runner.outcome();
}

/** What has happened on one side by a time. */
export function runUntil(input: EngineInput, seconds: number): SideOutcome {
  const run = OpenRun.of(input, ALL_PARTS);
  run.seek(seconds);
  return run.outcome();
}

/** One side to its end, and to the end that it comes to with another routing policy from a time on. */
export function runForked(
  input: EngineInput,
  seconds: number,
  routing: RouteId,
): { whole: SideOutcome; forked: SideOutcome; change: Difference | null } {
  const run = OpenRun.of(input, ALL_PARTS);
  run.seek(seconds);
  const fork = run.fork(routing);
  run.seek(Infinity);
  fork.seek(Infinity);
  const [whole, forked] = [run.outcome(), fork.outcome()];
  return { whole, forked, change: pairedDifference(whole, forked) };
}
