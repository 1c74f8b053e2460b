import type { Seconds, Tokens } from '../../units/units';
import type { RouteId } from '../input';
import type { Instance, Pool } from '../sim/cluster-state';
import type { Requests } from '../workload/requests';
import { routePolicy } from './policies';
import type { CostTerm, RouteContext, RoutePolicy } from './policy';

/** A choice made by a person instead of the rule: this request goes to that instance. */
export interface Forced {
  request: number;
  instance: number;
}

/** Why one request went where it went: the rule, every candidate with its terms, and the choice. */
export interface Decision {
  request: number;
  time: Seconds;
  policy: RouteId;
  unit: RoutePolicy['unit'];
  chosen: number;
  /** True where a person chose, not the rule. */
  forced: boolean;
  candidates: { instance: number; cost: number; eligible: boolean; terms: CostTerm[] }[];
}

export interface Router {
  readonly policy: RoutePolicy;
  readonly context: RouteContext;
  readonly forced: ReadonlyMap<number, number>;
  /** Request whose decisions are recorded, or -1. Looking changes nothing. */
  readonly watched: number;
  readonly decisions: Decision[];
}

export function createRouter(
  requests: Requests,
  options: { routing?: RouteId; seed?: number; forced?: Forced[]; watched?: number },
): Router {
  let output = 0;
  for (let i = 0; i < requests.count; i++) output += requests.outputTokens[i]!;
  return {
    policy: routePolicy(options.routing ?? 'least'),
    context: {
      seed: options.seed ?? 0,
      routed: 0,
      meanOutputTokens: requests.count > 0 ? output / requests.count : 0,
      now: 0,
      request: -1,
      promptTokens: 0,
    },
    forced: new Map((options.forced ?? []).map(({ request, instance }) => [request, instance])),
    watched: options.watched ?? -1,
    decisions: [],
  };
}

/** The instance of `pool` that takes a request now. */
export function route(
  router: Router,
  pool: Pool,
  request: number,
  promptTokens: Tokens,
  now: Seconds,
): Instance {
  const { context } = router;
  context.now = now;
  context.request = request;
  context.promptTokens = promptTokens;
  const asked = router.forced.get(request);
  const forced = asked === undefined ? undefined : pool.instances.find((instance) => instance.id === asked);
  const chosen = forced ?? cheapest(router, pool.instances);
  if (request === router.watched)
    router.decisions.push(record(router, pool, chosen, now, forced !== undefined));
  context.routed++;
  return chosen;
}

function cheapest({ policy, context }: Router, instances: Instance[]): Instance {
  let best = instances[0]!;
  if (instances.length === 1) return best;
  let lowest = Infinity;
  for (const instance of instances) {
    if (policy.eligible?.(context, instance) === false) continue;
    const cost = policy.cost(context, instance);
    if (cost < lowest) {
      best = instance;
      lowest = cost;
    }
  }
  return best;
}

function record(
  { policy, context }: Router,
  pool: Pool,
  chosen: Instance,
  time: Seconds,
  forced: boolean,
): Decision {
  return {
    request: context.request,
    time,
    policy: policy.id,
    unit: policy.unit,
    chosen: chosen.id,
    forced,
    candidates: pool.instances.map((instance) => {
      const terms = policy.terms(context, instance);
      return {
        instance: instance.id,
        cost: terms.reduce((sum, term) => sum + term.value, 0),
        eligible: policy.eligible?.(context, instance) !== false,
        terms,
      };
    }),
  };
}
