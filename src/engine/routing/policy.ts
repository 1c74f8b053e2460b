import type { BytesPerSecond, Seconds, Tokens } from '../../units/units';
import { recomputing } from '../cost/recompute';
import type { LinkInput, RequestClass, RouteId } from '../input';
import type { Behind, KvMemory } from '../memory/kv-memory';
import type { Instance, Pool } from '../sim/cluster-state';
import type { ClassRule } from './class-rules';

/** One summand of the cost of sending a request to an instance. */
export interface CostTerm {
  name: string;
  value: number;
}

/** The link that all transfers of a cluster share, with those in flight. */
export interface Fabric {
  readonly input: LinkInput;
  readonly rate: BytesPerSecond;
  readonly flows: { readonly flows: number };
}

/** What a rule may know of the request and the run. Never a request's future: the answer's length is a mean. */
export interface RouteContext {
  readonly seed: number;
  readonly classRules: readonly ClassRule[];
  /** Requests of this model routed so far. */
  routed: number;
  /** Mean answer of the request's class. */
  meanOutputTokens: Tokens;
  /** Mean context of a sequence while it decodes, over all requests of the run. */
  readonly meanContext: Tokens;
  now: Seconds;
  /** The request being routed, its prompt and its class. */
  request: number;
  /** Which row of the workload each request is: what its own random numbers belong to. */
  readonly identity: Uint32Array;
  promptTokens: Tokens;
  class: RequestClass;
  /** Instances to choose from; a place is an index into them. */
  candidates: readonly Instance[];
  /** Pools that decode what a prefill pool has computed, and the fabric between; null where nothing is handed over. */
  decodes: readonly Pool[];
  link: Fabric | null;
  /** Of this request, where it is handed over: seconds of its answer at the best of `decodes`; NaN until asked. */
  onwardSeconds: Seconds;
  /** Knows where tokens of a prompt are that need no computing; asking changes nothing. Null where none are kept. */
  memory: Pick<KvMemory, 'peek' | 'behind'> | null;
}

/** Prompt tokens of the request that an instance has on its device. */
export function tokensFound(
  { memory, request, promptTokens, now }: RouteContext,
  instance: Instance,
): Tokens {
  return memory === null ? 0 : memory.peek(instance.id, request, promptTokens, now);
}

const NOTHING: Behind = { tokens: 0, credit: 0, seconds: 0 };

/** What tiers behind an instance have of the prompt that its device has not. */
export function foundBehind(
  { memory, request, promptTokens, now }: RouteContext,
  { id, pool }: Instance,
): Behind {
  return memory === null
    ? NOTHING
    : memory.behind(id, request, promptTokens, now, recomputing(pool.plan.cost));
}

/** A first choice among the candidates, and in words why. */
export interface Narrowed {
  instances: readonly Instance[];
  why: string | null;
}

/**
 * What can be shown of a choice: the lowest sum of terms wins, the first candidate breaks ties. `cost` is on the hot
 * path and allocates nothing; `terms` is asked only where somebody looks, and must add up to the same number.
 */
export interface Rule {
  label: string;
  /** One sentence for people. */
  about: string;
  unit: 'seconds' | 'turns' | 'requests' | 'blocks' | 'dollars';
  /** Pools among which the costs decide; all of them where absent. */
  narrow?: (context: RouteContext, candidates: readonly Instance[]) => Narrowed;
  /** Instances that take part; all of them where absent. */
  eligible?(context: RouteContext, place: number): boolean;
  cost(context: RouteContext, instance: Instance, place: number): number;
  terms(context: RouteContext, instance: Instance, place: number): CostTerm[];
}

/** A rule for choosing an instance where a request arrives. */
export interface RoutePolicy extends Rule {
  id: RouteId;
}
