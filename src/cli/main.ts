import { version } from '../../package.json';
import type { Answer } from './answer';
import { evaluate } from './evaluate';
import { planVerb, type PlanAnswer } from './plan';
import { simulate } from './simulate';
import { sweep } from './sweep';
import { USAGE, UsageError } from './usage';
import { validate } from './validate';
import type { Validation } from '../validation/validate';

/** A verb answers with JSON, or with text that is printed as it is. */
const VERBS: Record<
  string,
  (args: string[]) => Answer | string | Promise<Answer> | Validation | Promise<PlanAnswer>
> = {
  evaluate,
  simulate,
  sweep,
  plan: planVerb,
  validate,
};

/** Runs one verb; the JSON goes to standard output. Returns the exit code, as USAGE describes it. */
export async function main(args: string[]): Promise<number> {
  try {
    const [verb, ...rest] = args;
    if (verb === 'help' || args.includes('--help') || args.includes('-h')) {
      console.log(USAGE);
      return 0;
    }
    if (verb === '--version') {
      console.log(version);
      return 0;
    }
    const result = await find(verb)(rest);
    console.log(typeof result === 'string' ? result : JSON.stringify(result, null, 2));
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(error.message);
      return 2;
    }
    console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  }
}

function find(verb: string | undefined) {
  if (verb === undefined) throw new UsageError(USAGE);
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (run === undefined) throw new UsageError(`"${verb}" is not a verb.\n\n${USAGE}`);
  return run;
}
