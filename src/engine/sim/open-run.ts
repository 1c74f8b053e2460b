import type { Bytes, Seconds } from '../../units/units';
import type { EngineInput, RouteId } from '../input';
import type { SideOutcome } from '../result';
import { routeBy } from '../routing/route';
import { Checkpoints } from './checkpoints';
import { copyState } from './copy-state';
import type { RunParts } from './parts';
import { Runner, type RunnerOptions } from './runner';
import type { Simulation } from './simulation';
import { endAt } from './so-far';

const KEPT_BYTES: Bytes = 256e6;
const CHUNK_EVENTS = 4096;

/**
 * A run that is open in time: it goes to any moment, forward or back, tells what has happened by then, and forks: from one
 * moment on it goes on with another routing policy. At time t everything has happened that happens at t or before.
 */
export class OpenRun {
  private readonly runner: Runner;
  private readonly checkpoints: Checkpoints;
  private readonly given: readonly object[];
  private current: Simulation | null;
  /** Where it can be at the earliest: later than 0 for a fork. */
  readonly start: Seconds;
  private position: Seconds;

  private constructor(runner: Runner, simulation: Simulation | null, start: Seconds, mostBytes: Bytes) {
    this.runner = runner;
    this.given = runner.given;
    this.current = simulation;
    this.start = start;
    this.position = start;
    this.checkpoints = new Checkpoints(mostBytes, this.given);
    if (simulation !== null) this.checkpoints.offer(simulation);
  }

  static of(
    input: EngineInput,
    parts: RunParts,
    options: RunnerOptions = {},
    mostBytes = KEPT_BYTES,
  ): OpenRun {
    const runner = new Runner(input, parts, options);
    return new OpenRun(runner, runner.simulation, 0, mostBytes);
  }

  get time(): Seconds {
    return this.position;
  }

  /** The run as it stands; null when the side cannot run. It must not be changed. */
  get simulation(): Simulation | null {
    return this.current;
  }

  /** True when nothing is left to happen. */
  get over(): boolean {
    return this.current === null || this.current.peek() === Infinity;
  }

  /** Goes to a time, not before the start; Infinity is the end. */
  seek(to: Seconds): void {
    if (to < this.start) throw new Error(`this run begins at ${String(this.start)} s`);
    if (this.current === null) return;
    if (to < this.position) this.current = this.checkpoints.before(to) ?? this.current;
    const simulation = this.current;
    for (;;) {
      this.checkpoints.offer(simulation);
      if (this.runner.allowed(simulation) <= 0) break;
      if (simulation.run(to, Math.min(CHUNK_EVENTS, this.runner.allowed(simulation))) < CHUNK_EVENTS) break;
    }
    this.position = this.over ? Math.min(to, Math.max(this.start, simulation.now)) : to;
  }

  /** Another run that goes on from this moment, with the same policy or another. */
  fork(routing?: RouteId): OpenRun {
    const simulation = this.current && copyState(this.current, this.given).copy;
    if (simulation !== null && routing !== undefined) routeBy(simulation.router, routing);
    return new OpenRun(this.runner, simulation, this.position, KEPT_BYTES);
  }

  /** What has happened by now; the run can go on. */
  outcome(): SideOutcome {
    if (this.current === null) return this.runner.outcome();
    const simulation = copyState(this.current, this.given).copy;
    if (this.over) return this.runner.outcome(simulation);
    const { completed, rejected } = simulation;
    endAt(simulation, this.position);
    const { count } = simulation.requests;
    return this.runner.outcome(
      simulation,
      `The first ${String(this.position)} s of the run: ${String(count)} requests have arrived, ` +
        `${String(completed)} are answered${rejected > 0 ? ` and ${String(rejected)} rejected` : ''}.`,
    );
  }
}
