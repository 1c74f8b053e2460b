import type { Snapshot } from '../../../engine/result';
import type { Fraction, Seconds } from '../../../units/units';
import { leavesAt } from '../../flow/request-state';
import type { TimeWindow } from './time-window';

type Requests = Snapshot['requests'];

/**
 * What a request goes through, in order, as far as a run's milestones tell. Stalls are known as a sum, not by when; what
 * was computed again after a preemption lies inside `decode`, the way in inside `queue`, a fetch inside `prefill`. The inspector's event log has both by the second.
 */
export const SPANS = ['queue', 'prefill', 'room', 'transfer', 'wait', 'decode'] as const;
export type SpanKind = (typeof SPANS)[number];

/** The names of the waterfall chart, which shows the same parts. */
export const SPAN_NAMES: Record<SpanKind, string> = {
  queue: 'queue',
  prefill: 'prefill',
  room: 'wait for room',
  transfer: 'hand-off',
  wait: 'wait for a step',
  decode: 'decode',
};

/** Room for the borders of one request: span `i` lies between `i` and `i + 1`. */
export function emptyBorders(): Float64Array {
  return new Float64Array(SPANS.length + 1);
}

/** Fills in one request's borders. What the run did not reach ends with the run, and later spans are empty. */
export function bordersOf(requests: Requests, id: number, duration: Seconds, into: Float64Array): void {
  const stop = Number.isNaN(requests.end[id]!) ? duration : requests.end[id]!;
  into[0] = requests.arrival[id]!;
  into[1] = requests.prefillStart[id]!;
  into[2] = requests.firstToken[id]!;
  into[3] = leavesAt(requests, id);
  into[4] = requests.decodeReady[id]!;
  into[5] = requests.decodeStart[id]!;
  into[6] = stop;
  // An answer of one token has no decoding: its borders are at its end.
  for (let k = 1; k < into.length; k++) {
    const border = Number.isNaN(into[k]!) ? stop : Math.min(into[k]!, stop);
    into[k] = Math.max(into[k - 1]!, border);
  }
}

/** Of the time between first and last decode step, the part lost to other prompts and to preemption. */
export function stallShare(requests: Requests, id: number): Fraction {
  const decoding = requests.end[id]! - requests.decodeStart[id]!;
  return decoding > 0 ? Math.min(1, requests.stallSeconds[id]! / decoding) : 0;
}

/** The same of several, each weighed by how long it decodes. */
export function stallShareOf(requests: Requests, ids: Int32Array): Fraction {
  let [stalled, decoding] = [0, 0];
  for (const id of ids) {
    const own = requests.end[id]! - requests.decodeStart[id]!;
    if (!(own > 0)) continue;
    stalled += Math.min(own, requests.stallSeconds[id]!);
    decoding += own;
  }
  return decoding > 0 ? stalled / decoding : 0;
}

/** A request that was turned away has an arrival and nothing else. */
export function wasTaken(requests: Requests, id: number): boolean {
  return !Number.isNaN(requests.prefillStart[id]!);
}

/** Requests in the cluster during any part of the window, by arrival. */
export function requestsIn({ requests, durationSeconds }: Snapshot, { from, to }: TimeWindow): Int32Array {
  const found = new Int32Array(requests.count);
  let count = 0;
  for (let id = 0; id < requests.count && requests.arrival[id]! <= to; id++) {
    const end = requests.end[id]!;
    if (!wasTaken(requests, id) || (Number.isNaN(end) ? durationSeconds : end) < from) continue;
    found[count++] = id;
  }
  return found.subarray(0, count);
}
