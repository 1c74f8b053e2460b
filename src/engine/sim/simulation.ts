import type { Bytes, BytesPerSecond, Seconds, Tokens } from '../../units/units';
import type { LinkInput, ModelInput } from '../input';
import { kvBytesOfSequence } from '../model/kv-bytes';
import type { Plan, PoolPlan } from '../plan';
import type { Requests } from '../workload/requests';
import { cut } from './decode-batch';
import { EventHeap } from './event-heap';
import { FairLink } from './fair-link';
import { admitWaiting, endFlow, startLayeredFlows } from './hand-off';
import type { Instance, Pool } from './instance';
import { onLane } from './iteration';
import { KvRoom } from './kv-room';
import { DECODING, IDLE, Lane } from './lane';
import { LaneHeap } from './lane-heap';
import type { Ledger } from './ledger';
import { finishPipelinePrompt, startPrompt } from './pipeline';
import { PoolMeter } from './pool-meter';
import { enqueue, RequestState } from './request-state';

/** Kinds of heap events in the order in which they happen at equal times. Arrivals and link ends come before. */
export const EVENT_FLOW_START = 0;
export const EVENT_KV_ARRIVED = 1;
export const EVENT_PIPELINE_FREE = 2;
export const EVENT_PROMPT_DONE = 3;

/** Most events pending at once besides lanes: far above what any fleet of the catalogue needs. */
const MAX_PENDING = 1 << 22;

/**
 * The cluster in time: a discrete-event simulation whose whole state is here. `step` handles one event,
 * `peek` tells when it is. It reads no clock and draws no random number: requests and plan decide everything.
 */
export class Simulation {
  now: Seconds = 0;
  eventsHandled = 0;
  completed = 0;
  rejected = 0;
  preemptions = 0;
  /** Requests in the prefill pool, or done there, that have no decode memory yet. */
  withoutRoom = 0;
  /** False walks every decode step; the results are the same bits. */
  readonly skipping: boolean;
  readonly model: ModelInput;
  readonly requests: RequestState;
  readonly pools: Pool[] = [];
  readonly instances: Instance[] = [];
  readonly lanes: Lane[] = [];
  readonly laneEvents: LaneHeap;
  readonly events = new EventHeap(MAX_PENDING);
  readonly link: { input: LinkInput; rate: BytesPerSecond; flows: FairLink } | null;
  /** Window of the model's local layers; Infinity when it has none. */
  readonly window: Tokens;
  /** 1 while a sequence's windowed layers still grow. */
  readonly growing: Uint8Array;
  /** Earliest time at which a request's streamed KV may be complete. */
  readonly gate: Float64Array;
  /** Every segment of every request, when asked for. Keeping it changes no result. */
  ledger: Ledger | null = null;
  private readonly kvFormat: PoolPlan['input']['kvFormat'];
  private nextArrival = 0;
  /** Requests whose arrival is known; in a closed loop each answer adds one. */
  private released: number;

  constructor(plan: Plan, model: ModelInput, requests: Requests, skipping = true) {
    this.skipping = skipping;
    this.model = model;
    this.window = model.shape.window === null ? Infinity : model.shape.window.tokens;
    this.requests = new RequestState(requests);
    this.released = Math.min(requests.users ?? requests.count, requests.count);
    this.growing = new Uint8Array(requests.count);
    this.gate = new Float64Array(requests.count);
    const span = this.released > 0 ? requests.arrival[this.released - 1]! : 0;
    for (const poolPlan of plan.pools) this.addPool(poolPlan, span);
    this.laneEvents = new LaneHeap(this.lanes.length);
    this.kvFormat = plan.pools[0]!.input.kvFormat;
    this.link =
      plan.link === null
        ? null
        : {
            input: plan.link,
            rate: plan.link.bytesPerSecond,
            flows: new FairLink(plan.link.bytesPerSecond),
          };
  }

  get entryPool(): Pool {
    return this.pools[0]!;
  }

  get decodePool(): Pool {
    return this.pools[this.pools.length - 1]!;
  }

  get done(): boolean {
    return this.peek() === Infinity;
  }

  /** Time of the next event; Infinity when nothing is left to happen. */
  peek(): Seconds {
    return Math.min(
      this.arrivalTime(),
      this.link === null ? Infinity : this.link.flows.nextEnd(),
      this.events.peekTime(),
      this.laneEvents.peekTime(),
    );
  }

