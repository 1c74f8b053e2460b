import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { readScenario } from '../scenario/read';
import { readJsonFile } from '../scenario/read-file';
import type { Problem, Scenario } from '../scenario/scenario';
import type { ScenarioArgument } from './args';
import { UsageError } from './usage';

/**
 * The scenario an argument names: a link, a fragment, a preset's id or a JSON file. The page goes on without a part
 * it cannot use and says so beside the picture; here a program reads the answer, so such a part is bad usage.
 */
export function loadScenario({ text, modelConfig }: ScenarioArgument): Scenario {
  const { scenario, problems } = readScenario(textOf(text), isFile(text) ? text : undefined);
  if (scenario === null) throw new UsageError(messages(problems));
  if (problems.length > 0) throw new UsageError(messages(problems));
  return modelConfig === null ? scenario : withModel(scenario, modelConfig);
}

/** The scenario with the model of a published `config.json` in place of its own. */
function withModel(scenario: Scenario, file: string): Scenario {
  const read = readJsonFile(path.basename(file), textOf(file), scenario);
  if (!read.ok) {
    const { line, message } = read.problem;
    throw new UsageError(`${file}${line === null ? '' : `, line ${String(line)}`}: ${message}.`);
  }
  if (read.model === null) throw new UsageError(`${file} holds no model.`);
  // What is to be known of the model, not what is wrong: the answer stands.
  if (read.problems.length > 0) console.error(messages(read.problems));
  return read.scenario;
}

function textOf(argument: string): string {
  if (isFile(argument)) return readFileSync(argument, 'utf8');
  if (argument.endsWith('.json')) throw new UsageError(`${argument}: there is no such file.`);
  return argument;
}

function isFile(argument: string): boolean {
  // `existsSync` first: `statSync` throws at a link that is too long to be a file's name.
  return existsSync(argument) && statSync(argument).isFile();
}

function messages(problems: Problem[]): string {
  return problems.map(({ cause, message }) => cause ?? message).join('\n');
}
