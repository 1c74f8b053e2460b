import type { Seconds, Tokens } from '../../units/units';
import type { Branch } from '../cost/step-cost';
import { KV_BLOCK_TOKENS } from '../plan';
import { DECODING, IDLE, type Instance, type Lane } from './cluster-state';
import { joinsLate } from './gap-meter';
import { countRound } from './round-draws';
import { elapsed, overtakes, stepsUntil } from './segment';
import type { SimState } from './state';

/** The running batch of a lane: who is in it, what a step of it costs, how far it can be jumped. */

function phase(x: number): number {
  const r = x % KV_BLOCK_TOKENS;
  return r < 0 ? r + KV_BLOCK_TOKENS : r;
}

/** Adds a request whose next step sees `context` tokens. Its KV for context - 1 tokens is already held. */
export function join(sim: SimState, lane: Lane, request: number, context: Tokens, now: Seconds): void {
  settle(lane);
  const { requests } = sim;
  const { window } = lane.instance.pool;
  const offset = context - lane.step;
  requests.base[request] = offset;
  lane.batch++;
  lane.globalTokens += context;
  lane.globalPhase[phase(offset)]!++;
  let change = lane.step + requests.output[request]! - requests.delivered[request]!;
  if (window < Infinity) {
    lane.localTokens += Math.min(context, window);
    if (context < window) {
      lane.growingLocal++;
      lane.localPhase[phase(offset)]!++;
      sim.growing[request] = 1;
      change = Math.min(change, lane.step + (window - context));
    } else if (context === window) {
      fillWindow(lane, window);
    }
  }
  lane.changes.push(change, request);
  if (Number.isNaN(requests.decodeStart[request]!)) requests.decodeStart[request] = now;
  requests.decodeLane[request] = lane.id;
  joinsLate(lane, request, requests.lastToken[request]!, now);
  charge(sim, lane, request, -1);
  sim.ledger?.joined(requests, lane, request, now);
  lane.instance.pool.meter.trail?.joined(lane, request, requests.delivered[request]!);
  lane.instance.pool.meter.addRunning(now, 1);
}

/** Takes a request out of the batch; returns its context at the next step. Its heap entry is the caller's. */
export function leave(sim: SimState, lane: Lane, request: number, now: Seconds): Tokens {
  settle(lane);
  const offset = sim.requests.base[request]!;
  const context = offset + lane.step;
  charge(sim, lane, request, 1);
  sim.ledger?.left(sim.requests, lane, request, context - sim.requests.prompt[request]!, now);
  lane.instance.pool.meter.trail?.left(request);
  lane.batch--;
  lane.globalTokens -= context;
  lane.globalPhase[phase(offset)]!--;
  const { window } = lane.instance.pool;
  if (window < Infinity) {
    lane.localTokens -= Math.min(context, window);
    if (sim.growing[request] === 1) leaveWindow(sim, lane, request);
  }
  lane.instance.pool.meter.addRunning(now, -1);
  return context;
}

/** Opens (-1) or closes (+1) a request's account with the lane: what it owes is the difference. */
function charge(sim: SimState, lane: Lane, request: number, sign: number): void {
  const { requests } = sim;
  requests.tdpSeconds[request]! += sign * lane.shareTdpSeconds;
  requests.bytes[request]! += sign * lane.shareBytes;
  requests.chipSeconds[request]! += sign * lane.shareChipSeconds;
  requests.stallSeconds[request]! += sign * lane.shareStallSeconds;
  requests.elsewhereJoules[request]! += sign * lane.shareElsewhereJoules;
  requests.elsewhereUsd[request]! += sign * lane.shareElsewhereUsd;
}

export function leaveWindow(sim: SimState, lane: Lane, request: number): void {
  sim.growing[request] = 0;
  lane.growingLocal--;
  lane.localPhase[phase(sim.requests.base[request]!)]!--;
}

/** The block of a window's last token, which no step allocates once the sequence has stopped growing. */
function fillWindow(lane: Lane, window: Tokens): void {
  const { kv, pool } = lane.instance;
  if (!pool.reserves) kv.take(0, kv.localBlocksFor(window) - kv.localBlocksFor(window - 1));
}

/** Sequences whose windowed layers are full stop growing there; those that are done leave and are given to `done`. */
export function applyChanges(
  sim: SimState,
  lane: Lane,
  now: Seconds,
  done: (sim: SimState, request: number, instance: Instance, heldTokens: Tokens, now: Seconds) => void,
): void {
  while (lane.changes.peekStep() <= lane.step) {
    const request = lane.changes.peekRequest();
    const { requests } = sim;
    const context = requests.base[request]! + lane.step;
    lane.changes.pop();
    const produced = context - requests.prompt[request]!;
    if (produced >= requests.output[request]!) {
      leave(sim, lane, request, now);
      done(sim, request, lane.instance, context - 1, now);
    } else {
      settle(lane);
      leaveWindow(sim, lane, request);
      fillWindow(lane, lane.instance.pool.window);
      lane.changes.push(lane.step + requests.output[request]! - produced, request);
    }
  }
}

/** Books the steps run since the anchor and forgets it: the batch or its cost is about to change. */
export function settle(lane: Lane): void {
  if (!lane.anchored) return;
  lane.instance.pool.meter.recordRun(lane);
  lane.anchored = false;
}

