import { drawSessions } from '../workload/sessions';
import type { SessionRequests, SessionWorkload } from '../workload/session-workload';
import type { Arrivals } from './arrivals';
import type { RequestState } from './request-state';
import { TurnArrivals } from './turn-arrivals';

/** The turns of a workload of sessions, and how they come to a run. */
export function turnsOf(
  workload: SessionWorkload,
  seed: number,
): { requests: SessionRequests; arrivals: (state: RequestState) => Arrivals } {
  const requests = drawSessions(workload, seed);
  return { requests, arrivals: (state) => new TurnArrivals(requests, state) };
}
