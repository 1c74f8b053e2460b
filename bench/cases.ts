import { existsSync, readFileSync } from 'node:fs';
import { curve, type CurveAxis } from '../src/engine/curves';
import { frontier } from '../src/engine/frontier';
import type { EngineInput, TraceWorkload } from '../src/engine/input';
import { ALL_PARTS } from '../src/engine/sim/all-parts';
import { Runner, type RunnerOptions } from '../src/engine/sim/runner';
import { createTraceReader } from '../src/engine/workload/trace-reader';
import { inputOf } from './scale';

/** One promise about speed, with what keeps it honest. */
export interface Case {
  what: string;
  /** Null where the case could not be tried, and `result` says why. */
  ms: number | null;
  target_ms: number | null;
  /** What was computed. */
  result: string;
}

/** The conversation trace that Mooncake published: 12,031 requests, with the blocks that their prompts share. */
const MOONCAKE = '../shared/traces/mooncake_conversation_trace.jsonl';
const FOR_MOONCAKE = 'a=gpu&a.prefill=h100-sxmx64&a.tp=4&b=none&a.tiers=device,dram&a.route=kv';

/** Points of a curve as a careful reader might ask for; the page draws a third. */
const POINTS = 300;
const AXES: readonly [CurveAxis, number, number][] = [
  ['context', 128, 4e6],
  ['size', 5e8, 2e12],
  ['ratio', 1 / 16, 1000],
  ['load', 0.01, 10_000],
];

const CURVES: readonly [string, string][] = [
  ['chat', 'workload=chat&a=gpu&b=none'],
  ['three classes', 'classes=interactive:60,batch:30,long:10&a=gpu&b=none'],
  ['sessions on tiers', 'turns=8&gap=30&a=gpu&a.tiers=device,dram,flash&b=none'],
];

export function cases(): Case[] {
  return [mooncake(), ...CURVES.flatMap(([what, link]) => curvesOf(what, link)), frontierOf(), skipping()];
}

function mooncake(): Case {
  const row = { what: 'Mooncake conversation trace with a ledger of every token', target_ms: 300 };
  const trace = readTrace(MOONCAKE);
  if (trace === null) return { ...row, ms: null, result: `left out: there is no ${MOONCAKE}` };
  const input = { ...inputOf(FOR_MOONCAKE, 1), workload: trace };
  let hash = '';
  const ms = median(7, () => (hash = run(input, { ledger: true }).hash));
  return { ...row, ms, result: hash };
}

function readTrace(file: string): TraceWorkload | null {
  if (!existsSync(file)) return null;
  const reader = createTraceReader(file);
  reader.push(readFileSync(file, 'utf8'));
  const outcome = reader.end();
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.trace;
}

function curvesOf(what: string, link: string): Case[] {
  const input = inputOf(link, 1000);
  return AXES.map(([axis, from, to]) => {
    const values = Float64Array.from({ length: POINTS }, (_, i) => from * (to / from) ** (i / (POINTS - 1)));
    let sum = 0;
    const ms = median(31, () => {
      const { tpotSeconds } = curve(axis, values, input, null);
      sum = tpotSeconds.reduce((all, value) => (Number.isFinite(value) ? all + value : all), 0);
    });
    if (sum === 0) throw new Error(`${link} must fit somewhere along ${axis}`);
    return { what: `curve of ${POINTS} points over ${axis}, ${what}`, ms, target_ms: 4, result: String(sum) };
  });
}

function frontierOf(): Case {
  const input = inputOf('workload=chat&a=gpu&a.prefill=h100-sxmx32&b=none', 1000);
  let points = 0;
  const ms = median(15, () => (points = frontier(input).reduce((sum, line) => sum + line.points.length, 0)));
  return { what: 'frontier of one side', ms, target_ms: 50, result: `${points} points` };
}

/** Jumping over steps at light load: many times fewer events, and the same bits. */
function skipping(): Case {
  const input = inputOf('workload=chat&a=gpu&b=none&rps=0.1', 1000);
  const walked = run(input, { skipping: false, eventLimit: Infinity });
  let jumped = walked;
  const ms = median(15, () => (jumped = run(input, {})));
  if (jumped.hash !== walked.hash) throw new Error('a run that jumps over steps has another result');
  const ratio = (walked.events / jumped.events).toPrecision(3);
  return {
    what: '1,000 requests at light load, steps jumped over',
    ms,
    target_ms: null,
    result: `${jumped.hash}, ${ratio} times fewer events than step by step`,
  };
}

function run(input: EngineInput, options: RunnerOptions) {
  const runner = new Runner(input, ALL_PARTS, options);
  while (!runner.advance());
  return { events: runner.eventsHandled, hash: String(runner.outcome().report.hash) };
}

/** Of several runs after two that are not counted. */
function median(times: number, task: () => void): number {
  const spent: number[] = [];
  for (let i = -2; i < times; i++) {
    const start = performance.now();
    task();
    if (i >= 0) spent.push(performance.now() - start);
  }
  return Number(spent.sort((a, b) => a - b)[times >> 1]!.toPrecision(3));
}
