import type { Seconds, Tokens } from '../../units/units';
import type { Rounds } from '../layout/pool-plan';
import { KV_BLOCK_TOKENS } from '../plan';
import type { Instance, Lane } from './cluster-state';
import { leave, leaveWindow, settle } from './decode-batch';
import { blocksFor } from './kv-room';
import { producedBy, tokensOfRound } from './round-draws';
import type { SimState } from './state';

/**
 * Rounds of draft and verify drawn one by one: a step of the lane is a round, after which every sequence is ahead by its
 * own number of tokens. Nothing is jumped over.
 */

/** The round is over: sequences advance by what it brought them; those that are done leave and are given to `done`. */
export function finishRound(
  sim: SimState,
  lane: Lane,
  rounds: Rounds,
  now: Seconds,
  done: (sim: SimState, request: number, instance: Instance, heldTokens: Tokens, now: Seconds) => void,
): void {
  const members = Array.from({ length: lane.changes.size }, (_, i) => lane.changes.requestAt(i));
  const gains = members.map((request) => tokensOfRound(sim, request, producedBy(sim, lane, request), rounds));
  while (lane.changes.size > 0) lane.changes.pop();
  // Every context grows by one with the lane's step; what a sequence gained beyond is added to its own base.
  lane.step += 1;
  settle(lane);
  members.forEach((request, i) => gain(sim, lane, request, gains[i]!));
  for (const request of members) {
    const left = sim.requests.output[request]! - producedBy(sim, lane, request);
    if (left > 0) {
      lane.changes.push(lane.step + left, request);
      continue;
    }
    const context = leave(sim, lane, request, now);
    done(sim, request, lane.instance, context - 1, now);
  }
}

function gain(sim: SimState, lane: Lane, request: number, tokens: Tokens): void {
  const { requests, growing } = sim;
  const { kv, pool } = lane.instance;
  const { window } = pool;
  pool.meter.trail?.gained(request, tokens);
  const before = requests.base[request]!;
  const context = before + lane.step - 1 + tokens;
  const old = context - tokens;
  if (growing[request] === 1 && context >= window) leaveWindow(sim, lane, request);
  requests.base[request] = before + tokens - 1;
  move(lane.globalPhase, before, before + tokens - 1);
  if (growing[request] === 1) move(lane.localPhase, before, before + tokens - 1);
  lane.globalTokens += tokens;
  if (window < Infinity) lane.localTokens += Math.min(context, window) - Math.min(old, window);
  if (pool.reserves) return;
  // A sequence holds KV of all tokens but the last; a full window is held to its end while the sequence runs.
  const ends = context - requests.prompt[request]! >= requests.output[request]!;
  const heldLocal = (at: Tokens) => kv.localBlocksFor(at >= window ? window : at - 1);
  const local = ends ? kv.localBlocksFor(context - 1) : heldLocal(context);
  kv.take(blocksFor(context - 1) - blocksFor(old - 1), local - heldLocal(old));
}

function move(phases: Int32Array, from: number, to: number): void {
  const phase = (x: number) => ((x % KV_BLOCK_TOKENS) + KV_BLOCK_TOKENS) % KV_BLOCK_TOKENS;
  phases[phase(from)]!--;
  phases[phase(to)]!++;
}
