import type { Seconds } from '../../units/units';
import type { Estimate } from '../fast-path';
import type { EngineInput } from '../input';
import { sessionsOf } from './parts';

/**
 * A cluster fills up for about as long as an answer takes, and empties for as long. In so many times the requests that are
 * under way at once both are a small part of a run (`cli/simulate.test.ts`).
 */
const LEAST = 8;
const ENOUGH = 16;

/**
 * How many drawn requests would do where a run had too few for its load: Little's law says how many are under way, λ·E2E.
 * Null where it had enough, and for sessions and closed loops, which fill up by their own time. A run that is too short
 * finds answers too fast, so the closed form is asked as well.
 */
export function requestsToSettle(
  { workload }: EngineInput,
  endToEnd: Seconds | null,
  expected: Estimate | null,
): number | null {
  if (workload.kind !== 'synthetic' || workload.inFlight !== undefined || sessionsOf(workload) !== null)
    return null;
  const foreseen = expected?.kind === 'steady' ? expected.e2eSeconds : 0;
  const underWay = workload.requestsPerSecond * Math.max(endToEnd ?? 0, foreseen);
  return workload.requests < LEAST * underWay ? roundUp(ENOUGH * underWay) : null;
}

/** To two digits. */
function roundUp(value: number): number {
  let step = 1;
  while (value / step > 100) step *= 10;
  return Math.ceil(value / step) * step;
}
