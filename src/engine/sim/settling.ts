import type { Seconds } from '../../units/units';
import type { Estimate } from '../fast-path';
import type { EngineInput, SessionShape } from '../input';
import { nominalService } from '../workload/nominal-service';

/**
 * A cluster fills up for about as long as an answer takes, and empties for as long. In so many times the requests that are
 * under way at once both are a small part of a run (`cli/simulate.test.ts`).
 */
const LEAST = 8;

/**
 * Sessions that were under way before a run find nothing of theirs in memory when they first come back: so many times their
 * number make that a small part. And they come back by an order that was laid down for nobody's cluster, so that the rate
 * of a run is another by half of `m / lives`, where `m` is by how much a turn takes longer or shorter than was laid down.
 */
const LEAST_ROUNDS = 10;
const MOST_OFF_RATE = 0.01;

/**
 * How many drawn requests would do where a run had too few for its load: Little's law says how many are under way, λ·E2E,
 * and how many sessions are, λ·(pause + E2E). Null where it had enough, and for closed loops, which fill up by their own
 * time. A run that is too short finds answers too fast, so the closed form is asked as well.
 */
export function requestsToSettle(
  { workload }: EngineInput,
  endToEnd: Seconds | null,
  expected: Estimate | null,
): number | null {
  if (workload.kind !== 'synthetic' || workload.inFlight !== undefined) return null;
  const foreseen = expected?.kind === 'steady' ? expected.e2eSeconds : 0;
  const answer = Math.max(endToEnd ?? 0, foreseen);
  const { requests, requestsPerSecond, outputTokensMean, sessions } = workload;
  let least = LEAST * requestsPerSecond * answer;
  if (sessions !== undefined && sessions.turns > 1) {
    const turn = meanPause(sessions) + answer;
    const off = Math.abs(nominalService(outputTokensMean) - answer) / turn;
    const rounds = Math.max(LEAST_ROUNDS, (sessions.turns * off) / (2 * MOST_OFF_RATE));
    least = Math.max(least, rounds * requestsPerSecond * turn);
  }
  return requests < least ? roundUp(2 * least) : null;
}

function meanPause({ toolShare, toolGapSecondsMean, humanGapSecondsMean }: SessionShape): Seconds {
  return toolShare * toolGapSecondsMean + (1 - toolShare) * humanGapSecondsMean;
}

/** To two digits. */
function roundUp(value: number): number {
  let step = 1;
  while (value / step > 100) step *= 10;
  return Math.ceil(value / step) * step;
}
