import type { WorkloadInput } from '../../engine/input';
import type { SideReport } from '../../engine/result';

type Workload = WorkloadInput | { kind: 'loaded' };

/** Most requests of a run that is looked at for its numbers alone: a hundred of them take seconds. */
const MOST = 20_000;
/** Nor more prompt tokens than so many, beyond the run that was too short: a long prompt takes as long as many short ones. */
const MOST_PROMPT_TOKENS = 5e8;

/** How many requests a run may have that is looked at for its numbers alone. */
export function mostRequests({ workload }: { workload: Workload }): number {
  const tokens = workload.kind === 'synthetic' ? workload.promptTokensMean : 1;
  return Math.min(MOST, Math.floor(MOST_PROMPT_TOKENS / tokens));
}

/** How many requests to simulate in the place of a run that was too short to settle; null where it was long enough. */
export function moreRequests(
  input: { workload: Workload },
  { requests, requests_to_settle }: SideReport,
): number | null {
  const more = Math.min(requests_to_settle ?? 0, mostRequests(input));
  return more > requests ? more : null;
}
