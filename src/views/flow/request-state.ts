import type { Snapshot } from '../../engine/result';
import type { Seconds, Tokens, TokensPerSecond } from '../../units/units';

type Requests = Snapshot['requests'];

/** Where one request is at one moment. `blocked`: it waits for room in the decode pool; `held`: its KV has arrived and it waits for a place in the batch. */
export type Stage = 'coming' | 'queued' | 'prefill' | 'blocked' | 'transfer' | 'held' | 'decode' | 'done';

/** A request that was never taken up (turned away) has no first iteration. It is drawn nowhere. */
export function wasServed(requests: Requests, id: number): boolean {
  return !Number.isNaN(requests.prefillStart[id]!);
}

/** When its KV may leave for the decode pool: with its first token, or when there was room for it; Infinity: not yet. */
export function leavesAt(requests: Requests, id: number): Seconds {
  const room = requests.roomAt?.[id] ?? NaN;
  return Number.isNaN(room) ? requests.firstToken[id]! : room;
}

/** Milestones that the run did not reach are NaN; every comparison with NaN is false, so they never pass. */
export function stageAt(requests: Requests, id: number, t: Seconds): Stage {
  if (t >= requests.end[id]!) return 'done';
  if (t >= requests.decodeStart[id]!) return 'decode';
  if (t >= requests.decodeReady[id]!) return 'held';
  if (t >= requests.firstToken[id]!) return t < leavesAt(requests, id) ? 'blocked' : 'transfer';
  if (t >= requests.prefillStart[id]!) return 'prefill';
  return t >= requests.arrival[id]! ? 'queued' : 'coming';
}

/**
 * Answer tokens that exist at `t`. The first appears at `firstToken`; the others are spread evenly from the
 * start of decoding to the end, which is what the engine's milestones can tell.
 */
export function tokensAt(requests: Requests, id: number, t: Seconds): Tokens {
  if (!(t >= requests.firstToken[id]!)) return 0;
  const rest = requests.outputTokens[id]! - 1;
  const start = requests.decodeStart[id]!;
  const end = requests.end[id]!;
  if (t >= end) return rest + 1;
  if (!(t >= start) || !(end > start)) return 1;
  return 1 + Math.min(rest, Math.floor(((t - start) / (end - start)) * rest));
}

/** When token `j` (from 0) appears; NaN if the run did not get there. */
export function tokenTime(requests: Requests, id: number, j: number): Seconds {
  if (j <= 0) return requests.firstToken[id]!;
  const rest = requests.outputTokens[id]! - 1;
  const start = requests.decodeStart[id]!;
  return start + ((requests.end[id]! - start) * j) / rest;
}

/** How fast this request's answer streams while it decodes; 0 if it has one token or never ended. */
export function streamRate(requests: Requests, id: number): TokensPerSecond {
  const seconds = requests.end[id]! - requests.decodeStart[id]!;
  return seconds > 0 ? (requests.outputTokens[id]! - 1) / seconds : 0;
}

/** Share of the prompt that has been computed. */
export function promptShare(requests: Requests, id: number, t: Seconds): number {
  const start = requests.prefillStart[id]!;
  const end = requests.firstToken[id]!;
  if (!(t > start)) return 0;
  return t >= end || !(end > start) ? 1 : (t - start) / (end - start);
}
