import type { Tokens } from '../../units/units';
import type { TraceWorkload } from '../input';
import { strandsOf } from './strands';

/**
 * The blocks of every request: row i has `counts[i]` of them, `blockTokens` tokens each from its first token on. Two
 * rows share exactly their common front. It is told by strands: blocks that follow each other, of which all rows that
 * have one have those before it. A row goes along the strands of its parts, from `starts[i]` on: along `strand[p]` up
 * to the place `until[p]`, its place in a strand being that in the row. Turns of a session share their parts. A row may
 * end early (a trace knows prompts, not answers) or be empty; what has no strand is never shared.
 */
export interface BlockRows {
  starts: Int32Array;
  counts: Int32Array;
  strand: Int32Array;
  until: Int32Array;
  blockTokens: Tokens;
}

/** Most blocks that rows may name; larger blocks say the same with fewer. */
export const MAX_BLOCK_IDS = 1 << 26;

/** The rows of a trace, or null when it names no blocks. */
export function rowsOfTrace(trace: TraceWorkload): BlockRows | null {
  const { blockOffsets: offsets, blockIds: ids, blockTokens } = trace;
  if (offsets === undefined || ids === undefined || blockTokens === undefined) return null;
  const counts = Int32Array.from({ length: offsets.length - 1 }, (_, i) => offsets[i + 1]! - offsets[i]!);
  return { ...strandsOf(offsets, ids), counts, blockTokens };
}

/** How many named blocks lie wholly within the first `tokens` tokens of a request. */
export function wholeBlocks(rows: BlockRows, request: number, tokens: Tokens): number {
  return Math.min(rows.counts[request]!, Math.floor(tokens / rows.blockTokens));
}

/** The part of a row that has the block at `place`. */
export function partAt(rows: BlockRows, row: number, place: number): number {
  let part = rows.starts[row]!;
  while (rows.until[part]! <= place) part++;
  return part;
}

/** Tokens that need not be computed: whole blocks, and never the last token, whose output is what is wanted. */
export function hitTokens(blocks: number, blockTokens: Tokens, tokens: Tokens): Tokens {
  return Math.max(0, Math.min(blocks * blockTokens, tokens - 1));
}
