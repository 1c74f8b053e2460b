import type { EngineInput } from '../engine/input';
import type { SideReport } from '../engine/result';
import { simulate as runSide } from '../engine/sim/simulate';
import { answer, type Answer, type LoadedTrace } from './answer';
import { simulateArgs } from './args';
import { loadScenario } from './load-scenario';
import { createProgress } from './progress';
import { readTraceFile } from './read-trace-file';

/** `simulate <scenario> [--requests n] [--trace file]`: every request through both clusters. */
export async function simulate(args: string[]): Promise<Answer> {
  const { scenario: argument, requests, traceFile } = simulateArgs(args);
  const asked = loadScenario(argument);
  const loaded = traceFile === null ? null : firstOf(await readTraceFile(traceFile), requests);
  const scenario = requests === null ? asked : { ...asked, requests };
  return answer(scenario, loaded, 'simulated', runWithProgress);
}

function runWithProgress(input: EngineInput, side: 'A' | 'B'): SideReport {
  const progress = createProgress(`side ${side}`);
  const { report } = runSide(input, progress);
  progress(1);
  return report;
}

/** The first requests of a trace. Its summary stays that of the file, with a note of the cut. */
function firstOf({ trace, summary }: LoadedTrace, requests: number | null): LoadedTrace {
  if (requests === null || requests >= summary.requests) return { trace, summary };
  return {
    trace: {
      ...trace,
      arrivalSeconds: trace.arrivalSeconds.slice(0, requests),
      promptTokens: trace.promptTokens.slice(0, requests),
      outputTokens: trace.outputTokens.slice(0, requests),
    },
    summary: { ...summary, notes: [...summary.notes, `Only the first ${requests} requests are simulated.`] },
  };
}
