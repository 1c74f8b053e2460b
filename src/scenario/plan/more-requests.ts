import type { EngineInput } from '../../engine/input';
import type { SideReport } from '../../engine/result';

/** Most requests of a run that is looked at for its numbers alone: a hundred of them take seconds. */
const MOST = 20_000;
/** Nor more prompt tokens than so many, beyond the run that was too short: a long prompt takes as long as many short ones. */
const MOST_PROMPT_TOKENS = 5e8;

/** How many requests to simulate in the place of a run that was too short to settle; null where it was long enough. */
export function moreRequests(
  { workload }: Pick<EngineInput, 'workload'>,
  { requests, requests_to_settle }: SideReport,
): number | null {
  if (workload.kind !== 'synthetic' || requests_to_settle === null) return null;
  const most = Math.min(MOST, Math.floor(MOST_PROMPT_TOKENS / workload.promptTokensMean));
  const more = Math.min(requests_to_settle, most);
  return more > requests ? more : null;
}
