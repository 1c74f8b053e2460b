import { loadKey, loadOf } from '../scenario/load';
import type { Scenario } from '../scenario/scenario';
import { requestsInFlight, requestsPerSecond } from '../units/format';

/** How much is asked for, with its unit; `load`: that much instead. */
export function loadWords(scenario: Pick<Scenario, 'rps' | 'conc'>, load = loadOf(scenario)): string {
  return (loadKey(scenario) === 'conc' ? requestsInFlight : requestsPerSecond)(load);
}