  /** Handles one event; false when there is none. At equal times: arrivals, link, heap events, lanes. */
  step(): boolean {
    const arrival = this.arrivalTime();
    const flowEnd = this.link === null ? Infinity : this.link.flows.nextEnd();
    const event = this.events.peekTime();
    const lane = this.laneEvents.peekTime();
    if (arrival <= flowEnd && arrival <= event && arrival <= lane) {
      if (arrival === Infinity) return false;
      this.now = arrival;
      this.arrive(this.nextArrival++);
    } else if (flowEnd <= event && flowEnd <= lane) {
      this.now = flowEnd;
      this.endOfFlow(flowEnd);
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

  /** KV bytes of one sequence over all layers, as stored in this cluster. */
  kvBytes(tokens: Tokens): Bytes {
    return kvBytesOfSequence(this.model.shape, tokens, this.kvFormat);
  }

  poolKvBytes(pool: Pool): Bytes {
    let sum = 0;
    for (const instance of pool.instances) sum += instance.kv.usedBytes();
    return sum;
  }

  /** A request has delivered its last token: its memory is free, whoever waits for it is looked at. */
  complete(request: number, instance: Instance, heldTokens: Tokens, now: Seconds): void {
    const { requests } = this;
    requests.end[request] = now;
    this.completed++;
    this.release(now);
    instance.load--;
    if (instance.pool.reserves) {
      instance.kv.resize(requests.prompt[request]! + requests.output[request]!, 0);
      instance.reserved--;
      admitOrStart(this, instance, now);
    } else {
      instance.kv.resize(heldTokens, 0);
    }
  }

  /** Lets a prefill or mixed instance look at its queue at the next step boundary. */
  wake(instance: Instance, now: Seconds): void {
    if (instance.pool.plan.pipelinePrefill !== null) {
      startPrompt(this, instance, now);
      return;
    }
    const lane = instance.lanes[0]!;
    if (lane.mode === IDLE) this.laneEvents.set(lane.id, now);
    else if (lane.mode === DECODING && lane.batch < instance.pool.plan.maxSequencesPerLane)
      cut(this, lane, now);
  }

  private arrivalTime(): Seconds {
    return this.nextArrival < this.released ? this.requests.arrival[this.nextArrival]! : Infinity;
  }

  /** In a closed loop whoever was answered sends the next request at once. */
  private release(now: Seconds): void {
    if (this.released < this.requests.count) this.requests.arrival[this.released++] = now;
  }

  private arrive(request: number): void {
    const { requests, now } = this;
    const tokens = requests.prompt[request]! + requests.output[request]!;
    const entry = this.entryPool;
    const room = entry.plan.input.role === 'prefill' ? requests.prompt[request]! : tokens;
    const entryRoom = entry.instances[0]!.kv;
    const decodeRoom = this.decodePool.instances[0]!.kv;
    if (
      entryRoom.bytesFor(room) > entryRoom.capacityBytes ||
      decodeRoom.bytesFor(tokens) > decodeRoom.capacityBytes
    ) {
      this.rejected++;
      this.release(this.now);
      return;
    }
    let best = entry.instances[0]!;
    for (const instance of entry.instances) if (instance.load < best.load) best = instance;
    best.load++;
    enqueue(requests, best, request);
    entry.meter.addWaiting(now, 1);
    this.wake(best, now);
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
    else if (kind === EVENT_PIPELINE_FREE) {
      this.instances[id]!.pipelineBusy = false;
      startPrompt(this, this.instances[id]!, now);
    } else finishPipelinePrompt(this, id, now);
  }

  private addPool(plan: PoolPlan, span: Seconds): void {
    const pool: Pool = {
      index: this.pools.length,
      plan,
      instances: [],
      meter: new PoolMeter(plan, span),
      reserves: plan.input.role === 'decode' || plan.pipelinePrefill !== null,
    };
    this.pools.push(pool);
    for (let i = 0; i < plan.instances; i++) {
      const kv = new KvRoom(plan.kvCapacityBytes, plan.globalBlockBytes, plan.localBlockBytes, this.window);
      const instance: Instance = {
        id: this.instances.length,
        pool,
        kv,
        lanes: [],
        load: 0,
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

function admitOrStart(sim: Simulation, instance: Instance, now: Seconds): void {
  if (instance.pool.plan.pipelinePrefill === null) admitWaiting(sim, instance, now);
  else startPrompt(sim, instance, now);
}
