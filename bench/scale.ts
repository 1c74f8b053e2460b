import { decodeShape, promptShape } from '../src/engine/cost/step-shapes';
import type { EngineInput } from '../src/engine/input';
import { makePlan } from '../src/engine/plan';
import { ALL_PARTS } from '../src/engine/sim/all-parts';
import { Runner } from '../src/engine/sim/runner';
import { makeRequests } from '../src/engine/workload/requests';
import { readScenario } from '../src/scenario/read';
import { resolve } from '../src/scenario/resolve';
import { plainLoop, type PlainCost } from './plain-loop';

/** How a run grows with its requests, beside the plainest loop that answers the same ones. */
export interface Scaled {
  what: string;
  requests: number;
  engine_ms: number;
  plain_ms: number;
  /** Engine over plain loop, in this process. */
  ratio: number;
  events: number;
  plain_events: number;
  result: string;
}

/** Eight replicas of a 70B model at a batch of about 32, chat lengths: the case the targets are stated for. */
const FLEET = 'workload=chat&a=gpu&a.prefill=h100-sxmx32&a.tp=4&b=none&rps=62';

export const SCALED: readonly { what: string; link: string; ledger: boolean }[] = [
  { what: 'chat on 8 replicas', link: FLEET, ledger: false },
  { what: 'the same with a ledger of every token', link: FLEET, ledger: true },
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
  const work = { seconds: 0, flop: 0, peakComputeSeconds: 0, bytes: 0 };
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

export function scaled({ what, link, ledger }: (typeof SCALED)[number], requests: number): Scaled {
  const input = inputOf(link, requests);
  const cost = plainCost(input);
  const drawn = makeRequests(input.workload, input.seed);
  const engine = { events: 0, hash: '' };
  let plain = plainLoop(drawn, REPLICAS, cost);
  const once = () => {
    const runner = new Runner(input, ALL_PARTS, { ledger });
    while (!runner.advance());
    engine.events = runner.eventsHandled;
    engine.hash = String(runner.outcome().report.hash);
  };
  if (requests <= 10_000) for (let i = 0; i < 3; i++) once();
  const engineMs = medianMs(requests, once);
  const plainMs = medianMs(requests, () => {
    plain = plainLoop(makeRequests(input.workload, input.seed), REPLICAS, cost);
  });
  return {
    what,
    requests,
    engine_ms: engineMs,
    plain_ms: plainMs,
    ratio: Number((engineMs / plainMs).toPrecision(3)),
    events: engine.events,
    plain_events: plain.events,
    result: engine.hash,
  };
}
