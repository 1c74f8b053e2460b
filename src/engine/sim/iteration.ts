import type { Seconds } from '../../units/units';
import { makeStepWork, type StepShape } from '../cost/step-cost';
import { advance, applyChanges, growKv, join, leave, planDecode, settle, stepsThatFit } from './decode-batch';
import { leavesBeforeAStep } from './gap-meter';
import { decodesOnly } from '../roles';
import { beginHandOff } from './hand-off';
import { begin, seat } from './prefix';
import { finishPrompt } from './prompt-end';
import type { RequestState } from './request-state';
import { IDLE, MIXED, type Lane, type Pool } from './cluster-state';
import { complete } from './completion';
import { dequeue, enqueueFirst } from './queue';
import { countRound, mostOfRound } from './round-draws';
import { finishRound } from './rounds';
import type { SimState } from './state';

/**
 * Continuous batching with chunked prefill, as in vLLM V1: every iteration has a token budget and a sequence
 * cap; running sequences come first, then waiting ones in order of arrival until budget, cap or KV blocks run
 * out; a prompt may be computed in chunks; when a running sequence finds no block, the last one is preempted,
 * recomputed later, and nobody is admitted in that iteration.
 */

/** Decides what a lane does next, at a step boundary. */
function plan(sim: SimState, lane: Lane, now: Seconds): void {
  const { pool } = lane.instance;
  const wasIdle = lane.mode === IDLE;
  const admitted = lane.joining.length;
  for (let i = 0; i < admitted; i++) {
    const request = lane.joining[i]!;
    join(sim, lane, request, sim.requests.prompt[request]! + sim.requests.delivered[request]!, now);
  }
  if (admitted > 0) lane.joining.length = 0;
  let preempted = false;
  if (!pool.reserves) {
    for (;;) {
      const needed = mostTokens(sim, lane);
      if (lane.batch === 0 || stepsThatFit(lane, needed) >= needed) break;
      preemptLast(sim, lane, now);
      preempted = true;
    }
  }
  if (pool.plan.pipelinePrefill === null && !decodesOnly(pool.plan.input.role)) {
    if (startIteration(sim, lane, now, preempted)) {
      if (wasIdle) pool.meter.addBusyLanes(now, 1);
      return;
    }
  }
  if (lane.batch > 0) {
    if (wasIdle) pool.meter.addBusyLanes(now, 1);
    planDecode(sim, lane, now, preempted);
    return;
  }
  settle(lane);
  lane.mode = IDLE;
  sim.laneEvents.remove(lane.id);
  if (!wasIdle) pool.meter.addBusyLanes(now, -1);
}

const shape: StepShape = {
  batch: 0,
  globalTokens: 0,
  localTokens: 0,
  chunks: 0,
  chunkNew: [],
  chunkCached: [],
  finishing: 0,
};

/** Gathers prompt chunks; false when there is nothing to compute but decodes. */
function startIteration(sim: SimState, lane: Lane, now: Seconds, preempted: boolean): boolean {
  const { instance } = lane;
  if (lane.partial < 0 && (instance.queueHead < 0 || preempted)) return false;
  const { requests } = sim;
  const { kv } = instance;
  const { maxSequencesPerLane, input, cost, rounds } = instance.pool.plan;
  // Running decodes take their blocks first.
  const heldBack = lane.batch > 0 ? decodeGrowthBytes(lane, mostTokens(sim, lane)) : 0;
  let tokens = input.tokenBudget - lane.batch;
  let chunks = 0;
  let finishing = 0;
  const addChunk = (request: number): boolean => {
    const done = requests.computed[request]!;
    const n = Math.min(tokens, requests.target[request]! - done);
    if (n <= 0 || kv.growthBytes(done, done + n) > kv.freeBytes() - heldBack) return false;
    kv.resize(done, done + n);
    lane.chunkRequest[chunks] = request;
    lane.chunkNew[chunks] = n;
    lane.chunkCached[chunks] = done;
    chunks++;
    tokens -= n;
    if (done + n === requests.target[request]!) finishing++;
    return true;
  };
  if (lane.partial >= 0) addChunk(lane.partial);
  const partialStalled = lane.partial >= 0 && chunks === 0;
  while (!preempted && !partialStalled && instance.queueHead >= 0) {
    if (lane.batch + chunks >= maxSequencesPerLane) break;
    const head = instance.queueHead;
    if (sim.memory?.serves(instance.id) === true && !sim.memory.holds(instance.id, head)) {
      const seated = seat(sim, sim.memory, lane, head, tokens, heldBack, now);
      if (seated === 'blocked') break;
      if (seated === 'fetching') continue;
    }
    if (!addChunk(head)) break;
    dequeue(requests, instance);
    instance.pool.meter.addWaiting(now, -1);
    begin(sim, instance, head, now);
  }
  if (chunks === 0) return false;
  settle(lane);
  if (rounds !== undefined) countRound(sim, lane, rounds);
  else if (lane.batch > 0 && !instance.pool.reserves) growKv(lane, 1);
  lane.chunks = chunks;
  lane.mode = MIXED;
  shape.batch = lane.batch;
  shape.globalTokens = lane.globalTokens;
  shape.localTokens = lane.localTokens;
  shape.chunks = chunks;
  shape.chunkNew = lane.chunkNew;
  shape.chunkCached = lane.chunkCached;
  shape.finishing = finishing;
  (rounds?.cost ?? cost).step(shape, work);
  lane.iterationStart = now;
  lane.iterationSeconds = work.seconds;
  instance.pool.meter.recordStep(lane, work, input.tokenBudget - lane.batch - tokens, requests, sim.ledger);
  sim.laneEvents.set(lane.id, now + work.seconds);
  beginHandOff(sim, lane);
  return true;
}

