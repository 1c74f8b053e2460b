import { curve, type CurveAxis } from '../src/engine/curves';
import { estimateReport } from '../src/engine/estimate-report';
import type { EngineInput } from '../src/engine/input';
import { ALL_PARTS } from '../src/engine/sim/all-parts';
import { Runner } from '../src/engine/sim/runner';
import { createTraceReader } from '../src/engine/workload/trace-reader';
import { DEFAULT_SCENARIO } from '../src/scenario/defaults';
import { resolve } from '../src/scenario/resolve';
import type { Scenario } from '../src/scenario/scenario';

/** One thing worth timing. `run` does it once and returns what a wrong result would change. */
export interface Phase {
  name: string;
  /** What one run goes through, for a rate. */
  unit: string;
  run: () => { count: number; result: string };
}

/**
 * The work behind a change of a slider, a run and a dropped file, each apart. Goal: notice when one of them gets
 * slower, or faster at the price of another result. Not a goal: numbers comparable between machines.
 */
export function phases(requests: number): Phase[] {
  const scenario = { ...DEFAULT_SCENARIO, requests };
  const [a, b] = sides(scenario);
  const text = traceText(requests * 10);
  return [
    {
      name: 'resolve a scenario',
      unit: 'scenarios',
      run: () => ({ count: 1, result: resolve(scenario).a.kind }),
    },
    { name: 'closed form of A', unit: 'reports', run: () => closedForm(a) },
    { name: 'closed form of B', unit: 'reports', run: () => closedForm(b) },
    { name: 'curve of B over context', unit: 'points', run: () => points('context', b, 128, 4e6) },
    { name: 'curve of B over model size', unit: 'points', run: () => points('size', b, 5e8, 2e12) },
    { name: `simulate A, ${requests} requests`, unit: 'events', run: () => simulated(a) },
    { name: `simulate B, ${requests} requests`, unit: 'events', run: () => simulated(b) },
    { name: `read a trace of ${requests * 10} requests`, unit: 'rows', run: () => readTrace(text) },
  ];
}

function sides(scenario: Scenario): [EngineInput, EngineInput] {
  const { a, b } = resolve(scenario);
  if (a.kind !== 'ready' || b?.kind !== 'ready')
    throw new Error('the default scenario must run on both sides');
  return [a.input, b.input];
}

function closedForm(input: EngineInput) {
  return { count: 1, result: String(estimateReport(input).tpot_s?.mean) };
}

/** As many points as the page draws. */
function points(axis: CurveAxis, input: EngineInput, from: number, to: number) {
  const values = Float64Array.from({ length: 96 }, (_, i) => from * (to / from) ** (i / 95));
  const { tpotSeconds } = curve(axis, values, input, null);
  const total = tpotSeconds.reduce((sum, value) => (Number.isFinite(value) ? sum + value : sum), 0);
  return { count: values.length, result: String(total) };
}

function simulated(input: EngineInput) {
  const runner = new Runner(input, ALL_PARTS);
  while (!runner.advance());
  return { count: runner.eventsHandled, result: String(runner.outcome().report.hash) };
}

function readTrace(text: string) {
  const reader = createTraceReader('bench.csv');
  for (let at = 0; at < text.length; at += 65_536) reader.push(text.slice(at, at + 65_536));
  const outcome = reader.end();
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return { count: outcome.summary.requests, result: String(outcome.summary.promptTokensMean) };
}

/** Rows as the Azure 2023 trace has them, one every 0.2 s. */
function traceText(rows: number): string {
  const lines = ['TIMESTAMP,ContextTokens,GeneratedTokens'];
  for (let i = 0; i < rows; i++) {
    const hour = String(Math.floor(i / 18_000) % 24).padStart(2, '0');
    const minute = String(Math.floor(i / 300) % 60).padStart(2, '0');
    const second = String(Math.floor(i / 5) % 60).padStart(2, '0');
    const day = String(1 + Math.floor(i / 432_000)).padStart(2, '0');
    lines.push(
      `2024-01-${day} ${hour}:${minute}:${second}.${(i % 5) * 2}000000,${100 + (i % 997)},${1 + (i % 251)}`,
    );
  }
  return lines.join('\n');
}
