import type { Scenario } from './scenario';

/** How much is asked of a cluster: so many requests a second, or so many in flight at once. */

type Load = Pick<Scenario, 'rps' | 'conc'>;

/** Which key of the scenario says it. */
export const loadKey = ({ conc }: Load): 'rps' | 'conc' => (conc === null ? 'rps' : 'conc');

export const loadOf = ({ rps, conc }: Load): number => conc ?? rps;

/** What another load changes, in the same terms; there is at least one request in flight. */
export function loadPatch({ conc }: Load, load: number): Partial<Load> {
  return conc === null ? { rps: load } : { conc: Math.max(1, Math.round(load)) };
}
