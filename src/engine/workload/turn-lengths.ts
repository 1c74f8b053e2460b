import type { Tokens } from '../../units/units';
import type { SyntheticWorkload } from '../input';
import { leastPrompt, turnsBefore, type SessionWorkload } from './session-workload';

/**
 * Tokens that a person or a tool adds per turn, so that the mean over all turns is the prompt asked for: a prompt is
 * the system prompt, all answers before it and all new tokens including its own. Below one where that is not possible.
 */
export function newTokensMean({ promptTokensMean, outputTokensMean, sessions }: SessionWorkload): Tokens {
  const before = turnsBefore(sessions);
  return (promptTokensMean - sessions.systemTokens - before * outputTokensMean) / (before + 1);
}

/** Whether turns of a session can have these mean lengths; true where there are no sessions. */
export function turnsFit({ promptTokensMean, outputTokensMean, sessions }: SyntheticWorkload): boolean {
  return sessions === undefined || promptTokensMean >= leastPrompt(outputTokensMean, sessions);
}
