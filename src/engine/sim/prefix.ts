import type { Bytes, Seconds, Tokens } from '../../units/units';
import type { StepShape, StepWork } from '../cost/step-cost';
import { WAITING } from '../memory/fetch-state';
import type { KvMemory } from '../memory/kv-memory';
import type { Instance, Lane } from './cluster-state';
import { wakeLane } from './decode-batch';
import { finishPrompt } from './prompt-end';
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
  if (memory.foundBlocks > memory.deviceBlocks) {
    const plan = memory.plan(instance.id, request, (tokens, cached) => recompute(lane, tokens, cached));
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
    memory.fetch(instance.id, request, kv.bytesFor(whole), now);
    kv.take(0, kv.localBlocksFor(found));
    kv.resize(found, start);
    dequeue(requests, instance);
    pool.meter.addWaiting(now, -1);
    begin(sim, instance, request, now);
    return 'fetching';
  }
  memory.admit(instance.id, request, kv.bytesFor(whole), target, now);
  kv.take(0, kv.localBlocksFor(found));
  if (choice === 'split') {
    begin(sim, instance, request, now);
    kv.resize(found, start);
    memory.fetchAlong(instance.id, request, target, now);
  }
  return 'seated';
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
  if (memory.fetchState(instance.id, request) === WAITING) {
    instance.kv.resize(requests.computed[request]!, 0);
    memory.fetched(instance.id, request, now);
    instance.promptTokensAhead += requests.computed[request]!;
    requests.computed[request] = 0;
    enqueueFirst(requests, instance, request);
    instance.pool.meter.addWaiting(now, 1);
  } else {
    memory.fetched(instance.id, request, now);
    if (sim.parked.delete(request)) finishPrompt(sim, instance.lanes[0]!, request, now, true);
  }
  wakeLane(sim, instance, now);
}

const shape: StepShape = {
  batch: 0,
  globalTokens: 0,
  localTokens: 0,
  chunks: 1,
  chunkNew: [0],
  chunkCached: [0],
  finishing: 0,
};
const work: StepWork = { seconds: 0, flop: 0, peakComputeSeconds: 0, bytes: 0 };

/** Seconds that computing `tokens` after `cached` others would take by themselves. */
function recompute(lane: Lane, tokens: Tokens, cached: Tokens): Seconds {
  shape.chunkNew = [tokens];
  shape.chunkCached = [cached];
  lane.instance.pool.plan.cost.step(shape, work);
  return work.seconds;
}
