import type { Seconds } from '../../units/units';
import type { Plan } from './pool-plan';

/**
 * Seconds that the serving software of the pool that takes arrivals adds to every first token: reading and splitting
 * the request, and handing the token out. Spent before the engine sees the request, so simulation and closed form
 * add the same.
 */
export function requestSecondsOf(plan: Plan): Seconds {
  return plan.pools[0]?.input.software.requestSeconds ?? 0;
}
