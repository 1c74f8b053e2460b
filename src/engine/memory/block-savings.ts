import type { Seconds, Tokens } from '../../units/units';

/** Ways to get one block that a place does not have. */
export interface BlockSources {
  blockTokens: Tokens;
  /** Seconds to fetch one block from here (0 on the device) and from the next place; Infinity without a next one. */
  fetchHere: Seconds;
  fetchNext: Seconds;
  /** Seconds that computing n tokens after c adds to a step. */
  recompute: (tokens: Tokens, cached: Tokens) => Seconds;
}

/**
 * Seconds saved by having a block here, by its place in the chain, for the cost-aware policy: computing a later block
 * takes longer, because it attends to all before it. `depths` blocks are tabulated; deeper ones cost as the last.
 */
export function blockSavings(sources: BlockSources, depths: number): Float64Array {
  const { blockTokens, fetchHere, fetchNext, recompute } = sources;
  return Float64Array.from({ length: Math.max(1, depths) }, (_, depth) =>
    Math.max(0, Math.min(fetchNext, recompute(blockTokens, depth * blockTokens)) - fetchHere),
  );
}
