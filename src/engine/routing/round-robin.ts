import type { Instance } from '../sim/cluster-state';
import { placeOf, type RouteContext, type RoutePolicy } from './policy';

function turnsUntil({ routed }: RouteContext, instance: Instance): number {
  const { length } = instance.pool.instances;
  return (placeOf(instance) - (routed % length) + length) % length;
}

/** Each instance in turn; looks at nothing. */
export const roundRobin: RoutePolicy = {
  id: 'rr',
  label: 'Round robin',
  about: 'Each request goes to the next instance in turn, whatever its length or their load.',
  unit: 'turns',
  cost: turnsUntil,
  terms: (context, instance) => [{ name: 'turns until it is due', value: turnsUntil(context, instance) }],
};