/** Advances the counters by k steps, KV memory included unless it was reserved whole. */
export function advance(lane: Lane, k: number): void {
  if (!lane.instance.pool.reserves) growKv(lane, k);
  lane.step += k;
  lane.globalTokens += lane.batch * k;
  lane.localTokens += lane.growingLocal * k;
}

/** Takes the blocks that the next k steps need. */
export function growKv(lane: Lane, k: number): void {
  const cycles = Math.floor(k / KV_BLOCK_TOKENS);
  let globalBlocks = cycles * lane.batch;
  let localBlocks = cycles * lane.growingLocal;
  for (let j = cycles * KV_BLOCK_TOKENS; j < k; j++) {
    const p = phase(1 - lane.step - j);
    globalBlocks += lane.globalPhase[p]!;
    localBlocks += lane.localPhase[p]!;
  }
  lane.instance.kv.take(globalBlocks, localBlocks);
}

/** How many of the next `wanted` steps find the KV blocks they need. */
export function stepsThatFit(lane: Lane, wanted: number): number {
  const { kv } = lane.instance;
  const free = kv.freeBytes();
  const perCycle = kv.bytesOf(lane.batch, lane.growingLocal);
  if (Math.ceil(wanted / KV_BLOCK_TOKENS) * perCycle <= free) return wanted;
  const cycles = Math.floor(free / perCycle);
  let left = free - cycles * perCycle;
  let k = cycles * KV_BLOCK_TOKENS;
  while (k < wanted) {
    const p = phase(1 - lane.step - k);
    left -= kv.bytesOf(lane.globalPhase[p]!, lane.localPhase[p]!);
    if (left < 0) break;
    k++;
  }
  return Math.min(k, wanted);
}

/** Anchors a run of steps at `now`: which branch of the cost holds, and until which step. */
function anchorRun(lane: Lane, now: Seconds): void {
  const { cost: mean, rounds } = lane.instance.pool.plan;
  const cost = (rounds?.cost ?? mean).decode(lane.batch);
  let first = -1;
  let slope = 0;
  let active: Branch | null = null;
  for (const branch of cost.branches) {
    const a =
      branch.base + branch.perGlobalToken * lane.globalTokens + branch.perLocalToken * lane.localTokens;
    const s = branch.perGlobalToken * lane.batch + branch.perLocalToken * lane.growingLocal;
    if (a > first || (a === first && s > slope)) {
      first = a;
      slope = s;
      active = branch;
    }
  }
  let holds = Infinity;
  if (cost.branches.length > 1) {
    for (const branch of cost.branches) {
      const a =
        branch.base + branch.perGlobalToken * lane.globalTokens + branch.perLocalToken * lane.localTokens;
      const s = branch.perGlobalToken * lane.batch + branch.perLocalToken * lane.growingLocal;
      holds = Math.min(holds, overtakes(first, slope, a, s));
    }
  }
  lane.anchored = true;
  lane.anchor = now;
  lane.anchorStep = lane.step;
  lane.anchorGlobal = lane.globalTokens;
  lane.anchorLocal = lane.localTokens;
  lane.first = first;
  lane.slope = slope;
  lane.cost = cost;
  lane.branch = active;
  lane.branchEnd = lane.step + holds;
}

/**
 * Plans decode steps up to the first at which something changes, or one step when admission was only suspended
 * and must be tried again. The batch must fit one more step.
 */
export function planDecode(sim: SimState, lane: Lane, now: Seconds, oneStep: boolean): void {
  if (lane.anchored && lane.step >= lane.branchEnd) settle(lane);
  if (!lane.anchored) anchorRun(lane, now);
  let last = Math.min(lane.changes.peekStep(), lane.branchEnd);
  if (!lane.instance.pool.reserves) last = lane.step + stepsThatFit(lane, last - lane.step);
  const { rounds } = lane.instance.pool.plan;
  if (rounds !== undefined) {
    countRound(sim, lane, rounds);
    last = lane.step + 1;
  }
  lane.mode = DECODING;
  lane.lastStep = last;
  schedule(sim, lane, sim.skipping && !oneStep ? last : lane.step + 1);
}

/** Brings the pending event forward to the first step that ends at or after `time`. */
export function cut(sim: SimState, lane: Lane, time: Seconds): void {
  if (lane.mode !== DECODING || !sim.skipping) return;
  const k = stepsUntil(
    lane.anchor,
    lane.first,
    lane.slope,
    time,
    lane.step + 1 - lane.anchorStep,
    lane.targetStep - lane.anchorStep,
  );
  schedule(sim, lane, lane.anchorStep + k);
}

function schedule(sim: SimState, lane: Lane, step: number): void {
  lane.targetStep = step;
  sim.laneEvents.set(lane.id, lane.anchor + elapsed(lane.first, lane.slope, step - lane.anchorStep));
}

/** Lets an instance of one lane look at its queue: now if idle, else at the next step boundary. */
export function wakeLane(sim: SimState, instance: Instance, now: Seconds): void {
  const lane = instance.lanes[0]!;
  if (lane.mode === IDLE) sim.laneEvents.set(lane.id, now);
  else if (lane.mode === DECODING && lane.batch < instance.pool.plan.maxSequencesPerLane) cut(sim, lane, now);
}
