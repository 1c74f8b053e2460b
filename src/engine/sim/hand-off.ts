import type { Bytes, Seconds } from '../../units/units';
import { routeDecode, withdraw } from '../routing/route';
import { cut, wakeLane } from './decode-batch';
import { IDLE, kvBytesIn, type Instance, type Lane } from './cluster-state';
import { dequeue, enqueue } from './queue';
import { EVENT_FLOW_START, wayFor, type SimState } from './state';
import { holds } from './ways';

/**
 * From prefill to decode. A request that finds decode memory when its prompt starts streams its KV layer by
 * layer while it is computed; one that does not keeps its KV in the prefill pool, waits, and is sent in bulk
 * when room comes free. Decode memory is reserved for the whole answer, because a decode pool cannot recompute.
 * KV is held on both sides until the transfer has ended.
 */

/**
 * The decode instance for a request, by the policy's rule. Its pool is chosen once: somebody who waits for memory in
 * one pool and then moved to another could be waited for by those who hold it there.
 */
function chooseDecode(sim: SimState, request: number, now: Seconds): Instance {
  const { requests } = sim;
  const prompt = requests.prompt[request]!;
  const tokens = prompt + requests.output[request]!;
  const way = wayFor(sim, request);
  const promised = requests.decodePool[request]!;
  const only = promised >= 0 ? sim.pools[promised]! : way.decodes.length === 1 ? way.decodes[0]! : null;
  const fitting = only
    ? holds(only, tokens)
      ? only.instances
      : []
    : way.decodes.filter((pool) => holds(pool, tokens)).flatMap((pool) => pool.instances);
  if (fitting.length === 0) throw new Error('a request that no decode instance can hold was admitted');
  const instance = routeDecode(sim.router, way, fitting, request, prompt, now);
  requests.decodePool[request] = instance.pool.index;
  return instance;
}

/** Takes decode memory for the whole request if there is room now. */
export function tryReserve(sim: SimState, instance: Instance, request: number): boolean {
  const { requests } = sim;
  const tokens = requests.prompt[request]! + requests.output[request]!;
  const { lanesPerInstance, maxSequencesPerLane } = instance.pool.plan;
  if (instance.reserved >= lanesPerInstance * maxSequencesPerLane) return false;
  if (instance.kv.bytesFor(tokens) > instance.kv.freeBytes()) return false;
  instance.kv.resize(0, tokens);
  instance.reserved++;
  requests.hasRoom[request] = 1;
  requests.decodeInstance[request] = instance.id;
  return true;
}

/** Called when a prefill iteration starts: its chunks' KV may begin to leave after the first layer. */
export function beginHandOff(sim: SimState, lane: Lane): void {
  if (sim.link === null || lane.instance.pool.plan.input.role !== 'prefill') return;
  const { requests } = sim;
  for (let c = 0; c < lane.chunks; c++) {
    const request = lane.chunkRequest[c]!;
    if (requests.flows[request]! > 0 || requests.output[request]! === 1) continue;
    // Counts the computation itself as one flow, so that the hand-off cannot end before it.
    requests.flows[request] = 1;
    const instance = chooseDecode(sim, request, lane.iterationStart);
    const { pool } = instance;
    // Nobody overtakes a request that found no room: it would hold decode memory while its own prompt waits
    // for prefill memory that the overtaken one holds.
    if (pool.withoutRoom === 0 && tryReserve(sim, instance, request)) instance.load++;
    else {
      pool.withoutRoom++;
      withdraw(sim.router, request);
    }
  }
  if (sim.link.input.mode === 'layered') {
    const layerSeconds = lane.iterationSeconds / lane.instance.pool.model.shape.layers;
    sim.events.push(lane.iterationStart + layerSeconds, EVENT_FLOW_START, lane.id);
  }
}

