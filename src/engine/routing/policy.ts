import type { BytesPerSecond, Seconds, Tokens } from '../../units/units';
import { recomputing } from '../cost/recompute';
import type { LinkInput, RequestClass, RouteId } from '../input';
import type { Found, KvMemory } from '../memory/kv-memory';
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
  /** What the software takes before and after: passed when a request is routed, and part of its first token's time. */
  readonly requestSeconds: Seconds;
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
  memory: Pick<KvMemory, 'look' | 'found' | 'plan'> | null;
  /** The instance about which it was asked last for this decision, -1 before: until then its answer holds. */
  looked: number;
}

const NOTHING: Found = { onDevice: 0, behind: 0, credit: 0 };

/** What an instance has of the prompt on its device, and what tiers behind it have. */
export function foundAt(context: RouteContext, { id }: Instance): Found {
  const { memory, request, promptTokens, now } = context;
  if (memory === null) return NOTHING;
  if (context.looked === id) return memory.found;
  context.looked = id;
  return memory.look(id, request, promptTokens, now);
}

/** Seconds to have on the device what tiers behind it have, loaded or computed as planned. */
export function secondsBehind(context: RouteContext, instance: Instance): Seconds {
  const { memory, request } = context;
  if (memory === null || foundAt(context, instance).behind === 0) return 0;
  return memory.plan(instance.id, request, recomputing(instance.pool.plan.cost)).seconds;
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
  /** Instances that are drawn by lot and compared; all of them where absent. */
  eligible?(context: RouteContext, place: number): boolean;
  cost(context: RouteContext, instance: Instance, place: number): number;
  terms(context: RouteContext, instance: Instance, place: number): CostTerm[];
}

/** A rule for choosing an instance where a request arrives. */
export interface RoutePolicy extends Rule {
  id: RouteId;
}
