import type { SideReport } from '../../engine/result';

/** Most requests of a run that is looked at for its numbers alone: a hundred of them take seconds. */
const MOST = 20_000;

/** How many requests to simulate in the place of a run that was too short to settle; null where it was long enough. */
export function moreRequests({ requests, requests_to_settle }: SideReport): number | null {
  const more = Math.min(requests_to_settle ?? 0, MOST);
  return more > requests ? more : null;
}
