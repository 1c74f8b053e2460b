import type { Tokens } from '../../units/units';
import type { TraceWorkload } from '../input';

/**
 * The named blocks of every request: row i is the `counts[i]` names from `ids[starts[i]]` on, and names the request's
 * tokens from the first on, `blockTokens` at a time. A name stands for the block and everything before it, so two rows
 * share exactly their common front; turns of a session may share one stretch of the column. A row may end early (a
 * trace knows prompts, not answers) or be empty; what has no name is never shared.
 */
export interface BlockRows {
  starts: Int32Array;
  counts: Int32Array;
  ids: Int32Array;
  blockTokens: Tokens;
}

/** Bounds the memory of all rows to 256 MiB; larger blocks say the same with fewer names. */
export const MAX_BLOCK_IDS = 1 << 26;

/** The rows of a trace, or null when it names no blocks. */
export function rowsOfTrace(trace: TraceWorkload): BlockRows | null {
  const { blockOffsets: offsets, blockIds: ids, blockTokens } = trace;
  if (offsets === undefined || ids === undefined || blockTokens === undefined) return null;
  const starts = offsets.subarray(0, offsets.length - 1);
  return { starts, counts: starts.map((start, i) => offsets[i + 1]! - start), ids, blockTokens };
}

/** How many named blocks lie wholly within the first `tokens` tokens of a request. */
export function wholeBlocks(rows: BlockRows, request: number, tokens: Tokens): number {
  return Math.min(rows.counts[request]!, Math.floor(tokens / rows.blockTokens));
}

/** Tokens that need not be computed: whole blocks, and never the last token, whose output is what is wanted. */
export function hitTokens(blocks: number, blockTokens: Tokens, tokens: Tokens): Tokens {
  return Math.max(0, Math.min(blocks * blockTokens, tokens - 1));
}
