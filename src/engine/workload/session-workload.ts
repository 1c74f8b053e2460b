import type { Tokens } from '../../units/units';
import type { SessionShape, SyntheticWorkload } from '../input';
import type { BlockRows } from '../memory/block-rows';
import type { Requests } from './requests';

/** What a turn begins with, and what its session waits for before it. */
export const HUMAN = 0;
export const TOOL = 1;

export type SessionWorkload = SyntheticWorkload & { sessions: SessionShape };

/**
 * The turns of all sessions as requests, numbered as they would come if an answer took its nominal time. A turn that
 * the clock brings has its `arrival`; that of any other is NaN until the turn before it is answered.
 */
export interface SessionRequests extends Requests {
  /** When each turn would come if every answer took its nominal time. */
  nominal: Float64Array;
  session: Int32Array;
  /** Number of the turn within its session, from 0. */
  turn: Int32Array;
  /** HUMAN or TOOL. */
  startedBy: Uint8Array;
  /** Pause between the answer before and this turn; 0 for first turns. */
  gapSeconds: Float64Array;
  /** The next turn of the session, or -1 where the run knows of none. */
  next: Int32Array;
  /** Whole blocks of prompt and answer; those within the prompt can be found, the others are left for later turns. */
  rows: BlockRows;
  /** Turns that continue a session begun before the run, whose KV nobody has. */
  continued: number;
}

/** Turns before one, on average over all turns. */
export const turnsBefore = ({ turns }: SessionShape): number => (turns - 1) / 2;

/** Least mean prompt that such sessions can have: one new token a turn. */
export function leastPrompt(outputTokensMean: Tokens, sessions: SessionShape): Tokens {
  const before = turnsBefore(sessions);
  return sessions.systemTokens + before * outputTokensMean + before + 1;
}
