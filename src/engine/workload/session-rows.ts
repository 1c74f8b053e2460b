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
 * Strands: first the system prompts, then the rest of each session. A block that a system prompt fills only in part
 * belongs to the session. All turns of a session go along the same parts, as far as each reaches.
 */
export function rowsOfSessions(
  sessions: readonly Named[],
  system: { prompts: number; tokens: Tokens },
  /** Session and context (prompt and answer) of each turn. */
  sessionOf: Int32Array,
  contextOf: (turn: number) => Tokens,
): BlockRows {
  const blockTokens = blockSize(sessions);
  const shared = Math.floor(Math.floor(system.tokens) / blockTokens);
  const strand = new Int32Array(2 * sessions.length);
  const until = new Int32Array(2 * sessions.length);
  for (let s = 0; s < sessions.length; s++) {
    const { systemPrompt, longest } = sessions[s]!;
    strand[2 * s] = systemPrompt;
    until[2 * s] = shared;
    strand[2 * s + 1] = system.prompts + s;
    until[2 * s + 1] = Math.max(shared, Math.floor(longest / blockTokens));
  }
  // Without a block in common sessions begin with the second part.
  const first = shared > 0 ? 0 : 1;
  return {
    starts: sessionOf.map((s) => 2 * s + first),
    counts: sessionOf.map((_, turn) => Math.floor(contextOf(turn) / blockTokens)),
    strand,
    until,
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
