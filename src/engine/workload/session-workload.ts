import type { Fraction, RequestsPerSecond, Seconds, Tokens } from '../../units/units';
import type { BlockRows } from '../memory/block-rows';

/** What a turn begins with, and what its session waits for before it. */
export const HUMAN = 0;
export const TOOL = 1;

/**
 * Sessions of turns. A turn's prompt is the last prompt, the last answer and new tokens from a person or a tool; all
 * sessions of one system prompt share its blocks. A turn is due a pause after the answer before it, so what the
 * cluster does decides when, and only when, it comes.
 */
export interface SessionWorkload {
  kind: 'sessions';
  sessions: number;
  sessionsPerSecond: RequestsPerSecond;
  /** Turns of a session are geometric, at most `turnsMost`; a full context ends a session early. */
  turnsMean: number;
  turnsMost: number;
  /** How many system prompts there are; each session takes one, all equally often. */
  systemPrompts: number;
  systemTokens: Tokens;
  /** New tokens of a turn by a person, and of one by a tool. */
  humanTokensMean: Tokens;
  humanTokensCv: number;
  toolTokensMean: Tokens;
  toolTokensCv: number;
  outputTokensMean: Tokens;
  outputTokensCv: number;
  /** Share of turns after the first that a tool begins. */
  toolShare: Fraction;
  /** A tool's pause is exponential, a person's lognormal. */
  toolGapSecondsMean: Seconds;
  humanGapSecondsMean: Seconds;
  humanGapCv: number;
  /** Prompt + output never exceed this. */
  maxContext: Tokens;
  blockTokens: Tokens;
}

/**
 * The turns of all sessions as requests: first turns come first, in order of arrival, then later turns, session by
 * session. The arrival of a later turn is NaN until the turn before it is answered.
 */
export interface SessionRequests {
  count: number;
  /** Requests [0, firstTurns) arrive by the clock. */
  firstTurns: number;
  arrival: Float64Array;
  promptTokens: Int32Array;
  outputTokens: Int32Array;
  session: Int32Array;
  turn: Int32Array;
  /** HUMAN or TOOL. */
  startedBy: Uint8Array;
  /** Pause between the answer before and this turn; 0 for first turns. */
  gapSeconds: Float64Array;
  /** The request of the next turn, or -1. */
  next: Int32Array;
  /** Whole blocks of prompt and answer; those within the prompt can be found, the others are left for later turns. */
  blocks: BlockRows;
  /** Turns that were shortened or left out because the context was full. */
  cutRequests: number;
}
