import type { Bytes, Seconds } from '../../units/units';
import { copyState } from './copy-state';
import type { Simulation } from './simulation';

/** Events between two checkpoints at first. */
const FIRST_SPACING = 1 << 12;

interface Checkpoint {
  simulation: Simulation;
  bytes: Bytes;
}

/**
 * Copies of a run as it went, so that an earlier moment can be reached without running from the start. When they
 * take more than their bound, every second one goes and they are taken half as often; the first stays.
 */
export class Checkpoints {
  private kept: Checkpoint[] = [];
  private spacing: number;
  private nextAt = 0;
  private readonly most: Bytes;
  private readonly given: readonly object[];

  /** `given` is what runs are made from and never change: plan, model and requests. */
  constructor(most: Bytes, given: readonly object[], spacing = FIRST_SPACING) {
    this.most = most;
    this.given = given;
    this.spacing = spacing;
  }

  get count(): number {
    return this.kept.length;
  }

  get bytes(): Bytes {
    return this.kept.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Copies the run as it stands, if a copy is due and it has not been here before. */
  offer(simulation: Simulation): void {
    if (simulation.eventsHandled < this.nextAt) return;
    const { copy, bytes } = copyState(simulation, this.given);
    this.kept.push({ simulation: copy, bytes });
    while (this.kept.length > 1 && this.bytes > this.most) {
      this.spacing *= 2;
      this.kept = this.kept.filter((_, i) => i % 2 === 0);
    }
    this.nextAt = this.kept.at(-1)!.simulation.eventsHandled + this.spacing;
  }

  /** A run of its own that stands at the last checkpoint not after `time`; null where there is none. */
  before(time: Seconds): Simulation | null {
    const found = this.kept.findLast(({ simulation }) => simulation.now <= time);
    return found === undefined ? null : copyState(found.simulation, this.given).copy;
  }
}
