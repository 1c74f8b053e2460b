import type { BytesPerSecond, Seconds } from '../../units/units';
import type { LinkInput } from '../input';
import type { KvMemory } from '../memory/kv-memory';
import type { Router } from '../routing/route';
import type { Arrivals } from './arrivals';
import type { Instance, Lane, Pool } from './cluster-state';
import type { EventHeap } from './event-heap';
import type { FairLink } from './fair-link';
import type { LaneHeap } from './lane-heap';
import type { Ledger } from './ledger';
import type { RequestState } from './request-state';
import type { Way } from './ways';

/** Kinds of heap events in the order in which they happen at equal times. Arrivals and link ends come before. */
export const EVENT_FLOW_START = 0;
export const EVENT_KV_ARRIVED = 1;
export const EVENT_PIPELINE_FREE = 2;
export const EVENT_PROMPT_DONE = 3;
export const EVENT_FETCHED = 4;
export const EVENT_REACHED = 5;

/** The whole state of a run. The rules beside this file are functions over it; `Simulation` drives them. */
export interface SimState {
  now: Seconds;
  completed: number;
  rejected: number;
  preemptions: number;
  /** False walks every decode step; the results are the same bits. */
  readonly skipping: boolean;
  readonly requests: RequestState;
  /** Key of the draws that say how many drafted tokens are accepted. */
  readonly roundKey: number;
  readonly pools: Pool[];
  readonly instances: Instance[];
  readonly lanes: Lane[];
  readonly laneEvents: LaneHeap;
  readonly events: EventHeap;
  readonly link: { input: LinkInput; rate: BytesPerSecond; flows: FairLink } | null;
  readonly router: Router;
  /** Pools that serve each class of requests, by class. */
  readonly ways: readonly Way[];
  /** 1 while a sequence's windowed layers still grow. */
  readonly growing: Uint8Array;
  /** Earliest time at which a request's streamed KV may be complete. */
  readonly gate: Float64Array;
  /** KV that outlives its request, and the tiers behind the device; null where nothing is kept. */
  readonly memory: KvMemory | null;
  /** Requests whose prompt is computed but for a front that is still being fetched. */
  readonly parked: Set<number>;
  /** Every segment of every request, when asked for. Keeping it changes no result. */
  ledger: Ledger | null;
  readonly arrivals: Arrivals;
}

/** The pools that serve a request. */
export function wayFor({ router, ways }: SimState, request: number): Way {
  return ways[router.classOf === null ? 0 : router.classOf[request]!]!;
}

/** The pool that has delivered the most tokens of answers; the last of equals. */
export function busiestDecoder({ pools }: SimState): Pool {
  return pools.reduce((best, pool) => (pool.meter.decodeTokens >= best.meter.decodeTokens ? pool : best));
}