const work = makeStepWork();

/** Most tokens that a sequence of the batch gains in the next step. */
function mostTokens(sim: SimState, lane: Lane): number {
  const { rounds } = lane.instance.pool.plan;
  return rounds === undefined ? 1 : mostOfRound(sim, lane, rounds);
}

function decodeGrowthBytes(lane: Lane, steps: number): number {
  const { kv } = lane.instance;
  const before = kv.usedBytes();
  const { globalBlocks, localBlocks, peakBytes } = kv;
  growKv(lane, steps);
  const growth = kv.usedBytes() - before;
  kv.globalBlocks = globalBlocks;
  kv.localBlocks = localBlocks;
  kv.peakBytes = peakBytes;
  return growth;
}

/** Ends the iteration under way: decodes advance by one token, finished prompts deliver their first. */
function finishIteration(sim: SimState, lane: Lane, now: Seconds): void {
  const { requests } = sim;
  const { rounds } = lane.instance.pool.plan;
  if (rounds !== undefined) finishRound(sim, lane, rounds, now, complete);
  else {
    lane.step += 1;
    lane.globalTokens += lane.batch;
    lane.localTokens += lane.growingLocal;
    applyChanges(sim, lane, now, complete);
  }
  lane.partial = -1;
  for (let c = 0; c < lane.chunks; c++) {
    const request = lane.chunkRequest[c]!;
    requests.computed[request]! += lane.chunkNew[c]!;
    lane.instance.promptTokensAhead -= lane.chunkNew[c]!;
    lane.instance.promptTokensDone += lane.chunkNew[c]!;
    if (requests.computed[request]! < requests.target[request]!) lane.partial = request;
    else finishPrompt(sim, lane, request, now);
  }
  lane.chunks = 0;
}

/** Frees the memory of the last sequence in order of arrival and puts it back at the head of the queue. */
function preemptLast(sim: SimState, lane: Lane, now: Seconds): void {
  const { requests } = sim;
  const { instance } = lane;
  let victim = lane.partial;
  if (victim >= 0) {
    sim.memory?.computed(instance.id, victim, requests.computed[victim]!, now);
    instance.kv.resize(requests.computed[victim]!, 0);
    sim.memory?.release(instance.id, victim, now);
    instance.promptTokensAhead += requests.computed[victim]!;
    lane.partial = -1;
  } else {
    victim = lastToArrive(requests, lane);
    lane.changes.remove(victim);
    const context = leave(sim, lane, victim, now);
    sim.memory?.computed(instance.id, victim, context - 1, now);
    instance.kv.resize(context - 1, 0);
    sim.memory?.release(instance.id, victim, now);
    requests.delivered[victim] = context - requests.prompt[victim]!;
    requests.target[victim] = context;
    instance.promptTokensAhead += context;
    if (!leavesBeforeAStep(lane, victim)) requests.lastToken[victim] = now;
    // Until it is back in a batch its time counts as stall; `finishPrompt` closes the account.
    requests.stallSeconds[victim]! -= now;
  }
  requests.computed[victim] = 0;
  sim.ledger?.restarted(victim);
  enqueueFirst(requests, instance, victim);
  instance.pool.meter.addWaiting(now, 1);
  sim.preemptions++;
}

function lastToArrive(requests: RequestState, lane: Lane): number {
  let last = lane.changes.requestAt(0);
  for (let i = 1; i < lane.changes.size; i++) {
    const request = lane.changes.requestAt(i);
    const later = requests.arrival[request]! - requests.arrival[last]!;
    if (later > 0 || (later === 0 && request > last)) last = request;
  }
  return last;
}

/** Handles the pending event of a lane. */
export function onLane(sim: SimState, lane: Lane, now: Seconds): void {
  if (lane.mode === MIXED) {
    finishIteration(sim, lane, now);
  } else if (lane.mode !== IDLE) {
    const { rounds } = lane.instance.pool.plan;
    if (rounds !== undefined) finishRound(sim, lane, rounds, now, complete);
    else {
      advance(lane, lane.targetStep - lane.step);
      applyChanges(sim, lane, now, complete);
    }
  }
  plan(sim, lane, now);
  const { pool } = lane.instance;
  noteKv(sim, pool, now);
  if (pool.meter.companions.length > 0) pool.meter.holdElsewhere(now, poolBlocks(pool));
}

/** Blocks of full-attention layers; a draft model holds as many. */
function poolBlocks(pool: Pool): number {
  return pool.instances.reduce((sum, { kv }) => sum + kv.globalBlocks, 0);
}

/** KV of running requests, and what is kept for later ones. */
function noteKv({ memory }: SimState, { meter, instances }: Pool, now: Seconds): void {
  let [running, kept] = [0, 0];
  for (const { id, kv } of instances) {
    running += kv.usedBytes();
    if (memory?.serves(id)) kept += memory.keptBytes(id);
  }
  meter.kvSeries.set(now, running);
  if (memory !== null) meter.keptSeries.set(now, kept);
}
