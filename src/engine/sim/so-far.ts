import type { Seconds } from '../../units/units';
import { DECODING } from './cluster-state';
import { advance, settle } from './decode-batch';
import type { RequestState } from './request-state';
import { elapsed, stepsUntil } from './segment';
import type { Simulation } from './simulation';

/**
 * Makes a run that stands in the middle reportable: books the decode steps that have ended by `at`, and forgets requests
 * that have not arrived. Iterations with prompts are booked whole when they start. The run cannot go on after it.
 */
export function endAt(simulation: Simulation, at: Seconds): void {
  for (const lane of simulation.lanes) {
    if (lane.mode !== DECODING || !lane.anchored) continue;
    const { anchor, first, slope } = lane;
    const done = lane.step - lane.anchorStep;
    const k = stepsUntil(anchor, first, slope, at, done, lane.targetStep - lane.anchorStep);
    const ended = k > done && anchor + elapsed(first, slope, k) > at ? k - 1 : k;
    advance(lane, ended - done);
    settle(lane);
  }
  const { requests } = simulation;
  let arrived = 0;
  while (arrived < requests.count && requests.arrival[arrived]! <= at) arrived++;
  Object.assign(simulation, { now: at, requests: firstOf(requests, arrived) });
}

/** The first requests, as views of the same columns. */
function firstOf(requests: RequestState, count: number): RequestState {
  const first = Object.create(Object.getPrototypeOf(requests) as object) as RequestState;
  for (const [name, value] of Object.entries(requests) as [string, unknown][]) {
    const column = ArrayBuffer.isView(value) ? (value as Float64Array).subarray(0, count) : value;
    Object.assign(first, { [name]: column });
  }
  return Object.assign(first, { count });
}
