import type { BytesPerSecond, Seconds } from '../../units/units';
import type { LinkInput, ModelInput } from '../input';
import { layerSplit } from '../model/kv-bytes';
import { streamKey } from '../number/random';
import { requestSecondsOf } from '../layout/request-seconds';
import type { KvMemory } from '../memory/kv-memory';
import type { Plan, PoolPlan } from '../plan';
import { poolNames } from '../pool-names';
import { decodesOnly, isCompanion } from '../roles';
import { createRouter, recordRefusal, route, type Router, type RouterOptions } from '../routing/route';
import type { Requests } from '../workload/requests';
import { ClockArrivals, type Arrivals } from './arrivals';
import { Lane, type Instance, type Pool } from './cluster-state';
import { complete } from './completion';
import { wakeLane } from './decode-batch';
import { EventHeap } from './event-heap';
import { FairLink } from './fair-link';
import { endFlow, startLayeredFlows } from './hand-off';
import { onLane } from './iteration';
import { KvRoom } from './kv-room';
import { LaneHeap } from './lane-heap';
import type { Ledger } from './ledger';
import { finishPipelinePrompt, startPrompt } from './pipeline';
import { PoolMeter } from './pool-meter';
import { announce, fetched } from './prefix';
import { enqueue } from './queue';
import { NO_POOL, REJECTIONS, TOO_LONG, WOULD_MISS } from './rejection';
import { RequestState } from './request-state';
import {
  EVENT_FETCHED,
  EVENT_FLOW_START,
  EVENT_KV_ARRIVED,
  EVENT_PIPELINE_FREE,
  EVENT_PROMPT_DONE,
  EVENT_REACHED,
  wayFor,
  type SimState,
} from './state';
import { candidatesFor, wayOf, type Way } from './ways';

/** Most events pending at once besides lanes: far above what any fleet of the catalogue needs. */
const MAX_PENDING = 1 << 22;

export interface SimulationOptions extends RouterOptions {
  skipping?: boolean;
  /** Where requests come from; by the clock or in a closed loop, as they are, unless said. */
  arrivals?: (requests: RequestState) => Arrivals;
}

/**
 * The cluster in time: a discrete-event simulation. `step` handles one event, `peek` tells when it is. It reads no
 * clock; requests, plan and options decide everything.
 */
export class Simulation implements SimState {
  now: Seconds = 0;
  eventsHandled = 0;
  completed = 0;
  rejected = 0;
  preemptions = 0;
  readonly skipping: boolean;
  readonly requests: RequestState;
  readonly roundKey: number;
  readonly pools: Pool[] = [];
  readonly instances: Instance[] = [];
  readonly lanes: Lane[] = [];
  readonly laneEvents: LaneHeap;
  readonly events = new EventHeap(MAX_PENDING);
  readonly link: { input: LinkInput; rate: BytesPerSecond; flows: FairLink } | null;
  readonly router: Router;
  readonly ways: Way[] = [];
  readonly growing: Uint8Array;
  readonly gate: Float64Array;
  memory: KvMemory | null = null;
  readonly parked = new Set<number>();
  ledger: Ledger | null = null;
  readonly arrivals: Arrivals;
  /** From a request's arrival until the engine sees it. */
  private readonly requestSeconds: Seconds;

  constructor(plan: Plan, model: ModelInput, requests: Requests, options: SimulationOptions = {}) {
    this.skipping = options.skipping ?? true;
    this.requests = new RequestState(requests);
    this.roundKey = streamKey(options.seed ?? 0, 'spec');
    this.requestSeconds = requestSecondsOf(plan);
    this.arrivals = options.arrivals?.(this.requests) ?? new ClockArrivals(requests, this.requests);
    this.growing = new Uint8Array(requests.count);
    this.gate = new Float64Array(requests.count);
    const { span } = this.arrivals;
    const names = poolNames(plan.pools.map(({ input }) => input));
    for (const [i, pool] of plan.pools.entries()) this.addPool(pool, names[i]!, model, span);
    for (const { plan: own, meter } of this.pools)
      meter.companions = (own.companions ?? []).map(({ pool }) => this.pools[pool]!.meter);
    const { requestSeconds } = this;
    this.router = createRouter(requests, this.requests.identity, this.instances, {
      ...options,
      requestSeconds,
    });
    for (const { model: own = model.id } of this.router.classes) this.ways.push(this.wayTo(own));
    this.laneEvents = new LaneHeap(this.lanes.length);
    const { link } = plan;
    this.link = link && { input: link, rate: link.bytesPerSecond, flows: new FairLink(link.bytesPerSecond) };
    this.router.context.link = this.link;
  }

  /** Time of the next event; Infinity when nothing is left to happen. */
  peek(): Seconds {
    return Math.min(
      this.arrivals.peek() + this.requestSeconds,
      this.link === null ? Infinity : this.link.flows.nextEnd(),
      this.memory === null ? Infinity : this.memory.stack.reads.nextEnd(),
      this.events.peekTime(),
      this.laneEvents.peekTime(),
    );
  }

