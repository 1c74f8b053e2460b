import type { SideReport, Waterfall } from '../result';
import { select } from '../number/select';
import type { RequestState } from './request-state';

/** What comes after the first token, in the order in which it does: places in a list of seconds. */
const ROOM = 0;
const TRANSFER = 1;
const WAIT = 2;
const DECODE = 3;
const STALL = 4;
const PARTS = 5;

/** Scratch: a report asks for the parts of every request. */
const AFTER = new Float64Array(PARTS);

/** Of a request that has ended; an answer of one token has nothing after it. */
function afterFirst(r: RequestState, i: number): Float64Array {
  const [first, start, stall] = [r.firstToken[i]!, r.decodeStart[i]!, r.stallSeconds[i]!];
  const decoded = !Number.isNaN(start);
  const room = decoded ? r.leavesAt(i) : first;
  const ready = decoded ? r.decodeReady[i]! : first;
  const begun = decoded ? start : first;
  AFTER[ROOM] = room - first;
  AFTER[TRANSFER] = ready - room;
  AFTER[WAIT] = begun - ready;
  AFTER[DECODE] = r.end[i]! - begun - stall;
  AFTER[STALL] = stall;
  return AFTER;
}

/** Means over the requests that have ended, counted from `cut`; per gap between tokens, of those that have one, or whole. */
function meansAfterFirst(r: RequestState, cut: number, perGap: boolean): Float64Array | null {
  const means = new Float64Array(PARTS);
  let count = 0;
  for (let i = cut; i < r.count; i++) {
    const parts = perGap ? r.output[i]! - 1 : 1;
    if (Number.isNaN(r.end[i]!) || parts < 1) continue;
    const after = afterFirst(r, i);
    for (let p = 0; p < PARTS; p++) means[p]! += after[p]! / parts;
    count++;
  }
  return count === 0 ? null : means.map((sum) => sum / count);
}

/** Where one request's time went; the parts sum to its end-to-end time. Null while it has not ended. */
export function waterfallOf(r: RequestState, i: number): Waterfall | null {
  const end = r.end[i]!;
  if (Number.isNaN(end)) return null;
  const fetch = r.fetchSeconds[i]!;
  const after = afterFirst(r, i);
  return {
    request: i,
    e2e_s: end - r.arrival[i]!,
    route_s: r.reached[i]! - r.arrival[i]!,
    queue_s: r.prefillStart[i]! - r.reached[i]!,
    fetch_s: fetch,
    prefill_s: r.firstToken[i]! - r.prefillStart[i]! - fetch,
    ...namedSeconds(after),
  };
}

function namedSeconds(after: Float64Array) {
  return {
    room_s: after[ROOM]!,
    transfer_s: after[TRANSFER]!,
    wait_s: after[WAIT]!,
    decode_s: after[DECODE]!,
    stall_s: after[STALL]!,
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
  let [route, queue, fetch, prefill, count] = [0, 0, 0, 0, 0];
  for (let i = cut; i < r.count; i++) {
    if (Number.isNaN(r.end[i]!)) continue;
    const [started, reached, fetched] = [r.prefillStart[i]!, r.reached[i]!, r.fetchSeconds[i]!];
    route += reached - r.arrival[i]!;
    queue += started - reached;
    fetch += fetched;
    prefill += r.firstToken[i]! - started - fetched;
    count++;
  }
  if (count === 0) return null;
  return { route: route / count, queue: queue / count, fetch: fetch / count, prefill: prefill / count };
}

/** Means of what comes between two tokens, over the requests of more than one that have ended, counted from `cut`. */
export function tokenParts(r: RequestState, cut: number): SideReport['tpot_parts_s'] {
  const means = meansAfterFirst(r, cut, true);
  if (means === null) return null;
  return {
    room: means[ROOM]!,
    transfer: means[TRANSFER]!,
    wait: means[WAIT]!,
    decode: means[DECODE]!,
    stall: means[STALL]!,
  };
}

/** Means of all that a request's time goes to, over the requests that have ended, counted from `cut`. `first`: its parts before the first token. */
export function answerParts(
  r: RequestState,
  cut: number,
  first: SideReport['ttft_parts_s'],
): SideReport['e2e_parts_s'] {
  const means = meansAfterFirst(r, cut, false);
  if (first === null || means === null) return null;
  return {
    route_s: first.route,
    queue_s: first.queue,
    fetch_s: first.fetch,
    prefill_s: first.prefill,
    ...namedSeconds(means),
  };
}
