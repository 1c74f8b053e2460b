import { ROUTE_POLICIES } from '../engine/routing/policies';
import type { Problem, Scenario } from './scenario';

/** What a scenario asks for that this version keeps but does not simulate. */
export function notSimulatedYet(scenario: Scenario): Problem[] {
  return (['a', 'b'] as const).flatMap((id): Problem[] => {
    const value = scenario[id]?.route ?? null;
    if (value === null || ROUTE_POLICIES.some((policy) => policy.id === value)) return [];
    const key = `${id}.route`;
    const message = `${key} "${value}" is kept, but this version does not simulate this routing policy yet: the results are without it.`;
    return [{ key, value, message }];
  });
}
