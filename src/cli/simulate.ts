import type { RouteId } from '../engine/input';
import type { Difference, SideOutcome, SideReport } from '../engine/result';
import { pairedDifference } from '../engine/sim/difference';
import { answer, type Answer, type TraceFile } from './answer';
import { simulateArgs } from './args';
import { loadScenario } from './load-scenario';
import { readTraceFile } from './read-trace-file';
import { RunFiles } from './run-files';
import { runForked, runUntil, runWhole } from './run-side';

interface Simulated extends Answer {
  /** B minus A, request by request; null where there is nothing to compare. */
  difference: Difference | null;
  /** The run again with another routing policy from a time on; what that changes is forked minus not, by request. */
  fork?: {
    at_s: number;
    route: RouteId;
    a: SideReport | null;
    b: SideReport | null;
    change: { a: Difference | null; b: Difference | null };
  };
}

/** `simulate <scenario> [options]`: every request through both clusters; the options are in `USAGE`. */
export async function simulate(args: string[]): Promise<Simulated> {
  const { scenario: argument, requests, traceFile, ledger, perfetto, until, fork } = simulateArgs(args);
  const asked = loadScenario(argument);
  const loaded = traceFile === null ? null : firstOf(await readTraceFile(traceFile), requests);
  const scenario = requests === null ? asked : { ...asked, requests };
  const files = new RunFiles({ ledger, perfetto });
  const outcomes: Partial<Record<'A' | 'B', SideOutcome>> = {};
  const forks: Partial<Record<'A' | 'B', ReturnType<typeof runForked>>> = {};
  try {
    const answered = answer(scenario, loaded, 'simulated', (input, side) => {
      if (fork !== null) forks[side] = runForked(input, fork.seconds, fork.route);
      const outcome =
        forks[side]?.whole ?? (until === null ? runWhole(input, side, files) : runUntil(input, until));
      outcomes[side] = outcome;
      return outcome.report;
    });
    const { A, B } = outcomes;
    return {
      ...answered,
      difference: A && B ? pairedDifference(A, B) : null,
      ...(fork !== null && {
        fork: {
          at_s: fork.seconds,
          route: fork.route,
          a: forks.A?.forked.report ?? null,
          b: forks.B?.forked.report ?? null,
          change: { a: forks.A?.change ?? null, b: forks.B?.change ?? null },
        },
      }),
    };
  } finally {
    files.close();
  }
}

/** The first requests of a trace. Its summary stays that of the file, with a note of the cut. */
function firstOf({ trace, summary }: TraceFile, requests: number | null): TraceFile {
  if (requests === null || requests === summary.requests) return { trace, summary };
  const noted = (note: string) => ({ ...summary, notes: [...summary.notes, note] });
  if (requests > summary.requests)
    return {
      trace,
      summary: noted(`All ${summary.requests} requests are simulated: ${requests} are more than it has.`),
    };
  return {
    trace: {
      ...trace,
      arrivalSeconds: trace.arrivalSeconds.slice(0, requests),
      promptTokens: trace.promptTokens.slice(0, requests),
      outputTokens: trace.outputTokens.slice(0, requests),
    },
    summary: noted(`Only the first ${requests} requests are simulated.`),
  };
}
