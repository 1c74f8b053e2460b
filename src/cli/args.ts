import path from 'node:path';
import { parseArgs } from 'node:util';
import type { RouteId } from '../engine/input';
import { ROUTE_POLICIES } from '../engine/routing/policies';
import { FIELDS } from '../scenario/fields';
import { UsageError } from './usage';

/** The scenario an argument names, and the `config.json` of a model to put in its place. */
export interface ScenarioArgument {
  text: string;
  modelConfig: string | null;
}

export interface SimulateArgs {
  scenario: ScenarioArgument;
  requests: number | null;
  traceFile: string | null;
  ledger: string | null;
  perfetto: string | null;
  /** Seconds after which the run is reported as it stands; null: at its end. */
  until: number | null;
  /** From when on, and by which policy, the run is repeated otherwise. */
  fork: { seconds: number; route: RouteId } | null;
}

const MODEL_CONFIG = { 'model-config': { type: 'string' } } as const;

export function evaluateArgs(args: string[]): { scenario: ScenarioArgument } {
  const { values, positionals } = parse(args, MODEL_CONFIG);
  return { scenario: onlyScenario('evaluate', positionals, values) };
}

export function simulateArgs(args: string[]): SimulateArgs {
  const { values, positionals } = parse(args, {
    requests: { type: 'string' },
    trace: { type: 'string' },
    ledger: { type: 'string' },
    perfetto: { type: 'string' },
    until: { type: 'string' },
    fork: { type: 'string' },
    route: { type: 'string' },
    ...MODEL_CONFIG,
  });
  const { until, fork, route } = values;
  if (until !== undefined && fork !== undefined) {
    throw new UsageError('--until stops a run and --fork goes on with it: one of them.');
  }
  if ((until ?? fork) !== undefined && (values.ledger ?? values.perfetto) !== undefined) {
    throw new UsageError('--ledger and --perfetto are of whole runs, not of --until or --fork.');
  }
  apart({ trace: values.trace, ledger: values.ledger, perfetto: values.perfetto });
  return {
    scenario: onlyScenario('simulate', positionals, values),
    requests: values.requests === undefined ? null : countOf(values.requests),
    traceFile: values.trace ?? null,
    ledger: values.ledger ?? null,
    perfetto: values.perfetto ?? null,
    until: until === undefined ? null : secondsOf('--until', until),
    fork: forkOf(fork, route),
  };
}

function forkOf(
  time: string | undefined,
  route: string | undefined,
): { seconds: number; route: RouteId } | null {
  if (time === undefined && route === undefined) return null;
  if (time === undefined) throw new UsageError('--route needs --fork, the second from which it holds.');
  const known = ROUTE_POLICIES.map(({ id }) => id);
  const found = known.find((id) => id === route);
  if (found === undefined) {
    const given = route === undefined ? '' : `, not "${route}"`;
    throw new UsageError(`--fork needs --route with one of ${known.join(', ')}${given}.`);
  }
  return { seconds: secondsOf('--fork', time), route: found };
}

function secondsOf(option: string, text: string): number {
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds) || seconds < 0) {
    throw new UsageError(`${option} "${text}" is not a number of seconds from 0 on.`);
  }
  return seconds;
}

/** Which points of a sweep are this process's: those with point mod count = index. */
export interface Shard {
  index: number;
  count: number;
}

export interface SweepArgs {
  scenario: ScenarioArgument;
  x: string;
  y: string | null;
  shard: Shard;
  simulated: boolean;
}

export function sweepArgs(args: string[]): SweepArgs {
  const { values, positionals } = parse(args, {
    x: { type: 'string' },
    y: { type: 'string' },
    shard: { type: 'string' },
    simulate: { type: 'boolean' },
    ...MODEL_CONFIG,
  });
  const scenario = onlyScenario('sweep', positionals, values);
  if (values.x === undefined) throw new UsageError('sweep needs --x, e.g. --x ctx=1k..1m:64.');
  return {
    scenario,
    x: values.x,
    y: values.y ?? null,
    shard: values.shard === undefined ? { index: 0, count: 1 } : shardOf(values.shard),
    simulated: values.simulate ?? false,
  };
}

function shardOf(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || index < 1 || index > count) {
    throw new UsageError(`--shard "${text}" is not i/n with 1 ≤ i ≤ n.`);
  }
  return { index: index - 1, count };
}

export interface PlanArgs {
  scenario: ScenarioArgument;
  ttftSeconds: number | null;
  tpotSeconds: number | null;
  usdPerHour: number | null;
  percentile: 'p50' | 'p90' | 'p99';
  /** Id of the only chip; null: any. */
  chip: string | null;
}

