import type { Tokens } from '../../units/units';
import { MAX_BLOCK_IDS, type BlockRows } from '../memory/block-rows';

/** Blocks of 16 tokens, as vLLM has them, while their names are fewer than this; then larger ones, up to a trace's. */
const FEW_NAMES = 1 << 24;
const SMALLEST_BLOCK: Tokens = 16;
const LARGEST_BLOCK: Tokens = 512;

/** One session as far as naming is concerned. */
interface Named {
  systemPrompt: number;
  /** Longest context that the run sees of it: prompt and answer of its last turn. */
  longest: Tokens;
}

/**
 * Names: first the blocks of the system prompts, then those of each session, numbered on. A block that a system
 * prompt fills only in part belongs to the session. All turns of a session share one row, as far as each reaches.
 */
export function nameBlocks(
  sessions: readonly Named[],
  system: { prompts: number; tokens: Tokens },
  /** Session and context (prompt and answer) of each turn. */
  sessionOf: Int32Array,
  contextOf: (turn: number) => Tokens,
): BlockRows {
  const blockTokens = blockSize(sessions);
  const shared = Math.floor(Math.floor(system.tokens) / blockTokens);
  const first = new Int32Array(sessions.length + 1);
  sessions.forEach(({ longest }, s) => (first[s + 1] = first[s]! + Math.floor(longest / blockTokens)));
  const ids = new Int32Array(first[sessions.length]!);
  let next = system.prompts * shared;
  sessions.forEach(({ systemPrompt }, s) => {
    const at = first[s]!;
    const blocks = first[s + 1]! - at;
    for (let k = 0; k < blocks; k++) ids[at + k] = k < shared ? systemPrompt * shared + k : next++;
  });
  return {
    starts: sessionOf.map((s) => first[s]!),
    counts: sessionOf.map((_, turn) => Math.floor(contextOf(turn) / blockTokens)),
    ids,
    blockTokens,
  };
}

function blockSize(sessions: readonly Named[]): Tokens {
  const names = (size: Tokens) => sessions.reduce((sum, { longest }) => sum + Math.floor(longest / size), 0);
  let size = SMALLEST_BLOCK;
  while (size < LARGEST_BLOCK && names(size) > FEW_NAMES) size *= 2;
  if (names(size) > MAX_BLOCK_IDS) {
    throw new RangeError(
      `Sessions of more than ${String(MAX_BLOCK_IDS)} blocks of KV: ask for fewer requests or a shorter context.`,
    );
  }
  return size;
}
