import type { RequestsPerSecond } from '../units/units';
import { estimate } from './fast-path';
import type { EngineInput, SyntheticWorkload } from './input';
import { crossing } from './number/crossing';

/** Of the range of rates. */
const CLOSE = 0.01;

/**
 * The rate from which on turns of sessions come faster than a side answers them, by the closed form. What is kept of them is
 * less the more of them come, so a side is full before the capacity that it has at the rate of the workload. That rate where
 * it is full already; Infinity where the closed form cannot say.
 */
export function fullAt(input: EngineInput, workload: SyntheticWorkload): RequestsPerSecond {
  const at = (requestsPerSecond: number) =>
    estimate({ ...input, workload: { ...workload, requestsPerSecond } });
  const low = workload.requestsPerSecond;
  const now = at(low);
  if (now.kind === 'saturated') return low;
  if (now.kind !== 'steady') return Infinity;
  const high = now.maxRequestsPerSecond;
  return crossing((rate) => (at(rate).kind === 'saturated' ? 1 : -1), low, high, CLOSE * (high - low))[1];
}
