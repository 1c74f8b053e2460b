import type { Seconds, Tokens } from '../../units/units';

/** What may be chosen: the faster, with or without a split, or always the same. */
export type FetchMode = 'split' | 'auto' | 'fetch' | 'recompute';

/** A decision to fetch or recompute, with both predicted times; the record that is shown. */
export interface FetchPlan {
  choice: 'fetch' | 'recompute' | 'split' | 'none';
  /** Blocks found behind the device, and how many of their front are to be fetched. */
  blocks: number;
  fetchBlocks: number;
  /** Fetching all, computing all, and what is chosen: the later of fetching its front and computing its back. */
  fetchSeconds: Seconds;
  recomputeSeconds: Seconds;
  seconds: Seconds;
}

export function emptyFetchPlan(): FetchPlan {
  return { choice: 'none', blocks: 0, fetchBlocks: 0, fetchSeconds: 0, recomputeSeconds: 0, seconds: 0 };
}

/**
 * Fetch or recompute (model.md §4.3). `fetch(b)` is the time to load the first b blocks, `recompute(n, c)` the time
 * that computing n tokens after c adds to a step. With a split, the front is loaded while the back is computed; as b
 * grows one time rises and the other falls, so the best b lies where they cross, found by bisection over whole blocks.
 * Source of the split: Cake, arXiv 2410.03065.
 */
export function planFetch(
  blocks: number,
  blockTokens: Tokens,
  cached: Tokens,
  fetch: (blocks: number) => Seconds,
  recompute: (tokens: Tokens, cached: Tokens) => Seconds,
  mode: FetchMode,
  plan: FetchPlan,
): FetchPlan {
  const load = (b: number) => (b > 0 ? fetch(b) : 0);
  const compute = (b: number) =>
    b < blocks ? recompute((blocks - b) * blockTokens, cached + b * blockTokens) : 0;
  plan.blocks = blocks;
  plan.fetchSeconds = load(blocks);
  plan.recomputeSeconds = compute(0);
  if (mode === 'fetch') plan.fetchBlocks = blocks;
  else if (mode === 'recompute') plan.fetchBlocks = 0;
  else if (mode === 'auto') plan.fetchBlocks = plan.fetchSeconds < plan.recomputeSeconds ? blocks : 0;
  else plan.fetchBlocks = crossing(blocks, load, compute);
  const b = plan.fetchBlocks;
  plan.seconds = Math.max(load(b), compute(b));
  plan.choice = blocks === 0 ? 'none' : b === blocks ? 'fetch' : b === 0 ? 'recompute' : 'split';
  return plan;
}

/** The b in [0, blocks] for which the later of the two is earliest. */
function crossing(blocks: number, load: (b: number) => Seconds, compute: (b: number) => Seconds): number {
  let low = 0;
  let high = blocks;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (load(middle) <= compute(middle)) low = middle;
    else high = middle;
  }
  return Math.max(load(low), compute(low)) <= Math.max(load(high), compute(high)) ? low : high;
}
