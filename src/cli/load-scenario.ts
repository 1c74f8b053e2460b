import { existsSync, readFileSync, statSync } from 'node:fs';
import { notSimulatedYet } from '../scenario/not-yet';
import { readScenario } from '../scenario/read';
import type { Problem, Scenario } from '../scenario/scenario';
import { UsageError } from './usage';

/**
 * The scenario an argument names: a link, a fragment, a preset's id or a JSON file. The page goes on without a part
 * it cannot use and says so beside the picture; here a program reads the answer, so such a part is bad usage.
 */
export function loadScenario(argument: string): Scenario {
  const { scenario, problems } = readScenario(textOf(argument));
  if (scenario === null) throw new UsageError(messages(problems));
  // What is kept but not simulated yet is a limit of this version, reported with the answer.
  const later = new Set(notSimulatedYet(scenario).map(({ message }) => message));
  const refused = problems.filter(({ message }) => !later.has(message));
  if (refused.length > 0) throw new UsageError(messages(refused));
  return scenario;
}

function textOf(argument: string): string {
  // `existsSync` first: `statSync` throws at a link that is too long to be a file's name.
  if (existsSync(argument) && statSync(argument).isFile()) return readFileSync(argument, 'utf8');
  if (argument.endsWith('.json')) throw new UsageError(`${argument}: there is no such file.`);
  return argument;
}

function messages(problems: Problem[]): string {
  return problems.map(({ cause, message }) => cause ?? message).join('\n');
}
