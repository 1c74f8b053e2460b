import { makeStepWork } from '../src/engine/cost/step-cost';
import { decodeShape, promptShape } from '../src/engine/cost/step-shapes';
import type { EngineInput } from '../src/engine/input';
import { makePlan } from '../src/engine/plan';
import { ALL_PARTS } from '../src/engine/sim/all-parts';
import { Runner } from '../src/engine/sim/runner';
import { makeRequests, type Requests } from '../src/engine/workload/requests';
import { readScenario } from '../src/scenario/read';
import { resolve } from '../src/scenario/resolve';
import { plainLoop, type PlainCost } from './plain-loop';

/** How a run grows with its requests, beside the plainest loop that answers the same ones. */
export interface Scaled {
  what: string;
  requests: number;
  engine_ms: number;
  /** What it may take on a machine of two shared cores; null where nothing is promised. */
  target_ms: number | null;
  plain_ms: number;
  /** Engine over plain loop, in this process. */
  ratio: number;
  events: number;
  plain_events: number;
  /** Memory in use at the end of a run, with what is not collected yet; null in a browser, which does not say. */
  memory_mb: number | null;
  result: string;
}

/** A row of the table: a side of one pool of eight replicas, and how many requests it is taken to. */
export interface Row {
  what: string;
  link: string;
  ledger: boolean;
  largest: number;
  /** Milliseconds by requests. */
  targets: Readonly<Record<number, number>>;
}

/** Eight replicas of a 70B model at a batch of about 32, chat lengths: the case the targets are stated for. */
const FLEET = 'workload=chat&a=gpu&a.prefill=h100-sxmx32&a.tp=4&b=none&rps=62';

const TARGETS = { 1000: 8, 10_000: 50, 100_000: 600, 1_000_000: 6000 };

/** Sessions whose KV is kept on the device and in host memory behind it. */
const KEPT = `${FLEET}&turns=4&gap=30&slo=ttft:1,tpot:0.05&a.tiers=device,dram`;

/** Everything that may be asked of a run but the ledger; sessions and classes exclude each other. */
export const SCALED: readonly Row[] = [
  { what: 'chat on 8 replicas', link: FLEET, ledger: false, largest: 1_000_000, targets: TARGETS },
  {
    what: 'with three classes, promises and early rejection',
    link: `${FLEET}&classes=interactive:60,batch:30,long:10&a.route=slo&a.reject=slo`,
    ledger: false,
    largest: 100_000,
    targets: TARGETS,
  },
  {
    what: 'with sessions of 4 turns, promises, KV on the device and in DRAM',
    link: `${KEPT}&a.route=kv`,
    ledger: false,
    largest: 100_000,
    targets: TARGETS,
  },
  {
    what: 'the same, routed by predicted time',
    link: `${KEPT}&a.route=kvtime`,
    ledger: false,
    largest: 10_000,
    targets: TARGETS,
  },
  {
    what: 'agents of 40 turns and 32,000 tokens, KV on the device, in DRAM and on flash',
    link: 'a=gpu&a.prefill=h100-sxmx32&a.tp=4&b=none&rps=6&ctx=32000&io=100:1&turns=40&gap=10&tool=0.8&sys=2000&a.tiers=device,dram,flash&a.route=kv',
    ledger: false,
    largest: 10_000,
    targets: {},
  },
  {
    what: 'the first with a ledger of every token',
    link: FLEET,
    ledger: true,
    // A ledger of a million requests is a file of gigabytes.
    largest: 100_000,
    targets: { 10_000: 120 },
  },
];

const REPLICAS = 8;

export function inputOf(link: string, requests: number): EngineInput {
  const { scenario, problems } = readScenario(link);
  if (scenario === null || problems.length > 0) throw new Error(problems[0]?.message);
  const { a } = resolve({ ...scenario, requests });
  if (a.kind !== 'ready') throw new Error('the scenario of a bench must run');
  return a.input;
}

/** The straight line through two steps of the real cost. */
function plainCost(input: EngineInput): PlainCost {
  const planned = makePlan(input);
  if (!planned.feasible) throw new Error('the fleet of a bench must fit');
  const { cost } = planned.plan.pools[0]!;
  const work = makeStepWork();
  const seconds = (shape: Parameters<typeof cost.step>[0]): number => {
    cost.step(shape, work);
    return work.seconds;
  };
  const one = seconds(decodeShape(1, 0, Infinity));
  const perSequence = (seconds(decodeShape(64, 0, Infinity)) - one) / 63;
  return {
    base: one - perSequence,
    perSequence,
    perContextToken:
      (seconds(decodeShape(32, 1000, Infinity)) - seconds(decodeShape(32, 0, Infinity))) / 32_000,
    perPromptToken: seconds(promptShape(4096, 0, 0, Infinity)) / 4096,
  };
}

function memoryMb(): number | null {
  if (typeof process === 'undefined') return null;
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return Math.round((heapUsed + arrayBuffers) / 1e6);
}

/**
 * How the time of each row grows between its 10,000 requests and its most: 1 is in proportion. Below that a run is too
 * short to tell.
 */
export function exponents(rows: readonly Scaled[]): { what: string; exponent: number }[] {
  return [...new Set(rows.map(({ what }) => what))].flatMap((what) => {
    const own = rows.filter((row) => row.what === what && row.requests >= 10_000);
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last || first === last) return [];
    const exponent = Math.log(last.engine_ms / first.engine_ms) / Math.log(last.requests / first.requests);
    return [{ what, exponent: Number(exponent.toPrecision(3)) }];
  });
}

/** Medians of as many runs as fit a few seconds, three at least and one above 100,000 requests. */
function medianMs(requests: number, run: () => void): number {
  const most = requests > 100_000 ? 1 : requests > 10_000 ? 3 : 15;
  const times: number[] = [];
  for (let i = 0; i < most; i++) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return Number(times.sort((a, b) => a - b)[times.length >> 1]!.toPrecision(3));
}

/** Requests for the plain loop, which knows no sessions: as many on their own, with the same mean lengths. */
function singles({ workload, seed }: EngineInput): Requests {
  if (workload.kind !== 'synthetic') throw new Error(`a bench draws its requests, not ${workload.kind}`);
  const { sessions: _, ...single } = workload;
  return makeRequests(single, seed);
}

export function scaled({ what, link, ledger, targets }: Row, requests: number): Scaled {
  const input = inputOf(link, requests);
  const cost = plainCost(input);
  const drawn = singles(input);
  const engine = { events: 0, hash: '', memory: null as number | null };
  let plain = plainLoop(drawn, REPLICAS, cost);
  const once = () => {
    const runner = new Runner(input, ALL_PARTS, { ledger });
    while (!runner.advance());
    engine.events = runner.eventsHandled;
    engine.hash = String(runner.outcome().report.hash);
    engine.memory = memoryMb();
  };
  if (requests <= 10_000) for (let i = 0; i < 3; i++) once();
  const engineMs = medianMs(requests, once);
  const plainMs = medianMs(requests, () => {
    plain = plainLoop(singles(input), REPLICAS, cost);
  });
  return {
    what,
    requests,
    engine_ms: engineMs,
    target_ms: targets[requests] ?? null,
    plain_ms: plainMs,
    ratio: Number((engineMs / plainMs).toPrecision(3)),
    events: engine.events,
    plain_events: plain.events,
    memory_mb: engine.memory,
    result: engine.hash,
  };
}