const SLO_EXAMPLE = '--slo ttft=0.5,tpot=0.03';

export function planArgs(args: string[]): PlanArgs {
  const { values, positionals } = parse(args, {
    slo: { type: 'string' },
    budget: { type: 'string' },
    percentile: { type: 'string' },
    chip: { type: 'string' },
    ...MODEL_CONFIG,
  });
  const scenario = onlyScenario('plan', positionals, values);
  if (values.slo === undefined) throw new UsageError(`plan needs a promise to keep, e.g. ${SLO_EXAMPLE}.`);
  const slo = pairsOf('--slo', values.slo, ['ttft', 'tpot'], SLO_EXAMPLE);
  const budget =
    values.budget === undefined
      ? null
      : pairsOf('--budget', values.budget, ['usd_per_hour'], '--budget usd_per_hour=500');
  const percentile = `p${values.percentile ?? '90'}`;
  if (percentile !== 'p50' && percentile !== 'p90' && percentile !== 'p99')
    throw new UsageError(`--percentile "${values.percentile ?? ''}" is not 50, 90 or 99.`);
  return {
    scenario,
    ttftSeconds: slo.get('ttft') ?? null,
    tpotSeconds: slo.get('tpot') ?? null,
    usdPerHour: budget?.get('usd_per_hour') ?? null,
    percentile,
    chip: values.chip ?? null,
  };
}

/** `name=number,…` with positive numbers. */
function pairsOf(flag: string, text: string, names: string[], example: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (const part of text.split(',')) {
    const [name = '', value = '', ...rest] = part.split('=');
    if (!names.includes(name.trim()))
      throw new UsageError(`${flag} "${part}" does not name ${names.join(' or ')}, e.g. ${example}.`);
    const number = value.trim() === '' ? NaN : Number(value);
    if (!(number > 0 && number < Infinity) || rest.length > 0)
      throw new UsageError(`${flag} "${part}" has no positive number, e.g. ${example}.`);
    if (pairs.has(name.trim())) throw new UsageError(`${flag} names ${name.trim()} twice.`);
    pairs.set(name.trim(), number);
  }
  return pairs;
}

export interface ValidateArgs {
  file: string;
  catalogFile: string | null;
  rowsFile: string | null;
}

export function validateArgs(args: string[]): ValidateArgs {
  const { values, positionals } = parse(args, { catalog: { type: 'string' }, rows: { type: 'string' } });
  const [file, extra] = positionals;
  if (file === undefined) throw new UsageError('validate needs a file of measurements.');
  if (extra !== undefined) throw new UsageError(`validate takes one file, and "${extra}" is a second.`);
  apart({ measurements: file, catalog: values.catalog, rows: values.rows });
  return { file, catalogFile: values.catalog ?? null, rowsFile: values.rows ?? null };
}

/** What is written must be no file that is read, nor two things at once. */
function apart(files: Record<string, string | undefined>): void {
  const taken = new Map<string, string>();
  for (const [what, file] of Object.entries(files)) {
    if (file === undefined) continue;
    const place = path.resolve(file);
    const before = taken.get(place);
    if (before !== undefined)
      throw new UsageError(`${file} is named for both ${before} and ${what}: one would overwrite the other.`);
    taken.set(place, what);
  }
}

type Options = Record<string, { type: 'string' | 'boolean' }>;

function parse<T extends Options>(args: string[], options: T) {
  const read = () => {
    try {
      return parseArgs({ args, options, allowPositionals: true, strict: true, tokens: true });
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  };
  const parsed = read();
  const named = new Set<string>();
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue;
    if (named.has(token.name)) throw new UsageError(`--${token.name} is there twice: once is meant.`);
    named.add(token.name);
  }
  return parsed;
}

function onlyScenario(
  verb: string,
  positionals: string[],
  values: { 'model-config'?: string },
): ScenarioArgument {
  const [scenario, extra] = positionals;
  if (scenario === undefined) throw new UsageError(`${verb} needs a scenario.`);
  if (extra !== undefined) {
    throw new UsageError(`${verb} takes one scenario, and "${extra}" is a second. Quote a link: it holds &.`);
  }
  return { text: scenario, modelConfig: values['model-config'] ?? null };
}

function countOf(text: string): number {
  const count = FIELDS.n.parse(text);
  if (!count.ok) throw new UsageError(`--requests "${text}" ${count.why}.`);
  return count.value;
}
