import type { Scenario } from './scenario';

/** How much is asked of a cluster: so many requests a second, or so many in flight at once. */

type Load = Pick<Scenario, 'rps' | 'conc'>;

/** Which key of the scenario says it. A loaded trace brings its own rate. */
export const loadKey = ({ conc }: Pick<Load, 'conc'>, trace: object | null = null): 'rps' | 'conc' =>
  conc === null || trace !== null ? 'rps' : 'conc';

export const loadOf = ({ rps, conc }: Load): number => conc ?? rps;

/** What another load changes, in the same terms; there is at least one request in flight. */
export function loadPatch({ conc }: Load, load: number): Partial<Load> {
  return conc === null ? { rps: load } : { conc: Math.max(1, Math.round(load)) };
}
