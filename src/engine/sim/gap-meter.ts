import type { Seconds } from '../../units/units';
import { LogSketch } from '../number/log-sketch';

/** What the meter of gaps sees of a lane: its batch, and who joined it some time after its last token. */
export interface GapLane {
  batch: number;
  /** Sequences that have not run a step since they joined, and what each waited since its last token. */
  readonly lateRequests: number[];
  readonly lateSeconds: Seconds[];
}

/** Of a run: 8 to 16 windows tell its warm-up from the rest. */
const MOST_WINDOWS = 16;

/**
 * Every gap between two tokens of a request (ITL). Steps of a lane follow one another, so a step is a gap of everybody in
 * the batch; only the first gap of who had to wait for its place is longer, by that wait.
 */
export class GapMeter {
  /** By time, so that a warm-up can be left out once it is known; neighbours are put together as the run grows. */
  private windows: LogSketch[] = [];
  private width: Seconds;

  constructor(expectedDuration: Seconds) {
    this.width = Math.max(expectedDuration, 1e-3) / (MOST_WINDOWS / 2);
  }

  /** The lane ran k steps from `at` on, where they are counted; step j took first + slope·j. */
  run(lane: GapLane, at: Seconds, first: Seconds, slope: Seconds, k: number): void {
    const sketch = this.window(at);
    const late = lane.lateRequests.length;
    if (late === 0) {
      sketch.addRun(first, slope, k, lane.batch);
      return;
    }
    sketch.add(first, lane.batch - late);
    for (const waited of lane.lateSeconds) sketch.add(waited + first, 1);
    lane.lateRequests.length = 0;
    lane.lateSeconds.length = 0;
    sketch.addRun(first + slope, slope, k - 1, lane.batch);
  }

  /** So many tokens came together with the one before them. */
  together(at: Seconds, tokens: number): void {
    if (tokens > 0) this.window(at).add(0, tokens);
  }

  /** One token came by itself, so long after the one before it. */
  one(at: Seconds, gap: Seconds): void {
    this.window(at).add(gap, 1);
  }

  /** Gaps of all windows that begin at `from` or later; of all where that is 0. */
  since(from: Seconds): LogSketch {
    const all = new LogSketch();
    this.windows.forEach((window, i) => {
      if (i * this.width >= from) all.merge(window);
    });
    return all;
  }

  private window(at: Seconds): LogSketch {
    let place = Math.floor(at / this.width);
    while (place >= MOST_WINDOWS) {
      this.windows = this.windows.flatMap((window, i) => {
        if (i % 2 === 1) return [];
        const next = this.windows[i + 1];
        if (next !== undefined) window.merge(next);
        return [window];
      });
      this.width *= 2;
      place = Math.floor(at / this.width);
    }
    while (this.windows.length <= place) this.windows.push(new LogSketch());
    return this.windows[place]!;
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
