import type { Seconds, Tokens } from '../../units/units';
import { waitsOf, type Waits } from '../cost/bound-by';
import type { BoundBy, StepCost, StepShape } from '../cost/step-cost';

/** Most steps kept; beyond, every second one is dropped. */
const MOST = 128;
/** Busy seconds between two of them at first: about a step. */
const FIRST_SPACING: Seconds = 1e-2;

/** What of a lane tells what a step of it waits for. */
export interface SampledLane {
  anchor: Seconds;
  iterationStart: Seconds;
  batch: number;
  globalTokens: Tokens;
  localTokens: Tokens;
  growingLocal: number;
  anchorGlobal: Tokens;
  anchorLocal: Tokens;
  chunks: number;
  readonly chunkNew: ArrayLike<number>;
  readonly chunkCached: ArrayLike<number>;
}

/** Steps of a pool at even distances in its busy time: what it waited for, without asking at every step. */
export class StepSamples {
  readonly shapes: StepShape[] = [];
  /** When each of them was. */
  readonly times: Seconds[] = [];
  private seen: Seconds = 0;
  private mark: Seconds = 0;
  private spacing: Seconds = FIRST_SPACING;
  /** What the kept steps waited for, once somebody asked. */
  private known: Waits[] | null = null;

  /** A lane ran k decode steps since its anchor, in all these seconds. */
  run(lane: SampledLane, k: number, seconds: Seconds): void {
    const end = this.seen + seconds;
    while (this.mark < end) {
      const step = Math.floor((k * (this.mark - this.seen)) / seconds);
      this.keep(
        {
          batch: lane.batch,
          globalTokens: lane.anchorGlobal + lane.batch * step,
          localTokens: lane.anchorLocal + lane.growingLocal * step,
          chunks: 0,
          chunkNew: [],
          chunkCached: [],
          finishing: 0,
        },
        lane.anchor + this.mark - this.seen,
      );
    }
    this.seen = end;
  }

  /** A lane ran one step with prompt chunks, `finishing` of which ended their prompt. */
  step(lane: SampledLane, finishing: number, seconds: Seconds): void {
    const end = this.seen + seconds;
    while (this.mark < end) {
      this.keep(
        {
          batch: lane.batch,
          globalTokens: lane.globalTokens,
          localTokens: lane.localTokens,
          chunks: lane.chunks,
          chunkNew: firstOf(lane.chunkNew, lane.chunks),
          chunkCached: firstOf(lane.chunkCached, lane.chunks),
          finishing,
        },
        lane.iterationStart + this.mark - this.seen,
      );
    }
    this.seen = end;
  }

  /** What every kept step waited for; `cost` is the pool's, always the same. */
  waits(cost: StepCost): Waits[] {
    return (this.known ??= this.shapes.map((shape) => waitsOf(cost.explain(shape))));
  }

  private keep(shape: StepShape, time: Seconds): void {
    this.known = null;
    this.shapes.push(shape);
    this.times.push(time);
    this.mark += this.spacing;
    if (this.shapes.length < MOST) return;
    this.spacing *= 2;
    const kept = this.shapes.filter((_, i) => i % 2 === 0);
    this.shapes.splice(0, MOST, ...kept);
    this.times.splice(0, MOST, ...this.times.filter((_, i) => i % 2 === 0));
    this.mark = this.shapes.length * this.spacing;
  }
}

/** What steps of equal weight wait for: shares that sum to 1; null without any. */
export function sharesOf(steps: readonly Waits[]): Waits | null {
  if (steps.length === 0) return null;
  const shares = waitsOf([]);
  for (const waits of steps) {
    const labels = Object.keys(waits) as BoundBy[];
    const seconds = labels.reduce((sum, label) => sum + waits[label], 0);
    for (const label of labels) shares[label] += waits[label] / seconds / steps.length;
  }
  return shares;
}

/** A lane's arrays are as long as its batch may be; a step has few chunks. */
function firstOf(values: ArrayLike<number>, count: number): number[] {
  const first: number[] = [];
  for (let i = 0; i < count; i++) first.push(values[i]!);
  return first;
}
