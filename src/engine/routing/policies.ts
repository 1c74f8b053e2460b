import type { RouteId } from '../input';
import { byClass } from './by-class';
import { kvAware } from './kv-aware';
import { kvTime } from './kv-time';
import { least } from './least';
import type { RoutePolicy } from './policy';
import { powerOfTwo } from './power-of-two';
import { roundRobin } from './round-robin';
import { slo } from './slo';

/** All rules, the default first. */
export const ROUTE_POLICIES: readonly RoutePolicy[] = [
  least,
  roundRobin,
  powerOfTwo,
  kvTime,
  kvAware,
  byClass,
  slo,
];

export function routePolicy(id: RouteId): RoutePolicy {
  const policy = ROUTE_POLICIES.find((p) => p.id === id);
  if (policy === undefined) throw new Error(`no routing policy is called ${id}`);
  return policy;
}
