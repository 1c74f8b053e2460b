import type { Seconds, Tokens } from '../../units/units';
import type { Forced, RouteId } from '../input';
import type { Instance, Pool } from '../sim/cluster-state';
import type { Requests } from '../workload/requests';
import { routePolicy } from './policies';
import type { CostTerm, RouteContext, RoutePolicy, Rule } from './policy';

export type { Forced };

/** Why one request went where it went: the rule, every candidate with its terms, and the choice. */
export interface Decision {
  request: number;
  time: Seconds;
  /** Role of the pool whose instances were to choose from. */
  pool: string;
  /** Name and sentence of the rule, for people. */
  label: string;
  about: string;
  unit: Rule['unit'];
  chosen: number;
  /** True where a person chose, not the rule. */
  forced: boolean;
  candidates: { instance: number; cost: number; eligible: boolean; terms: CostTerm[] }[];
}

export interface Router {
  readonly policy: RoutePolicy;
  readonly context: RouteContext;
  /** Instances that a person chose, by request: at most one of each pool counts. */
  readonly forced: ReadonlyMap<number, readonly number[]>;
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
  const forced = new Map<number, number[]>();
  for (const { request, instance } of options.forced ?? [])
    forced.set(request, [...(forced.get(request) ?? []), instance]);
  return {
    policy: routePolicy(options.routing ?? 'least'),
    context: {
      seed: options.seed ?? 0,
      routed: 0,
      meanOutputTokens: requests.count > 0 ? output / requests.count : 0,
      now: 0,
      request: -1,
      promptTokens: 0,
      found: () => 0,
    },
    forced,
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
  const chosen = forcedInstance(router, pool, request) ?? cheapest(router, pool.instances);
  record(router, router.policy, pool, request, chosen, now);
  context.routed++;
  return chosen;
}

/** The instance of a pool that a person chose for a request, if any. */
export function forcedInstance({ forced }: Router, pool: Pool, request: number): Instance | undefined {
  if (forced.size === 0) return undefined;
  const asked = forced.get(request);
  const id = asked?.findLast((wanted) => pool.instances.some((instance) => instance.id === wanted));
  return id === undefined ? undefined : pool.instances.find((instance) => instance.id === id);
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

/** Keeps a decision about the watched request, as things stood when it was taken. */
export function record(
  router: Router,
  rule: Rule,
  pool: Pool,
  request: number,
  chosen: Instance,
  time: Seconds,
): void {
  if (request !== router.watched) return;
  const { context } = router;
  router.decisions.push({
    request,
    time,
    pool: pool.plan.input.role,
    label: rule.label,
    about: rule.about,
    unit: rule.unit,
    chosen: chosen.id,
    forced: forcedInstance(router, pool, request) === chosen,
    candidates: pool.instances.map((instance) => {
      const terms = rule.terms(context, instance);
      return {
        instance: instance.id,
        cost: terms.reduce((sum, term) => sum + term.value, 0),
        eligible: rule.eligible?.(context, instance) !== false,
        terms,
      };
    }),
  });
}
