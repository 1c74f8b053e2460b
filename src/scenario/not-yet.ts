import { ROUTE_POLICIES } from '../engine/routing/policies';
import type { Problem, Scenario } from './scenario';

const LATER = {
  route: 'this routing policy',
  spec: 'speculative decoding',
} as const;

/** What a scenario asks for that this version keeps but does not simulate. */
export function notSimulatedYet(scenario: Scenario): Problem[] {
  return (['a', 'b'] as const).flatMap((id) => {
    const side = scenario[id];
    if (side === null) return [];
    const problems = (['route', 'spec'] as const).flatMap((name): Problem[] => {
      const value = side[name];
      const key = `${id}.${name}`;
      const message = `${key} "${value ?? ''}" is kept, but this version does not simulate ${LATER[name]} yet: the results are without it.`;
      if (value === null || (name === 'route' && isSimulated(value))) return [];
      return [{ key, value, message }];
    });
    const reason = architectureNotYet(side.architecture);
    if (reason)
      problems.push({ key: id, value: side.architecture, message: `${id} "afd" is kept. ${reason}` });
    return problems;
  });
}

/** Whether a routing policy is one of the engine's. */
function isSimulated(route: string): boolean {
  return ROUTE_POLICIES.some((policy) => policy.id === route);
}

/** Why an architecture has no numbers, or null when it has. */
export function architectureNotYet(architecture: string): string | null {
  return architecture === 'afd'
    ? 'This version does not simulate attention on GPUs with FFN on SRAM chips (afd) yet, so it shows no numbers for it.'
    : null;
}
