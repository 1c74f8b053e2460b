import type { Seconds, Tokens } from '../../units/units';
import type { RouteId } from '../input';
import type { Instance } from '../sim/cluster-state';

/** One summand of the cost of sending a request to an instance. */
export interface CostTerm {
  name: string;
  value: number;
}

/** What a rule may know of the request and the run. Never a request's future: the answer's length is a mean. */
export interface RouteContext {
  readonly seed: number;
  /** Requests routed so far. */
  routed: number;
  readonly meanOutputTokens: Tokens;
  now: Seconds;
  /** The request being routed, and its prompt. */
  request: number;
  promptTokens: Tokens;
  /** Prompt tokens of the request that an instance has on its device; 0 where no KV is kept. Changes nothing. */
  found: (instance: Instance) => Tokens;
}

/** What can be shown of a choice: the lowest sum of terms wins, the lowest instance number breaks ties. */
export interface Rule {
  label: string;
  /** One sentence for people. */
  about: string;
  unit: 'seconds' | 'turns' | 'requests' | 'blocks';
  /** Instances that take part; all of them where absent. */
  eligible?(context: RouteContext, instance: Instance): boolean;
  terms(context: RouteContext, instance: Instance): CostTerm[];
}

/**
 * A rule for choosing an instance. Its cost is the sum of its terms, so that the sum can be shown and questioned.
 * `cost` is on the hot path and allocates nothing; `terms` is asked only where somebody looks, and must add up to the
 * same number.
 */
export interface RoutePolicy extends Rule {
  id: RouteId;
  cost(context: RouteContext, instance: Instance): number;
}

/** Number of an instance within its pool. */
export const placeOf = (instance: Instance): number => instance.id - instance.pool.instances[0]!.id;
