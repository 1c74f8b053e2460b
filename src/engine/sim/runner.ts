import { askedPools } from '../asked-pools';
import { refusal } from '../refusal';
import type { EngineInput } from '../input';
import { makePlan, type Plan, type Shortfall } from '../plan';
import type { SideOutcome } from '../result';
import { EVERYBODY, type RouterOptions } from '../routing/route';
import { makeRequests, type Requests } from '../workload/requests';
import { eventLimit, givenUp } from './event-limit';
import { partOf, sessionsOf, type RunParts } from './parts';
import { simulationReport } from './report';
import { Simulation, type SimulationOptions } from './simulation';
import { takeSnapshot } from './snapshot';
import { endAt } from './so-far';

/** Besides the input: what to keep, and what a person decided instead of the rules. */
export type RunnerOptions = Pick<SimulationOptions, 'skipping' | 'forced' | 'watched'> & {
  /** Of everybody, or of the watched request alone. */
  ledger?: boolean | 'watched';
  /** Events after which the run is given up; by its requests unless said. */
  eventLimit?: number;
};

/** How this side sends requests to its instances. */
function routing({ cluster, slo }: EngineInput): RouterOptions {
  const { routing, classRules, rejectEarly = false } = cluster;
  return {
    routing,
    rejectEarly,
    everybody: { ...EVERYBODY, slo: slo ?? null },
    ...(classRules && { classRules }),
  };
}

/** Events between two looks at the clock of whoever drives the run. */
const CHUNK_EVENTS = 256;

/**
 * One side's run, driven from outside: `advance` handles some events and tells whether it is over, `outcome`
 * closes it. The caller decides how often to look up; the engine knows no clock.
 */
export class Runner {
  private readonly input: EngineInput;
  private readonly plan: Plan | null = null;
  private readonly shortfalls: Shortfall[] = [];
  private readonly requests: Requests | null = null;
  /** What of the input could not be carried out. */
  private note: string | null = null;
  /** Events that the run may take; see `eventLimit`. */
  private readonly limit: number = Infinity;
  /** Null when the side cannot run. */
  readonly simulation: Simulation | null = null;

  constructor(input: EngineInput, parts: RunParts, options: RunnerOptions = {}) {
    this.input = input;
    const planned = makePlan(input);
    if (!planned.feasible) {
      this.shortfalls = planned.shortfalls;
      return;
    }
    this.plan = planned.plan;
    const sessions = sessionsOf(input.workload);
    const turns = sessions && partOf(parts, 'sessions')(sessions, input.seed);
    this.requests = turns?.requests ?? makeRequests(input.workload, input.seed);
    this.simulation = new Simulation(planned.plan, input.model, this.requests, {
      ...options,
      forced: [...(input.forced ?? []), ...(options.forced ?? [])],
      ...(turns && { arrivals: turns.arrivals }),
      ...routing(input),
      seed: input.seed,
    });
    this.limit = options.eventLimit ?? eventLimit(this.requests);
    this.note = this.unmet(this.simulation);
    const { ledger = false, watched = -1 } = options;
    if (ledger !== false) {
      const only = ledger === 'watched' ? watched : -1;
      this.simulation.ledger = partOf(parts, 'ledger')(this.requests.count, only);
    }
    const { memory } = input.cluster;
    if (memory !== undefined) {
      const why = partOf(parts, 'memory')(this.simulation, memory, input.workload);
      if (why !== null) this.note = this.note === null ? why : `${this.note} ${why}`;
    }
  }

  /** Choices of a person that this run has no request or no instance for. */
  private unmet({ requests, instances }: Simulation): string | null {
    const asked = this.input.forced ?? [];
    const unmet = asked.filter(
      ({ request, instance }) =>
        request >= requests.arrival.length || !instances.some(({ id }) => id === instance),
    ).length;
    if (unmet === 0) return null;
    return `${unmet} of ${asked.length} forced decisions name a request or an instance that this run has not; the rule decides instead.`;
  }

  /** Handles up to `events` events; true when nothing is left to happen, or the run takes too many. */
  advance(events = CHUNK_EVENTS): boolean {
    const { simulation } = this;
    if (simulation === null) return true;
    const allowed = Math.min(events, this.allowed(simulation));
    return simulation.run(Infinity, allowed) < events;
  }

  /** Events that a run of these requests may still take. */
  allowed({ eventsHandled }: Simulation): number {
    return this.limit - eventsHandled;
  }

  /** What runs are made from and never change. */
  get given(): readonly object[] {
    const { input, plan, requests } = this;
    return [input, ...(plan === null ? [] : [plan]), ...(requests === null ? [] : [requests])];
  }

  /** Share of the requests that are settled. */
  get progress(): number {
    const { simulation } = this;
    if (simulation === null || simulation.requests.count === 0) return 1;
    return (simulation.completed + simulation.rejected) / simulation.requests.count;
  }

  get eventsHandled(): number {
    return this.simulation?.eventsHandled ?? 0;
  }

  /** Closes the run, or one that was copied from it, and reports it. */
  outcome(simulation = this.simulation, more: string | null = null): SideOutcome {
    const { plan, requests, input } = this;
    if (simulation === null || plan === null || requests === null) {
      const { shortfalls } = this;
      const report = refusal(input, shortfalls, 'simulated');
      return { report, snapshot: null, asked: askedPools(input, shortfalls) };
    }
    const notes = [this.note, more];
    if (this.allowed(simulation) <= 0 && simulation.peek() < Infinity) {
      const { eventsHandled, now, completed, rejected } = simulation;
      notes.push(givenUp(eventsHandled, now, completed + rejected, simulation.requests.count));
      endAt(simulation, now);
    }
    for (const pool of simulation.pools) pool.meter.close(simulation.now);
    const said = notes.filter((note) => note !== null);
    return {
      report: simulationReport(simulation, plan, input, requests, said.length > 0 ? said.join(' ') : null),
      snapshot: takeSnapshot(simulation),
    };
  }
}