  /** Handles one event; false when there is none. At equal times: arrivals, link, fetches, heap events, lanes. */
  step(): boolean {
    const arrival = this.arrivals.peek() + this.requestSeconds;
    const flowEnd = this.link === null ? Infinity : this.link.flows.nextEnd();
    const event = this.events.peekTime();
    const read = this.memory === null ? Infinity : this.memory.stack.reads.nextEnd();
    const lane = this.laneEvents.peekTime();
    if (arrival <= flowEnd && arrival <= read && arrival <= event && arrival <= lane) {
      if (arrival === Infinity) return false;
      this.now = arrival;
      this.arrive(this.arrivals.take());
    } else if (flowEnd <= read && flowEnd <= event && flowEnd <= lane) {
      this.now = flowEnd;
      this.endOfFlow(flowEnd);
    } else if (read <= event && read <= lane) {
      this.now = read;
      const { reads } = this.memory!.stack;
      const request = reads.end(read);
      if (request >= 0) this.events.push(reads.arrivedAt, EVENT_FETCHED, request);
    } else if (event <= lane) {
      this.now = event;
      const kind = this.events.peekKind();
      const id = this.events.peekId();
      this.events.pop();
      this.handle(kind, id, event);
    } else {
      this.now = lane;
      onLane(this, this.lanes[this.laneEvents.peekId()]!, lane);
    }
    this.eventsHandled++;
    return true;
  }

  /** Handles events up to and including `until`, at most `limit` of them; returns how many it handled. */
  run(until: Seconds, limit: number): number {
    let handled = 0;
    while (handled < limit && (until === Infinity || this.peek() <= until) && this.step()) handled++;
    return handled;
  }

  private arrive(request: number): void {
    const { requests, now, router } = this;
    const prompt = requests.prompt[request]!;
    const way = wayFor(this, request);
    const fitting = candidatesFor(way, prompt, requests.output[request]!);
    if (fitting.length === 0) {
      const reason = way.candidates.length === 0 ? NO_POOL : TOO_LONG;
      recordRefusal(router, way, request, prompt, now, REJECTIONS[reason]);
      this.reject(request, reason);
      return;
    }
    const instance = route(router, way, fitting, request, prompt, now);
    if (instance === null) {
      this.reject(request, WOULD_MISS);
      return;
    }
    instance.load++;
    instance.promptTokensAhead += prompt;
    requests.prefillInstance[request] = instance.id;
    const { roundTripSeconds = 0 } = instance.pool.plan.input;
    if (roundTripSeconds > 0) this.events.push(now + roundTripSeconds, EVENT_REACHED, request);
    else this.reach(request, instance);
  }

  /**
   * A request is where it was sent. The clock of a pool behind a network is read as its users see it: what it sends
   * takes as long as what reaches it, so charging both ways before the work leaves every later time the user's.
   */
  private reach(request: number, instance: Instance): void {
    const { pool } = instance;
    this.requests.reached[request] = this.now;
    enqueue(this.requests, instance, request);
    pool.meter.addWaiting(this.now, 1);
    announce(this, instance, request, this.now);
    if (pool.plan.pipelinePrefill === null) wakeLane(this, instance, this.now);
    else startPrompt(this, instance, this.now);
  }

  private reject(request: number, reason: number): void {
    this.rejected++;
    this.requests.rejection[request] = reason;
    this.ledger?.rejected(request, this.now, REJECTIONS[reason]!);
    this.arrivals.settled(request, this.now);
  }

  private wayTo(model: string): Way {
    return this.ways.find((way) => way.model === model) ?? wayOf(this.pools, model);
  }

  private endOfFlow(now: Seconds): void {
    const { flows, input } = this.link!;
    const request = flows.nextOwner();
    flows.end(now);
    const arrived = Math.max(now, this.gate[request]!) + input.latencySeconds;
    this.events.push(arrived, EVENT_KV_ARRIVED, request);
  }

  private handle(kind: number, id: number, now: Seconds): void {
    if (kind === EVENT_FLOW_START) startLayeredFlows(this, this.lanes[id]!, now);
    else if (kind === EVENT_KV_ARRIVED) endFlow(this, id, now);
    else if (kind === EVENT_FETCHED) fetched(this, id, now);
    else if (kind === EVENT_REACHED) this.reach(id, this.instances[this.requests.prefillInstance[id]!]!);
    else if (kind === EVENT_PIPELINE_FREE) {
      this.instances[id]!.pipelineBusy = false;
      startPrompt(this, this.instances[id]!, now);
    } else if (kind === EVENT_PROMPT_DONE && finishPipelinePrompt(this, id, now)) {
      const { prefillInstance, prompt } = this.requests;
      complete(this, id, this.instances[prefillInstance[id]!]!, prompt[id]!, now);
    }
  }

  private addPool(plan: PoolPlan, name: string, usual: ModelInput, span: Seconds): void {
    const model = plan.input.model ?? usual;
    const { window } = layerSplit(model.shape);
    const pool: Pool = {
      index: this.pools.length,
      name,
      plan,
      model,
      window,
      instances: [],
      meter: new PoolMeter(plan, span),
      withoutRoom: 0,
      reserves: decodesOnly(plan.input.role) || plan.pipelinePrefill !== null,
      promptTokenSeconds: -1,
    };
    this.pools.push(pool);
    if (isCompanion(plan.input.role)) return;
    for (let i = 0; i < plan.instances; i++) {
      const kv = new KvRoom(plan.kvCapacityBytes, plan.globalBlockBytes, plan.localBlockBytes, window);
      const instance: Instance = {
        id: this.instances.length,
        pool,
        kv,
        lanes: [],
        load: 0,
        promptTokensAhead: 0,
        promptTokensDone: 0,
        queueHead: -1,
        queueTail: -1,
        reserved: 0,
        pipelineBusy: false,
      };
      for (let l = 0; l < plan.lanesPerInstance; l++) {
        const lane = new Lane(this.lanes.length, instance, plan.maxSequencesPerLane);
        instance.lanes.push(lane);
        this.lanes.push(lane);
      }
      this.instances.push(instance);
      pool.instances.push(instance);
    }
  }
}
