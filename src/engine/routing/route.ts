import type { Seconds, Tokens } from '../../units/units';
import type { Forced, RequestClass, RouteId } from '../input';
import { decodesOnly, takesArrivals } from '../roles';
import type { Instance } from '../sim/cluster-state';
import type { Way } from '../sim/ways';
import type { Requests } from '../workload/requests';
import { DEFAULT_CLASS_RULES, type ClassRule } from './class-rules';
import { candidateOf, type Decision } from './decision';
import { decodeRule } from './decode-rule';
import { routePolicy } from './policies';
import type { RouteContext, RoutePolicy, Rule } from './policy';
import { missedBy, outlook } from './predict';

export type { Decision, Forced };

export interface Router {
  readonly policy: RoutePolicy;
  /** How decode instances are chosen: of one pool, and across pools. */
  readonly decodeRules: { one: Rule; several: Rule };
  readonly context: RouteContext;
  readonly classes: readonly RequestClass[];
  /** Class of each request; null when there is one. */
  readonly classOf: Uint8Array | null;
  /** Mean answer of each class. */
  readonly meanOutputs: readonly Tokens[];
  readonly rejectEarly: boolean;
  /** All of the cluster. */
  readonly instances: readonly Instance[];
  /** Instances that a person chose, by request: at most one of each pool counts. */
  readonly forced: ReadonlyMap<number, readonly number[]>;
  /** Request whose decisions are recorded, or -1. Looking changes nothing. */
  readonly watched: number;
  readonly decisions: Decision[];
}

export interface RouterOptions {
  routing?: RouteId;
  classRules?: readonly ClassRule[];
  rejectEarly?: boolean;
  /** What requests without a class of their own are; interactive without an SLO unless said. */
  everybody?: RequestClass;
  seed?: number;
  forced?: Forced[];
  watched?: number;
  requestSeconds?: Seconds;
}

/** What a request is that nobody has put in a class. */
export const EVERYBODY: RequestClass = { id: 'all', label: 'All requests', kind: 'interactive', slo: null };

export function createRouter(
  requests: Requests,
  identity: Uint32Array,
  instances: readonly Instance[],
  options: RouterOptions,
): Router {
  const classes = requests.classes ?? [options.everybody ?? EVERYBODY];
  const classOf = requests.classOf ?? null;
  const sums = classes.map(() => ({ count: 0, output: 0 }));
  let tokens = 0;
  for (let i = 0; i < requests.count; i++) {
    const sum = sums[classOf?.[i] ?? 0]!;
    sum.count++;
    sum.output += requests.outputTokens[i]!;
    tokens += requests.promptTokens[i]! + requests.outputTokens[i]! / 2;
  }
  const forced = new Map<number, number[]>();
  for (const { request, instance } of options.forced ?? [])
    forced.set(request, [...(forced.get(request) ?? []), instance]);
  const policy = routePolicy(options.routing ?? 'least');
  const meanOutputs = sums.map(({ count, output }) => (count > 0 ? output / count : 0));
  return {
    policy,
    decodeRules: { one: decodeRule(policy, false), several: decodeRule(policy, true) },
    context: {
      seed: options.seed ?? 0,
      classRules: options.classRules ?? DEFAULT_CLASS_RULES,
      routed: 0,
      meanOutputTokens: meanOutputs[0] ?? 0,
      meanContext: requests.count > 0 ? tokens / requests.count : 0,
      requestSeconds: options.requestSeconds ?? 0,
      now: 0,
      request: -1,
      identity,
      promptTokens: 0,
      class: classes[0]!,
      candidates: [],
      decodes: [],
      link: null,
      onwardSeconds: NaN,
      memory: null,
      looked: -1,
    },
    classes,
    classOf,
    meanOutputs,
    rejectEarly: options.rejectEarly ?? false,
    instances,
    forced,
    watched: options.watched ?? -1,
    decisions: [],
  };
}

/** From now on another policy decides. */
export function routeBy(router: Router, routing: RouteId): void {
  const policy = routePolicy(routing);
  const decodeRules = { one: decodeRule(policy, false), several: decodeRule(policy, true) };
  Object.assign(router, { policy, decodeRules });
}

/** Tells the rules which request is asked about. */
function ask(router: Router, way: Way, request: number, promptTokens: Tokens, now: Seconds): void {
  const { context } = router;
  const index = router.classOf === null ? 0 : router.classOf[request]!;
  context.now = now;
  context.request = request;
  context.promptTokens = promptTokens;
  context.class = router.classes[index]!;
  context.meanOutputTokens = router.meanOutputs[index]!;
  context.decodes = way.decodes;
  context.onwardSeconds = NaN;
  context.looked = -1;
  context.routed = way.routed;
}

