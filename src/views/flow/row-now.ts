import type { Snapshot } from '../../engine/result';
import type { Fraction, Seconds, Tokens } from '../../units/units';
import { promptShare, stageAt, tokensAt, type Stage } from './request-state';

/** One answer that is written out, at one moment. */
export interface RowNow {
  request: number;
  /** Its row of the workload, the same on every side: what its text looks like. */
  row: number;
  stage: Stage;
  tokens: Tokens;
  of: Tokens;
  promptTokens: Tokens;
  promptShare: Fraction;
  /** Tokens written within the last moment of screen time: the coloured end of the text. */
  fresh: Tokens;
  /** Arrival to last token, once done. */
  took: Seconds | null;
  opacity: Fraction;
}

export function rowNow(
  requests: Snapshot['requests'],
  request: number,
  t: Seconds,
  freshSeconds: Seconds,
  opacity: Fraction,
): RowNow {
  const stage = stageAt(requests, request, t);
  const tokens = tokensAt(requests, request, t);
  return {
    request,
    row: requests.rows?.[request] ?? request,
    stage,
    tokens,
    of: requests.outputTokens[request]!,
    promptTokens: requests.promptTokens[request]!,
    promptShare: promptShare(requests, request, t),
    fresh: tokens - tokensAt(requests, request, t - freshSeconds),
    took: stage === 'done' ? requests.end[request]! - requests.arrival[request]! : null,
    opacity: Math.max(0, opacity),
  };
}
