import type { Answer } from './answer';
import { evaluate } from './evaluate';
import { simulate } from './simulate';
import { USAGE, UsageError } from './usage';

const VERBS: Record<string, (args: string[]) => Answer | Promise<Answer>> = { evaluate, simulate };
const LATER = ['sweep', 'plan', 'validate'];

/** Runs one verb; the JSON goes to standard output. Returns the exit code, as USAGE describes it. */
export async function main(args: string[]): Promise<number> {
  try {
    const [verb, ...rest] = args;
    if (verb === '--help' || verb === '-h' || verb === 'help') {
      console.error(USAGE);
      return 0;
    }
    console.log(JSON.stringify(await find(verb)(rest), null, 2));
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
  if (LATER.includes(verb)) throw new UsageError(`${verb} comes in a later version.`);
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (run === undefined) throw new UsageError(`"${verb}" is not a verb.\n\n${USAGE}`);
  return run;
}
