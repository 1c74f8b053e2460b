import type { SideReport, Waterfall } from '../result';
import { select } from '../number/select';
import type { RequestState } from './request-state';

/** Where one request's time went; the parts sum to its end-to-end time. Null while it has not ended. */
export function waterfallOf(r: RequestState, i: number): Waterfall | null {
  const end = r.end[i]!;
  if (Number.isNaN(end)) return null;
  const first = r.firstToken[i]!;
  const decoded = !Number.isNaN(r.decodeStart[i]!);
  const ready = decoded ? r.decodeReady[i]! : first;
  const start = decoded ? r.decodeStart[i]! : first;
  const stall = r.stallSeconds[i]!;
  const fetch = r.fetchSeconds[i]!;
  return {
    request: i,
    e2e_s: end - r.arrival[i]!,
    route_s: r.reached[i]! - r.arrival[i]!,
    queue_s: r.prefillStart[i]! - r.reached[i]!,
    fetch_s: fetch,
    prefill_s: first - r.prefillStart[i]! - fetch,
    transfer_s: ready - first,
    wait_s: start - ready,
    decode_s: end - start - stall,
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
  const sums = { transfer: 0, wait: 0, decode: 0, stall: 0 };
  let count = 0;
  for (let i = cut; i < r.count; i++) {
    const [end, first, gaps] = [r.end[i]!, r.firstToken[i]!, r.output[i]! - 1];
    if (Number.isNaN(end) || gaps < 1) continue;
    const [ready, start, stall] = [r.decodeReady[i]!, r.decodeStart[i]!, r.stallSeconds[i]!];
    sums.transfer += (ready - first) / gaps;
    sums.wait += (start - ready) / gaps;
    sums.decode += (end - start - stall) / gaps;
    sums.stall += stall / gaps;
    count++;
  }
  if (count === 0) return null;
  const { transfer, wait, decode, stall } = sums;
  return { transfer: transfer / count, wait: wait / count, decode: decode / count, stall: stall / count };
}

/** Means of all that a request's time goes to, over the requests that have ended, counted from `cut`. `first`: its parts before the first token. */
export function answerParts(
  r: RequestState,
  cut: number,
  first: SideReport['ttft_parts_s'],
): SideReport['e2e_parts_s'] {
  if (first === null) return null;
  const sums = { transfer: 0, wait: 0, decode: 0, stall: 0 };
  let count = 0;
  for (let i = cut; i < r.count; i++) {
    const [end, token, stall] = [r.end[i]!, r.firstToken[i]!, r.stallSeconds[i]!];
    if (Number.isNaN(end)) continue;
    const decoded = !Number.isNaN(r.decodeStart[i]!);
    const ready = decoded ? r.decodeReady[i]! : token;
    const start = decoded ? r.decodeStart[i]! : token;
    sums.transfer += ready - token;
    sums.wait += start - ready;
    sums.decode += end - start - stall;
    sums.stall += stall;
    count++;
  }
  return {
    route_s: first.route,
    queue_s: first.queue,
    fetch_s: first.fetch,
    prefill_s: first.prefill,
    transfer_s: sums.transfer / count,
    wait_s: sums.wait / count,
    decode_s: sums.decode / count,
    stall_s: sums.stall / count,
  };
}
