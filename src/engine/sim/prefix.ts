import type { Bytes, Seconds, Tokens } from '../../units/units';
import { recomputing } from '../cost/recompute';
import { AHEAD_OF_ALL, AHEAD_OF_FRONT, WAITING } from '../memory/fetch-state';
import type { KvMemory } from '../memory/kv-memory';
import type { Instance, Lane } from './cluster-state';
import { wakeLane } from './decode-batch';
import { exposed, finishPrompt } from './prompt-end';
import { dequeue, enqueueFirst } from './queue';
import type { SimState } from './state';

/**
 * What a waiting request finds of its prompt, before its first chunk: KV on the device is taken as it is, KV behind
 * it is fetched or computed again, whichever is predicted to be faster, or both at once.
 */
export type Seated = 'blocked' | 'seated' | 'fetching';

/**
 * Seats the head of the queue, which must not be seated yet. `blocked`: not even its first chunk has room. Nothing
 * else may block, or a lane that jumps over steps would admit at other times than one that walks.
 */
export function seat(
  sim: SimState,
  memory: KvMemory,
  lane: Lane,
  request: number,
  budget: Tokens,
  heldBack: Bytes,
  now: Seconds,
): Seated {
  const { requests } = sim;
  const { instance } = lane;
  const { kv, pool } = instance;
  const target = requests.target[request]!;
  const found = memory.peek(instance.id, request, target, now);
  const free = kv.freeBytes() - heldBack - memory.pinnedBytes - kv.bytesOf(0, kv.localBlocksFor(found));
  const chunk = (from: Tokens): Tokens => Math.min(budget, target - from);
  if (chunk(found) <= 0 || kv.growthBytes(found, found + chunk(found)) > free) return 'blocked';
  const whole =
    pool.plan.input.role === 'prefill' ? target : requests.prompt[request]! + requests.output[request]!;

  let start = found;
  let choice: 'fetch' | 'split' | 'compute' = 'compute';
  const state = memory.fetchState(instance.id, request);
  const ahead = memory.tokensAhead(instance.id, request, target);
  if (
    ahead > found &&
    kv.growthBytes(found, state === AHEAD_OF_FRONT ? ahead + chunk(ahead) : ahead) <= free
  ) {
    start = ahead;
    choice = state === AHEAD_OF_FRONT ? 'split' : 'fetch';
  } else if (state >= AHEAD_OF_ALL) {
    memory.forgetAhead(instance.id, request);
  } else if (memory.foundBlocks > memory.deviceBlocks) {
    const plan = memory.plan(instance.id, request, recomputing(pool.plan.cost));
    if (plan.choice === 'fetch' || plan.choice === 'split') {
      const planned = memory.plannedTokens(target);
      // What is fetched must fit, and what is computed beside it.
      const needed = plan.choice === 'split' ? planned + chunk(planned) : planned;
      if (kv.growthBytes(found, needed) <= free) {
        start = planned;
        choice = plan.choice;
      }
    }
  }
  sim.ledger?.looked(request, found, choice === 'fetch');
  requests.computed[request] = start;
  instance.promptTokensAhead -= start;
  if (choice === 'fetch') {
    if (start === ahead) memory.waitAhead(instance.id, request, kv.bytesFor(whole), now);
    else {
      memory.fetch(instance.id, request, kv.bytesFor(whole), now);
      sim.ledger?.fetching(request, now);
    }
    kv.take(0, kv.localBlocksFor(found));
    kv.resize(found, start);
    dequeue(requests, instance);
    pool.meter.addWaiting(now, -1);
    begin(sim, instance, request, now);
    exposed(sim, request, -now);
    return 'fetching';
  }
  const early = choice === 'split' && start === ahead;
  if (early) memory.alongAhead(instance.id, request, kv.bytesFor(whole), target, now);
  else memory.admit(instance.id, request, kv.bytesFor(whole), target, now);
  kv.take(0, kv.localBlocksFor(found));
  if (choice === 'split') {
    begin(sim, instance, request, now);
    kv.resize(found, start);
    if (!early) {
      memory.fetchAlong(instance.id, request, target, now);
      sim.ledger?.fetching(request, now);
    }
  }
  return 'seated';
}

/** A request has joined a queue: what of its prompt is worth fetching is fetched from now on, if that is wanted. */
export function announce(sim: SimState, instance: Instance, request: number, now: Seconds): void {
  const { memory, requests } = sim;
  if (memory === null || !memory.prefetches || !memory.serves(instance.id)) return;
  const found = memory.peek(instance.id, request, requests.target[request]!, now);
  if (memory.foundBlocks <= memory.deviceBlocks) return;
  memory.plan(instance.id, request, recomputing(instance.pool.plan.cost));
  if (memory.fetchPlan.fetchBlocks === 0) return;
  memory.prefetch(instance.id, request, now);
  sim.ledger?.looked(request, found, true);
  sim.ledger?.fetching(request, now);
}

/** The prompt of a request is being worked on from now, here. */
export function begin(sim: SimState, instance: Instance, request: number, now: Seconds): void {
  const { requests } = sim;
  if (Number.isNaN(requests.prefillStart[request]!)) requests.prefillStart[request] = now;
  requests.prefillInstance[request] = instance.id;
}

/** A fetch has ended: who waited for it is queued again at the front, who computed meanwhile may be done. */
export function fetched(sim: SimState, request: number, now: Seconds): void {
  const { requests, memory } = sim;
  const instance = sim.instances[requests.prefillInstance[request]!]!;
  if (memory === null) return;
  sim.ledger?.fetched(request, now);
  if (memory.fetchState(instance.id, request) === WAITING) {
    exposed(sim, request, now);
    instance.kv.resize(requests.computed[request]!, 0);
    memory.fetched(instance.id, request, now);
    instance.promptTokensAhead += requests.computed[request]!;
    requests.computed[request] = 0;
    enqueueFirst(requests, instance, request);
    instance.pool.meter.addWaiting(now, 1);
  } else {
    memory.fetched(instance.id, request, now);
    if (sim.parked.delete(request)) {
      exposed(sim, request, now);
      finishPrompt(sim, instance.lanes[0]!, request, now, true);
    }
  }
  wakeLane(sim, instance, now);
}
