import type { Seconds } from '../../units/units';
import type { SideReport, Waterfall } from '../result';
import { select } from '../number/select';
import type { RequestState } from './request-state';

/** What comes after the first token, in the order in which it does. */
interface AnswerParts {
  room: Seconds;
  transfer: Seconds;
  wait: Seconds;
  decode: Seconds;
  stall: Seconds;
}

const noParts = (): AnswerParts => ({ room: 0, transfer: 0, wait: 0, decode: 0, stall: 0 });

/** Of a request that has ended; an answer of one token has nothing after it. */
function afterFirst(r: RequestState, i: number): AnswerParts {
  const [first, start, stall] = [r.firstToken[i]!, r.decodeStart[i]!, r.stallSeconds[i]!];
  if (Number.isNaN(start)) return { ...noParts(), decode: r.end[i]! - first - stall, stall };
  const [roomAt, ready] = [r.roomAt[i]!, r.decodeReady[i]!];
  const room = Number.isNaN(roomAt) ? first : roomAt;
  return {
    room: room - first,
    transfer: ready - room,
    wait: start - ready,
    decode: r.end[i]! - start - stall,
    stall,
  };
}

function addParts(sums: AnswerParts, parts: AnswerParts, weight: number): void {
  for (const key of ANSWER_PARTS) sums[key] += parts[key] * weight;
}

const ANSWER_PARTS = ['room', 'transfer', 'wait', 'decode', 'stall'] as const;

/** Where one request's time went; the parts sum to its end-to-end time. Null while it has not ended. */
export function waterfallOf(r: RequestState, i: number): Waterfall | null {
  const end = r.end[i]!;
  if (Number.isNaN(end)) return null;
  const fetch = r.fetchSeconds[i]!;
  const { room, transfer, wait, decode, stall } = afterFirst(r, i);
  return {
    request: i,
    e2e_s: end - r.arrival[i]!,
    route_s: r.reached[i]! - r.arrival[i]!,
    queue_s: r.prefillStart[i]! - r.reached[i]!,
    fetch_s: fetch,
    prefill_s: r.firstToken[i]! - r.prefillStart[i]! - fetch,
    room_s: room,
    transfer_s: transfer,
    wait_s: wait,
    decode_s: decode,
    stall_s: stall,
  };
}

/** The requests at the 50th, 90th and 99th percentile of end-to-end time, counted from `cut`. */
export function typicalWaterfalls(
  r: RequestState,
  cut: number,
): { p50: Waterfall; p90: Waterfall; p99: Waterfall } | null {
  const done = new Int32Array(Math.max(0, r.count - cut));
  let count = 0;
  for (let i = cut; i < r.count; i++) if (!Number.isNaN(r.end[i]!)) done[count++] = i;
  if (count === 0) return null;
  const time = (i: number): number => r.end[i]! - r.arrival[i]!;
  const times = Float64Array.from(done.subarray(0, count), time);
  const at = (p: number): Waterfall => {
    const place = Math.round((count - 1) * p);
    const wanted = select(times, place);
    // Of those that took as long, the one that comes there by number.
    let before = place;
    for (let k = 0; k < place; k++) if (times[k]! < wanted) before--;
    let k = 0;
    while (time(done[k]!) !== wanted || before-- > 0) k++;
    return waterfallOf(r, done[k]!)!;
  };
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99) };
}

/** Means of what comes before the first token, over the requests that have ended, counted from `cut`. */
export function firstTokenParts(r: RequestState, cut: number): SideReport['ttft_parts_s'] {
  const sums = { route: 0, queue: 0, fetch: 0, prefill: 0 };
  let count = 0;
  for (let i = cut; i < r.count; i++) {
    if (Number.isNaN(r.end[i]!)) continue;
    const [started, reached, fetch] = [r.prefillStart[i]!, r.reached[i]!, r.fetchSeconds[i]!];
    sums.route += reached - r.arrival[i]!;
    sums.queue += started - reached;
    sums.fetch += fetch;
    sums.prefill += r.firstToken[i]! - started - fetch;
    count++;
  }
  if (count === 0) return null;
  const { route, queue, fetch, prefill } = sums;
  return { route: route / count, queue: queue / count, fetch: fetch / count, prefill: prefill / count };
}

/** Means of what comes between two tokens, over the requests of more than one that have ended, counted from `cut`. */
export function tokenParts(r: RequestState, cut: number): SideReport['tpot_parts_s'] {
  const sums = noParts();
  let count = 0;
  for (let i = cut; i < r.count; i++) {
    const gaps = r.output[i]! - 1;
    if (Number.isNaN(r.end[i]!) || gaps < 1) continue;
    addParts(sums, afterFirst(r, i), 1 / gaps);
    count++;
  }
  if (count === 0) return null;
  const means = noParts();
  addParts(means, sums, 1 / count);
  return means;
}

/** Means of all that a request's time goes to, over the requests that have ended, counted from `cut`. `first`: its parts before the first token. */
export function answerParts(
  r: RequestState,
  cut: number,
  first: SideReport['ttft_parts_s'],
): SideReport['e2e_parts_s'] {
  if (first === null) return null;
  const sums = noParts();
  let count = 0;
  for (let i = cut; i < r.count; i++) {
    if (Number.isNaN(r.end[i]!)) continue;
    addParts(sums, afterFirst(r, i), 1);
    count++;
  }
  return {
    route_s: first.route,
    queue_s: first.queue,
    fetch_s: first.fetch,
    prefill_s: first.prefill,
    room_s: sums.room / count,
    transfer_s: sums.transfer / count,
    wait_s: sums.wait / count,
    decode_s: sums.decode / count,
    stall_s: sums.stall / count,
  };
}
