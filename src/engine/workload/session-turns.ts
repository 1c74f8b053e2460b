import type { Seconds } from '../../units/units';
import { HUMAN, type SessionRequests } from './session-workload';

/** The turn after `request`, or -1, and when it is due if the answer ended at `finishedAt`. */
export function nextTurn(
  sessions: SessionRequests,
  request: number,
  finishedAt: Seconds,
): { request: number; dueAt: Seconds } {
  const next = sessions.next[request]!;
  return { request: next, dueAt: next < 0 ? Infinity : finishedAt + sessions.gapSeconds[next]! };
}

/** What begins the turn after each request: what its session waits for. Nobody knows that a last turn was the last. */
export function whatFollows(sessions: SessionRequests): Uint8Array {
  return Uint8Array.from(sessions.next, (next) => (next < 0 ? HUMAN : sessions.startedBy[next]!));
}

/**
 * The same turns in an open loop: each is due as if the turn before it had taken `serviceSeconds`, whatever the
 * cluster does. All requests arrive by the clock and are in order of arrival; ties keep the order of the sessions.
 */
export function openLoop(
  sessions: SessionRequests,
  serviceSeconds: (request: number) => Seconds,
): SessionRequests {
  const { count, next, gapSeconds } = sessions;
  const due = sessions.arrival.slice();
  for (let first = 0; first < sessions.firstTurns; first++) {
    for (let at = first; next[at]! >= 0; at = next[at]!) {
      due[next[at]!] = due[at]! + serviceSeconds(at) + gapSeconds[next[at]!]!;
    }
  }
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  order.sort((i, j) => due[i]! - due[j]! || i - j);
  const { offsets, ids, blockTokens } = sessions.blocks;
  const sortedOffsets = new Int32Array(count + 1);
  const sortedIds = new Int32Array(ids.length);
  order.forEach((i, place) => {
    const row = ids.subarray(offsets[i], offsets[i + 1]);
    sortedIds.set(row, sortedOffsets[place]);
    sortedOffsets[place + 1] = sortedOffsets[place]! + row.length;
  });
  return {
    count,
    firstTurns: count,
    arrival: Float64Array.from(order, (i) => due[i]!),
    promptTokens: Int32Array.from(order, (i) => sessions.promptTokens[i]!),
    outputTokens: Int32Array.from(order, (i) => sessions.outputTokens[i]!),
    session: Int32Array.from(order, (i) => sessions.session[i]!),
    turn: Int32Array.from(order, (i) => sessions.turn[i]!),
    startedBy: Uint8Array.from(order, (i) => sessions.startedBy[i]!),
    gapSeconds: Float64Array.from(order, (i) => gapSeconds[i]!),
    next: new Int32Array(count).fill(-1),
    blocks: { offsets: sortedOffsets, ids: sortedIds, blockTokens },
    cutRequests: sessions.cutRequests,
  };
}
