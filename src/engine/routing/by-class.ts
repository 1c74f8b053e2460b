import { countParameters } from '../model/parameters';
import type { Instance, Pool } from '../sim/cluster-state';
import type { ClassRule } from './class-rules';
import { least } from './least';
import type { Narrowed, RouteContext, RoutePolicy } from './policy';
import { hasRoom } from './predict';
import { ROUTE_NAMES } from './route-names';

/** Whether what a rule states of the request holds. */
function holds(rule: ClassRule, context: RouteContext, parameters: number): boolean {
  const { promptTokens: prompt, meanOutputTokens: output } = context;
  const { kind, id } = context.class;
  return (
    (rule.kind === undefined || rule.kind === kind) &&
    (rule.class === undefined || rule.class === id) &&
    prompt >= (rule.promptAtLeast ?? 0) &&
    prompt <= (rule.promptAtMost ?? Infinity) &&
    output <= (rule.outputAtMost ?? Infinity) &&
    prompt + output >= (rule.contextAtLeast ?? 0) &&
    prompt + output <= (rule.contextAtMost ?? Infinity) &&
    parameters <= (rule.parametersAtMost ?? Infinity)
  );
}

/** Where a candidate's answers are decoded: there, or in the pools a prefill pool hands over to. */
const answeredIn = ({ pool }: Instance, { decodes }: RouteContext): readonly Pool[] =>
  pool.plan.input.role === 'prefill' ? decodes : [pool];

/** KV tokens that all instances of a pool hold together. */
const tokensOf = ({ plan }: Pool): number => (plan.kvCapacityBytes / plan.globalBlockBytes) * plan.instances;

function isGpu({ plan }: Pool): boolean {
  return plan.input.chip.kind === 'gpu' && plan.input.edge !== true;
}

/** The pools among `pools` that a rule sends to. */
function targets({ to }: ClassRule, pools: readonly Pool[]): readonly Pool[] {
  if (typeof to === 'number') return pools.filter((pool) => pool.index === to);
  if (to === 'edge') return pools.filter((pool) => pool.plan.input.edge === true);
  if (to === 'sram') return pools.filter((pool) => pool.plan.input.chip.kind === 'sram');
  const gpus = pools.filter(isGpu);
  if (to === 'gpu' || gpus.length === 0) return gpus;
  return [gpus.reduce((best, pool) => (tokensOf(pool) > tokensOf(best) ? pool : best))];
}

const TARGETS = {
  edge: 'the edge device',
  sram: 'SRAM chips',
  gpu: 'GPUs',
  'largest-batch': 'the GPU pool with the largest batches',
};

const parametersOf = new WeakMap<object, number>();

/** Parameters of the model that the candidates serve; all serve the same. */
function parameters(candidates: readonly Instance[]): number {
  const model = candidates[0]?.pool.model;
  if (model === undefined) return 0;
  let known = parametersOf.get(model);
  if (known === undefined) parametersOf.set(model, (known = countParameters(model.shape).total));
  return known;
}

function narrow(context: RouteContext, candidates: readonly Instance[]): Narrowed {
  const size = parameters(candidates);
  const pools = [...new Set(candidates.flatMap((candidate) => answeredIn(candidate, context)))];
  if (pools.length > 1) {
    for (const [i, rule] of context.classRules.entries()) {
      if (!holds(rule, context, size)) continue;
      const wanted = targets(rule, pools).filter(
        (pool) => rule.room !== true || pool.instances.some((instance) => hasRoom(context, instance)),
      );
      const instances = candidates.filter((candidate) => {
        if (!answeredIn(candidate, context).some((pool) => wanted.includes(pool))) return false;
        const decides = rule.room === true && candidate.pool.plan.input.role !== 'prefill';
        return !decides || hasRoom(context, candidate);
      });
      if (instances.length > 0) return { instances, why: words(i, rule) };
    }
  }
  return { instances: candidates, why: null };
}

function words(index: number, { kind, class: id, to, room }: ClassRule): string {
  const who = id ?? kind ?? 'such';
  const where = typeof to === 'number' ? `pool ${String(to + 1)}` : TARGETS[to];
  return `Rule ${String(index + 1)}: ${who} requests go to ${where}${room === true ? ', which has room now' : ''}.`;
}

/** First a pool by ordered rules over the request's class and lengths, then the instance with the least work in it. */
export const byClass: RoutePolicy = {
  ...least,
  ...ROUTE_NAMES.class,
  about:
    'Ordered rules choose a pool by the request’s class, its lengths, its model and where there is room; inside it the least work wins.',
  narrow,
};
