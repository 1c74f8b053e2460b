import type { Seconds } from '../../units/units';
import { LogSketch } from '../number/log-sketch';

/** What the meter of gaps sees of a lane: its batch, and who joined it some time after its last token. */
export interface GapLane {
  batch: number;
  /** Sequences that have not run a step since they joined, and what each waited since its last token. */
  readonly lateRequests: number[];
  readonly lateSeconds: Seconds[];
}

/**
 * Every gap between two tokens of a request (ITL). Steps of a lane follow one another, so a step is a gap of everybody in
 * the batch; only the first gap of who had to wait for its place is longer, by that wait.
 */
export class GapMeter {
  readonly sketch = new LogSketch();

  /** The lane ran k steps; step j took first + slope·j. */
  run(lane: GapLane, first: Seconds, slope: Seconds, k: number): void {
    const late = lane.lateRequests.length;
    if (late === 0) {
      this.sketch.addRun(first, slope, k, lane.batch);
      return;
    }
    this.sketch.add(first, lane.batch - late);
    for (const waited of lane.lateSeconds) this.sketch.add(waited + first, 1);
    lane.lateRequests.length = 0;
    lane.lateSeconds.length = 0;
    this.sketch.addRun(first + slope, slope, k - 1, lane.batch);
  }

  /** So many tokens came together with the one before them. */
  together(tokens: number): void {
    this.sketch.add(0, tokens);
  }

  /** One token came by itself, so long after the one before it. */
  one(gap: Seconds): void {
    this.sketch.add(gap, 1);
  }
}

/** A sequence joins a lane at `now`, its last token having come at `last`. */
export function joinsLate(lane: GapLane, request: number, last: Seconds, now: Seconds): void {
  if (now <= last) return;
  lane.lateRequests.push(request);
  lane.lateSeconds.push(now - last);
}

/** A sequence leaves a lane; true when it has not run a step there, so that its last token is older. */
export function leavesBeforeAStep(lane: GapLane, request: number): boolean {
  const at = lane.lateRequests.indexOf(request);
  if (at < 0) return false;
  lane.lateRequests.splice(at, 1);
  lane.lateSeconds.splice(at, 1);
  return true;
}
