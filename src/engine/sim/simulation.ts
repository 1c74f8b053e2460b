import type { BytesPerSecond, Seconds } from '../../units/units';
import type { LinkInput, ModelInput, RouteId } from '../input';
import { layerSplit } from '../model/kv-bytes';
import { requestSecondsOf } from '../layout/request-seconds';
import type { KvMemory } from '../memory/kv-memory';
import type { Plan, PoolPlan } from '../plan';
import { createRouter, route, type Forced, type Router } from '../routing/route';
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
import { fetched } from './prefix';
import { enqueue } from './queue';
import { RequestState } from './request-state';
import {
  decodePool,
  entryPool,
  EVENT_FETCHED,
  EVENT_FLOW_START,
  EVENT_KV_ARRIVED,
  EVENT_PIPELINE_FREE,
  type SimState,
} from './state';

/** Most events pending at once besides lanes: far above what any fleet of the catalogue needs. */
const MAX_PENDING = 1 << 22;

export interface SimulationOptions {
  skipping?: boolean;
  /** Rule that sends arrivals to an instance of the first pool; `least` unless said. */
  routing?: RouteId;
  /** Of the workload: policies that draw use the request's own numbers. */
  seed?: number;
  /** Choices made by a person instead of the rule. */
  forced?: Forced[];
  /** Request whose decisions are recorded. */
  watched?: number;
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
  withoutRoom = 0;
  readonly skipping: boolean;
  readonly requests: RequestState;
  readonly pools: Pool[] = [];
  readonly instances: Instance[] = [];
  readonly lanes: Lane[] = [];
  readonly laneEvents: LaneHeap;
  readonly events = new EventHeap(MAX_PENDING);
  readonly link: { input: LinkInput; rate: BytesPerSecond; flows: FairLink } | null;
  readonly router: Router;
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
    this.requestSeconds = requestSecondsOf(plan);
    this.arrivals = requests.arrivals?.(this.requests) ?? new ClockArrivals(requests, this.requests);
    this.growing = new Uint8Array(requests.count);
    this.gate = new Float64Array(requests.count);
    this.router = createRouter(requests, options);
    const { span } = this.arrivals;
    for (const poolPlan of plan.pools) this.addPool(poolPlan, poolPlan.input.model ?? model, span);
    this.laneEvents = new LaneHeap(this.lanes.length);
    const { link } = plan;
    this.link = link && { input: link, rate: link.bytesPerSecond, flows: new FairLink(link.bytesPerSecond) };
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
    while (handled < limit && this.peek() <= until && this.step()) handled++;
    return handled;
  }

  private arrive(request: number): void {
    const { requests, now } = this;
    if (!this.fits(request)) {
      this.rejected++;
      this.arrivals.settled(request, now);
      return;
    }
    const pool = entryPool(this);
    const instance = route(this.router, pool, request, requests.prompt[request]!, now);
    instance.load++;
    instance.promptTokensAhead += requests.prompt[request]!;
    enqueue(requests, instance, request);
    pool.meter.addWaiting(now, 1);
    if (pool.plan.pipelinePrefill === null) wakeLane(this, instance, now);
    else startPrompt(this, instance, now);
  }

  /** Whether an empty instance of every pool on its way could hold the request. */
  private fits(request: number): boolean {
    const prompt = this.requests.prompt[request]!;
    const tokens = prompt + this.requests.output[request]!;
    const entry = entryPool(this);
    const entryRoom = entry.instances[0]!.kv;
    const decodeRoom = decodePool(this).instances[0]!.kv;
    const first = entry.plan.input.role === 'prefill' ? prompt : tokens;
    return (
      entryRoom.bytesFor(first) <= entryRoom.capacityBytes &&
      decodeRoom.bytesFor(tokens) <= decodeRoom.capacityBytes
    );
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
    else if (kind === EVENT_PIPELINE_FREE) {
      this.instances[id]!.pipelineBusy = false;
      startPrompt(this, this.instances[id]!, now);
    } else if (finishPipelinePrompt(this, id, now)) {
      const { prefillInstance, prompt } = this.requests;
      complete(this, id, this.instances[prefillInstance[id]!]!, prompt[id]!, now);
    }
  }

  private addPool(plan: PoolPlan, model: ModelInput, span: Seconds): void {
    const { window } = layerSplit(model.shape);
    const pool: Pool = {
      index: this.pools.length,
      plan,
      model,
      window,
      instances: [],
      meter: new PoolMeter(plan, span),
      reserves: plan.input.role === 'decode' || plan.pipelinePrefill !== null,
      promptTokenSeconds: -1,
    };
    this.pools.push(pool);
    for (let i = 0; i < plan.instances; i++) {
      const kv = new KvRoom(plan.kvCapacityBytes, plan.globalBlockBytes, plan.localBlockBytes, window);
      const instance: Instance = {
        id: this.instances.length,
        pool,
        kv,
        lanes: [],
        load: 0,
        promptTokensAhead: 0,
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
