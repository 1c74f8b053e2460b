import type { Tokens } from '../../units/units';

/** Steps that a prompt is computed in: its chunks, each standing for `weight` of them. */
export interface PromptPasses {
  count: number;
  fresh: Float64Array;
  cached: Float64Array;
  weight: Float64Array;
}

/** Chunks up to this many are listed one by one; more are sampled. */
const LISTED = 5;

/** Room for a prompt sampled in at most `runs` runs. */
export function makePasses(runs: number): PromptPasses {
  const columns = () => new Float64Array(LISTED + 3 * runs + 1);
  return { count: 0, fresh: columns(), cached: columns(), weight: columns() };
}

/**
 * Splits a prompt into chunks of at most `chunk` tokens; the last one ends it. Of more than a few, the whole chunks
 * after the first are cut into `runs` runs, and each run is replaced by its first, middle and last chunk with the
 * weights that sum a quadratic exactly. From one chunk to the next only attention changes, and nearly linearly.
 */
export function splitPrompt(prompt: Tokens, chunk: Tokens, runs: number, into: PromptPasses): void {
  const whole = Math.max(0, Math.ceil(prompt / chunk) - 1);
  into.count = 0;
  // The first chunk has nothing cached and is unlike the rest.
  const listed = whole <= LISTED ? whole : 1;
  for (let i = 0; i < listed; i++) add(into, chunk, i * chunk, 1);
  for (let run = 0, from = listed; from < whole; run++) {
    const to = run === runs - 1 ? whole : from + Math.floor((whole - from) / (runs - run));
    addRun(into, chunk, from, to - from);
    from = to;
  }
  add(into, prompt - whole * chunk, whole * chunk, 1);
}

/** `n` whole chunks from number `from` on. */
function addRun(into: PromptPasses, chunk: Tokens, from: number, n: number): void {
  if (n <= 3) {
    for (let i = 0; i < n; i++) add(into, chunk, (from + i) * chunk, 1);
    return;
  }
  const end = (n * (n + 1)) / (6 * (n - 1));
  add(into, chunk, from * chunk, end);
  add(into, chunk, (from + (n - 1) / 2) * chunk, n - 2 * end);
  add(into, chunk, (from + n - 1) * chunk, end);
}

function add(into: PromptPasses, fresh: Tokens, cached: Tokens, weight: number): void {
  const i = into.count++;
  into.fresh[i] = fresh;
  into.cached[i] = cached;
  into.weight[i] = weight;
}
