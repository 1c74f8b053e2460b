import type { RouteContext, RoutePolicy } from './policy';
import { ROUTE_NAMES } from './route-names';

function turnsUntil({ routed, candidates }: RouteContext, place: number): number {
  const { length } = candidates;
  return (place - (routed % length) + length) % length;
}

/** Each instance in turn; looks at nothing. */
export const roundRobin: RoutePolicy = {
  ...ROUTE_NAMES.rr,
  about: 'Each request goes to the next instance in turn, whatever its length or their load.',
  unit: 'turns',
  cost: (context, _, place) => turnsUntil(context, place),
  terms: (context, _, place) => [{ name: 'turns until it is due', value: turnsUntil(context, place) }],
};
