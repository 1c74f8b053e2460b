import { estimateReport } from '../engine/estimate-report';
import type { SideReport } from '../engine/result';
import { simulate } from '../engine/sim/simulate';
import { fromJson } from '../scenario/json';
import type { Scenario } from '../scenario/scenario';
import { answer } from './answer';
import { sweepArgs } from './args';
import { loadScenario } from './load-scenario';
import { createProgress } from './progress';
import { sweepAxis, type SweepAxis } from './sweep-axis';
import { UsageError } from './usage';

/** A sweep of more rows is a slip of the finger. */
const MOST_POINTS = 1_000_000;

/** What a row says of a side; times in seconds, means. */
const RESULTS: [string, (report: SideReport) => string | number | boolean | null][] = [
  ['feasible', (r) => r.feasible],
  ['saturated', (r) => r.saturated],
  ['chips', (r) => r.chips],
  ['ttft_s', (r) => r.ttft_s?.mean ?? null],
  ['tpot_s', (r) => r.tpot_s?.mean ?? null],
  ['e2e_s', (r) => r.e2e_s?.mean ?? null],
  ['output_tokens_per_s', (r) => r.output_tokens_per_s],
  ['joules_per_output_token', (r) => r.joules_per_output_token],
  ['usd_per_million_output_tokens', (r) => r.usd_per_million_output_tokens],
  ['power_w', (r) => r.power_w],
  ['bound_by', (r) => r.bound_by],
  ['hash', (r) => r.hash],
  ['reason', (r) => r.reason],
];

/**
 * `sweep <scenario> --x key=from..to:count [--y …] [--shard i/n] [--simulate]`: CSV, a row per point and side.
 * Point k belongs to shard k mod n and does not depend on the others, so shards merge by sorting on the first
 * column, whatever ran them.
 */
export function sweep(args: string[]): string {
  const { scenario: argument, x, y, shard, simulated } = sweepArgs(args);
  const base = loadScenario(argument);
  const axes = [sweepAxis('--x', x), ...(y === null ? [] : [sweepAxis('--y', y)])];
  if (axes[0]!.key === axes[1]?.key)
    throw new UsageError(`--x and --y both run through ${axes[0]!.key}: a scenario has it once.`);
  const header = ['point', ...axes.map((axis) => axis.key), 'side', ...RESULTS.map(([name]) => name)];
  const lines = [header.join(',')];
  const progress = createProgress('sweep');
  const asked = axes.reduce((product, { values }) => product * values.length, 1);
  if (asked > MOST_POINTS)
    throw new UsageError(`--x and --y ask for ${asked} points together; a sweep takes up to ${MOST_POINTS}.`);
  const points = pointsOf(axes);
  /** What was computed otherwise than asked, and in how many points. */
  const told = new Map<string, number>();
  points.forEach((point, index) => {
    if (index % shard.count !== shard.index) return;
    const { a, b, problems } = answer(
      scenarioAt(base, axes, point),
      null,
      simulated ? 'simulated' : 'closed_form',
      simulated ? (input) => simulate(input).report : estimateReport,
    );
    for (const { message } of problems) told.set(message, (told.get(message) ?? 0) + 1);
    for (const [side, report] of [['a', a] as const, ['b', b] as const]) {
      if (report === null) continue;
      lines.push([index, ...point, side, ...RESULTS.map(([, read]) => read(report))].map(cell).join(','));
    }
    progress((index + 1) / points.length);
  });
  progress(1);
  for (const [message, times] of told)
    console.error(`${String(times)} of ${String(points.length)} points: ${message}`);
  return lines.join('\n');
}

/** Every combination, the first axis running fastest. */
function pointsOf([x, y]: SweepAxis[]): string[][] {
  const rows = y?.values ?? [null];
  return rows.flatMap((row) => x!.values.map((column) => (row === null ? [column] : [column, row])));
}

function scenarioAt(base: Scenario, axes: SweepAxis[], point: string[]): Scenario {
  const patch = Object.fromEntries(axes.map((axis, i) => [axis.key, point[i]]));
  const { scenario, problems } = fromJson(patch, base);
  const refused = problems.filter(({ cause }) => cause !== undefined);
  if (refused.length > 0) throw new UsageError(refused.map(({ cause }) => cause).join('\n'));
  return scenario;
}

function cell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
