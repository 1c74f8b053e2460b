import { parseArgs } from 'node:util';
import { FIELDS } from '../scenario/fields';
import { UsageError } from './usage';

export interface SimulateArgs {
  scenario: string;
  requests: number | null;
  traceFile: string | null;
}

export function evaluateArgs(args: string[]): { scenario: string } {
  const { positionals } = parse(args, {});
  return { scenario: onlyScenario('evaluate', positionals) };
}

export function simulateArgs(args: string[]): SimulateArgs {
  const { values, positionals } = parse(args, { requests: { type: 'string' }, trace: { type: 'string' } });
  return {
    scenario: onlyScenario('simulate', positionals),
    requests: values.requests === undefined ? null : countOf(values.requests),
    traceFile: values.trace ?? null,
  };
}

type Options = Record<string, { type: 'string' }>;

function parse<T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function onlyScenario(verb: string, positionals: string[]): string {
  const [scenario, extra] = positionals;
  if (scenario === undefined) throw new UsageError(`${verb} needs a scenario.`);
  if (extra !== undefined) {
    throw new UsageError(`${verb} takes one scenario, and "${extra}" is a second. Quote a link: it holds &.`);
  }
  return scenario;
}

function countOf(text: string): number {
  const count = FIELDS.n.parse(text);
  if (!count.ok) throw new UsageError(`--requests "${text}" ${count.why}.`);
  return count.value;
}
