import type { Tokens } from '../../units/units';

/** Tokens of a block of a session's prompts: fine enough to lose little, coarse enough for millions of requests. */
export const SESSION_BLOCK_TOKENS = 64;

/**
 * Names of blocks for traces that say which session a request belongs to but not what its prompt holds: each prompt of
 * a session is taken to begin with those before it, as in a chat. Whole blocks only; a filled one never changes.
 */
export class SessionNames {
  private readonly sessions = new Map<string, number[]>();
  private next = 0;

  /** Names of the whole blocks of a prompt of this session; without a session nothing is shared. */
  of(session: string, prompt: Tokens): readonly number[] {
    if (session === '') return [];
    let names = this.sessions.get(session);
    if (names === undefined) this.sessions.set(session, (names = []));
    const blocks = Math.floor(prompt / SESSION_BLOCK_TOKENS);
    while (names.length < blocks) names.push(this.next++);
    return names.slice(0, blocks);
  }
}