/** The first layer of an iteration is done: the KV of its chunks starts to flow. */
export function startLayeredFlows(sim: SimState, lane: Lane, now: Seconds): void {
  const { requests } = sim;
  const { pool } = lane.instance;
  for (let c = 0; c < lane.chunks; c++) {
    const request = lane.chunkRequest[c]!;
    if (requests.hasRoom[request] === 0) continue;
    // A first chunk takes along what was found of its prompt and need not be computed.
    const ready = lane.chunkCached[c]! + lane.chunkNew[c]!;
    const bytes = kvBytesIn(pool, ready) - kvBytesIn(pool, requests.sent[request]!);
    requests.sent[request] = ready;
    requests.flows[request]!++;
    startFlow(sim, request, bytes, now);
    // The last layer leaves only when the iteration is over, and takes its own time on the link.
    const { rate } = sim.link!;
    sim.gate[request] = lane.iterationStart + lane.iterationSeconds + bytes / pool.model.shape.layers / rate;
  }
}

/** Bytes of a prompt's KV as the pool that computed it stores them. */
function promptBytes(sim: SimState, request: number): Bytes {
  const { prefillInstance, prompt } = sim.requests;
  return kvBytesIn(sim.instances[prefillInstance[request]!]!.pool, prompt[request]!);
}

function startFlow(sim: SimState, request: number, bytes: Bytes, now: Seconds): void {
  sim.link!.flows.start(now, bytes, request);
}

/** The prompt is done and its first token delivered: hand over what is left. */
export function handOff(sim: SimState, request: number, now: Seconds): void {
  const { requests } = sim;
  const link = sim.link!;
  if (requests.hasRoom[request] === 0) {
    const instance = chooseDecode(sim, request, now);
    instance.load++;
    requests.roomAt[request] = Infinity;
    enqueue(requests, instance, request);
    instance.pool.meter.addWaiting(now, 1);
    requests.flows[request] = 0;
    admitWaiting(sim, instance, now);
    return;
  }
  if (link.input.mode === 'bulk') {
    requests.flows[request]!++;
    startFlow(sim, request, promptBytes(sim, request), now);
  }
  endFlow(sim, request, now);
}

/** Sends requests that waited for decode memory, in order, while there is room. */
export function admitWaiting(sim: SimState, instance: Instance, now: Seconds): void {
  const { requests } = sim;
  while (instance.queueHead >= 0 && tryReserve(sim, instance, instance.queueHead)) {
    const request = dequeue(requests, instance);
    instance.pool.meter.addWaiting(now, -1);
    instance.pool.withoutRoom--;
    requests.flows[request] = 1;
    requests.roomAt[request] = now;
    startFlow(sim, request, promptBytes(sim, request), now);
  }
}

/** One flow of a request, or its computation, has ended; after the last the KV is in the decode pool. */
export function endFlow(sim: SimState, request: number, now: Seconds): void {
  const { requests } = sim;
  if (--requests.flows[request]! > 0) return;
  const source = sim.instances[requests.prefillInstance[request]!]!;
  sim.memory?.computed(source.id, request, requests.prompt[request]!, now);
  source.kv.resize(requests.prompt[request]!, 0);
  sim.memory?.release(source.id, request, now);
  source.load--;
  wakeLane(sim, source, now);
  requests.decodeReady[request] = now;
  enterLane(sim, sim.instances[requests.decodeInstance[request]!]!, request, now);
}

/** Sends a sequence whose KV is in place to the lane of the instance with the fewest sequences. */
export function enterLane(sim: SimState, instance: Instance, request: number, now: Seconds): void {
  let best = instance.lanes[0]!;
  let fewest = best.batch + best.joining.length;
  for (const lane of instance.lanes) {
    const sequences = lane.batch + lane.joining.length;
    if (sequences < fewest) {
      best = lane;
      fewest = sequences;
      if (sequences === 0) break;
    }
  }
  best.joining.push(request);
  if (best.mode === IDLE) sim.laneEvents.set(best.id, now);
  else cut(sim, best, now);
}