/** Where the prompt of a request is computed; null when it is turned away because it would miss its SLO. */
export function route(
  router: Router,
  way: Way,
  fitting: readonly Instance[],
  request: number,
  promptTokens: Tokens,
  now: Seconds,
): Instance | null {
  ask(router, way, request, promptTokens, now);
  const { context, policy } = router;
  const { instance, why } = choose(router, policy, fitting);
  const late = router.rejectEarly && missedBy(context, instance, context.class.slo) > 0;
  const rejected = late ? 'predicted to miss its SLO' : null;
  record(router, policy, way, fitting, instance, why, rejected);
  way.routed++;
  return late ? null : instance;
}

/** Where the answer of a request is decoded whose prompt is computed elsewhere. */
export function routeDecode(
  router: Router,
  way: Way,
  fitting: readonly Instance[],
  request: number,
  promptTokens: Tokens,
  now: Seconds,
): Instance {
  ask(router, way, request, promptTokens, now);
  const alike = fitting[0]!.pool === fitting[fitting.length - 1]!.pool;
  const rule = alike ? router.decodeRules.one : router.decodeRules.several;
  const { instance, why } = choose(router, rule, fitting);
  record(router, rule, way, fitting, instance, why, null);
  return instance;
}

/** The last decision about a request came to nothing: it is taken again later. */
export function withdraw(router: Router, request: number): void {
  if (request === router.watched) router.decisions.pop();
}

/** Notes that nobody could ever take the request. */
export function recordRefusal(
  router: Router,
  way: Way,
  request: number,
  promptTokens: Tokens,
  now: Seconds,
  why: string,
): void {
  ask(router, way, request, promptTokens, now);
  router.context.candidates = [];
  record(router, router.policy, way, [], null, null, why);
}

/** The candidate that a person chose, else the rule's; `context.candidates` are left as the rule saw them. */
function choose(
  router: Router,
  rule: Rule,
  fitting: readonly Instance[],
): { instance: Instance; why: string | null } {
  const { context } = router;
  const narrowed = rule.narrow?.(context, fitting);
  context.candidates = narrowed?.instances ?? fitting;
  const forced = forcedInstance(router, fitting, context.request);
  return { instance: forced ?? cheapest(rule, context), why: narrowed?.why ?? null };
}

/** The instance among these that a person chose for a request, if any. */
function forcedInstance(
  { forced }: Router,
  instances: readonly Instance[],
  request: number,
): Instance | undefined {
  if (forced.size === 0) return undefined;
  const asked = forced.get(request);
  const id = asked?.findLast((wanted) => instances.some((instance) => instance.id === wanted));
  return id === undefined ? undefined : instances.find((instance) => instance.id === id);
}

function cheapest(rule: Rule, context: RouteContext): Instance {
  const { candidates } = context;
  let best = candidates[0]!;
  if (candidates.length === 1) return best;
  let lowest = Infinity;
  for (let place = 0; place < candidates.length; place++) {
    if (rule.eligible?.(context, place) === false) continue;
    const cost = rule.cost(context, candidates[place]!, place);
    if (cost < lowest) {
      best = candidates[place]!;
      lowest = cost;
    }
  }
  return best;
}

/** Keeps a decision about the watched request, as things stood when it was taken. */
function record(
  router: Router,
  rule: Rule,
  way: Way,
  fitting: readonly Instance[],
  chosen: Instance | null,
  why: string | null,
  rejected: string | null,
): void {
  const { context } = router;
  if (context.request !== router.watched) return;
  const decodes = chosen !== null && decodesOnly(chosen.pool.plan.input.role);
  const asked = router.instances.filter(({ pool: { plan } }) =>
    decodes ? decodesOnly(plan.input.role) : takesArrivals(plan.input.role),
  );
  const circumstances = { fitting, left: context.candidates, model: way.model };
  const candidates = asked.map((instance) => candidateOf(context, rule, instance, circumstances));
  router.decisions.push({
    request: context.request,
    time: context.now,
    pool: (chosen ?? asked[0]!).pool.name,
    label: rule.label,
    about: rule.about,
    unit: rule.unit,
    why,
    chosen: chosen?.id ?? -1,
    forced: chosen !== null && forcedInstance(router, fitting, context.request) === chosen,
    drawn: rule.eligible === undefined ? null : candidates.filter(({ eligible }) => eligible).length,
    rejected,
    candidates,
    predicted: chosen && outlook(context, chosen),
    actual: null,
  });
}
