import type { EngineInput } from '../engine/input';
import type { SideReport } from '../engine/result';
import { ALL_PARTS } from '../engine/sim/all-parts';
import { Runner } from '../engine/sim/runner';
import { answer, type Answer, type LoadedTrace } from './answer';
import { simulateArgs } from './args';
import { loadScenario } from './load-scenario';
import { createProgress } from './progress';
import { readTraceFile } from './read-trace-file';
import { RunFiles } from './run-files';

/** `simulate <scenario> [--requests n] [--trace file] [--ledger csv] [--perfetto json]`: every request, both clusters. */
export async function simulate(args: string[]): Promise<Answer> {
  const { scenario: argument, requests, traceFile, ledger, perfetto } = simulateArgs(args);
  const asked = loadScenario(argument);
  const loaded = traceFile === null ? null : firstOf(await readTraceFile(traceFile), requests);
  const scenario = requests === null ? asked : { ...asked, requests };
  const files = new RunFiles({ ledger, perfetto });
  try {
    return answer(scenario, loaded, 'simulated', (input, side) => runSide(input, side, files));
  } finally {
    files.close();
  }
}

function runSide(input: EngineInput, side: 'A' | 'B', files: RunFiles): SideReport {
  const progress = createProgress(`side ${side}`);
  const runner = new Runner(input, ALL_PARTS, { ledger: files.wanted });
  while (!runner.advance()) progress(runner.progress);
  progress(1);
  if (runner.simulation !== null) files.add(side === 'A' ? 'a' : 'b', runner.simulation);
  return runner.outcome().report;
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
