import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../fixtures/runs';
import { ln } from '../number/portable';
import { u01 } from '../number/random';
import { waitMM1, waitMMc } from '../queueing';
import { makeRequests, type Requests } from '../workload/requests';
import { IDLE, MIXED, type Instance } from './cluster-state';
import type { RequestState } from './request-state';
import { requestsOf, toyBlocks, toyModel, toyPlan, toyPool } from './fixtures';
import { Simulation } from './simulation';
import type { Plan } from '../plan';
import type { LinkInput } from '../input';

/** Laws that hold whatever the cluster (invariants 1, 8 to 11 and 24), and queues that have a textbook answer. */

const LINK: LinkInput = { bytesPerSecond: 1e9, latencySeconds: 1e-5, mode: 'layered' };

const CLUSTERS: [string, () => Plan][] = [
  ['colocated', () => toyPlan([toyPool({ instances: 2 })])],
  ['short of KV memory', () => toyPlan([toyPool({ blocks: toyBlocks(8000) + 20 })])],
  ['small budget and cap', () => toyPlan([toyPool({ tokenBudget: 100, maxSequences: 4 })])],
  [
    'handed over',
    () => toyPlan([toyPool({ role: 'prefill', instances: 2 }), toyPool({ role: 'decode', lanes: 3 })], LINK),
  ],
];

const workload = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  rate: fc.double({ min: 0.2, max: 40, noNaN: true }),
  prompt: fc.integer({ min: 1, max: 3000 }),
  output: fc.integer({ min: 1, max: 150 }),
  cv: fc.constantFrom(0, 0.5, 1.5),
  gapCv: fc.constantFrom(0, 1, 3),
});
type Workload = typeof workload extends fc.Arbitrary<infer T> ? T : never;

const requestsFor = (w: Workload): Requests =>
  makeRequests(
    {
      kind: 'synthetic',
      requests: 60,
      requestsPerSecond: w.rate,
      gapCv: w.gapCv,
      promptTokensMean: w.prompt,
      promptTokensCv: w.cv,
      outputTokensMean: w.output,
      outputTokensCv: w.cv,
      maxContext: 8000,
    },
    w.seed,
  );

/** Waiting in line at an instance. */
function waiting(sim: Simulation, instance: Instance): number {
  let n = 0;
  for (let r = instance.queueHead; r >= 0; r = sim.requests.next[r]!) n++;
  return n;
}

const arrivedBy = (sim: Simulation) => {
  let n = 0;
  while (n < sim.requests.count && sim.requests.arrival[n]! <= sim.now) n++;
  return n;
};

describe.each(CLUSTERS)('%s', (_, plan) => {
  it('loses nobody, and works whenever there is work (invariants 1, 10, 11)', () => {
    fc.assert(
      fc.property(workload, (w) => {
        const sim = new Simulation(plan(), toyModel(), requestsFor(w));
        const ample = plan().pools.every((pool) => pool.kvCapacityBytes > 1e8);
        while (sim.step()) {
          // Who is woken at this moment takes up work before time goes on.
          if (sim.peek() === sim.now) continue;
          for (const instance of sim.instances) {
            const line = waiting(sim, instance);
            // Everybody who was sent here and has not gone stands in line or is being served.
            expect(line).toBeLessThanOrEqual(instance.load);
            if (instance.load > 0 && instance.pool.index === 0 && instance.pool.plan.input.role === 'mixed')
              expect(instance.lanes.some((lane) => lane.mode !== IDLE)).toBe(true);
            if (!ample) continue;
            const idle = instance.lanes.filter((lane) => lane.mode === IDLE && lane.joining.length === 0);
            if (instance.pool.plan.input.role !== 'decode' && idle.length > 0) expect(line).toBe(0);
          }
        }
        expect(sim.completed + sim.rejected).toBe(sim.requests.count);
        for (const instance of sim.instances) expect(instance.load).toBe(0);
      }),
      runs(125),
    );
  });

  it('Little: the area under the number in the system is the sum of the times in it (invariant 8)', () => {
    fc.assert(
      fc.property(workload, (w) => {
        const sim = new Simulation(plan(), toyModel(), requestsFor(w));
        let area = 0;
        let before = 0;
        let inside = 0;
        while (sim.step()) {
          area += inside * (sim.now - before);
          before = sim.now;
          inside = arrivedBy(sim) - sim.completed - sim.rejected;
          expect(inside).toBeGreaterThanOrEqual(0);
        }
        let times = 0;
        for (let i = 0; i < sim.requests.count; i++) {
          if (!Number.isNaN(sim.requests.end[i]!)) times += sim.requests.end[i]! - sim.requests.arrival[i]!;
        }
        expect(area / times).toBeCloseTo(1, 9);
      }),
      runs(125),
    );
  });
});

describe('one at a time', () => {
  const alone = () => toyPlan([toyPool({ maxSequences: 1, tokenBudget: 1e6 })]);

  it('is busy for throughput times service (invariant 9)', () => {
    fc.assert(
      fc.property(workload, (w) => {
        const sim = new Simulation(alone(), toyModel(), requestsFor(w));
        let busy = 0;
        let before = 0;
        const lane = sim.lanes[0]!;
        let working = false;
        while (sim.step()) {
          if (working) busy += sim.now - before;
          before = sim.now;
          working = lane.mode !== IDLE;
        }
        let service = 0;
        for (let i = 0; i < sim.requests.count; i++)
          service += sim.requests.end[i]! - sim.requests.prefillStart[i]!;
        expect(busy / service).toBeCloseTo(1, 9);
      }),
      runs(500),
    );
  });

  it('serves the next prompt when the one before is done', () => {
    const sim = new Simulation(
      alone(),
      toyModel(),
      requestsOf([
        [0, 1000, 1],
        [0.01, 1000, 1],
      ]),
    );
    sim.step();
    sim.step();
    expect(sim.lanes[0]!.mode).toBe(MIXED);
    while (sim.step());
    expect(sim.requests.firstToken[1]).toBe(sim.requests.firstToken[0]! + 0.04);
  });
});

/** Draws from an exponential distribution in whole tokens, at least one. */
const exponential = (mean: number, seed: number, stream: string, i: number): number =>
  Math.max(1, Math.round(-ln(u01(seed, stream, i)) * mean));

describe('textbook queues', () => {
  const TOKENS = 1e6;
  const SERVICE = 0.04;
  const REQUESTS = 20_000;

  /** Runs of a queue at a rate: mean wait of ten seeds and the half-width of its 95 % interval (t, 9 degrees). */
  function meanWait(
    plan: () => Plan,
    rate: number,
    lengths: (seed: number, i: number) => [prompt: number, output: number],
    wait: (done: RequestState, i: number) => number,
  ) {
    const means = Array.from({ length: 10 }, (_, seed) => {
      let now = 0;
      const rows = Array.from({ length: REQUESTS }, (__, i): [number, number, number] => {
        now -= ln(u01(seed, 'gap', i)) / rate;
        return [now, ...lengths(seed, i)];
      });
      const sim = new Simulation(plan(), toyModel(), requestsOf(rows));
      sim.run(Infinity, Infinity);
      expect(sim.completed).toBe(REQUESTS);
      let sum = 0;
      for (let i = 0; i < REQUESTS; i++) sum += wait(sim.requests, i);
      return sum / REQUESTS;
    });
    const mean = means.reduce((a, b) => a + b, 0) / means.length;
    const spread = means.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (means.length - 1);
    return { mean, half: 2.262 * Math.sqrt(spread / means.length) };
  }

  it.each([0.4, 0.7])('M/M/1 at utilisation %d, prompts on one server (invariant 13)', (utilisation) => {
    const { mean, half } = meanWait(
      () =>
        toyPlan([
          toyPool({
            maxSequences: 1,
            tokenBudget: 1e9,
            blocks: 1e12,
            cost: { perPromptToken: SERVICE / TOKENS },
          }),
        ]),
      utilisation / SERVICE,
      (seed, i) => [exponential(TOKENS, seed, 'isl', i), 1],
      (done, i) => done.prefillStart[i]! - done.arrival[i]!,
    );
    const expected = waitMM1(utilisation / SERVICE, 1 / SERVICE);
    expect(half / expected).toBeLessThan(0.05);
    expect(Math.abs(mean - expected)).toBeLessThan(1.5 * half);
  });

  it.each([3, 8])('Erlang C: %d decode slots and one line before them (invariant 15)', (servers) => {
    const { mean, half } = meanWait(
      () =>
        toyPlan(
          [
            toyPool({ role: 'prefill', blocks: 1e12, tokenBudget: 1e9, cost: { perPromptToken: 1e-15 } }),
            toyPool({
              role: 'decode',
              lanes: servers,
              maxSequences: 1,
              blocks: 1e12,
              cost: { base: SERVICE / TOKENS, perSequence: 0, perToken: 0 },
            }),
          ],
          { bytesPerSecond: 1e30, latencySeconds: 0, mode: 'bulk' },
        ),
      (0.7 * servers) / SERVICE,
      (seed, i) => [1, 1 + exponential(TOKENS, seed, 'osl', i)],
      (done, i) => done.decodeStart[i]! - done.firstToken[i]!,
    );
    const expected = waitMMc((0.7 * servers) / SERVICE, SERVICE, servers);
    expect(half / expected).toBeLessThan(0.1);
    expect(Math.abs(mean - expected)).toBeLessThan(1.5 * half);
  });
});

describe('more load', () => {
  it('never means fewer under way, on the same requests (invariant 24)', () => {
    const meanInFlight = (w: Workload) => {
      const sim = new Simulation(toyPlan([toyPool({ instances: 2 })]), toyModel(), requestsFor(w), {
        routing: 'rr',
      });
      sim.run(Infinity, Infinity);
      let time = 0;
      let end = 0;
      for (let i = 0; i < sim.requests.count; i++) {
        time += sim.requests.end[i]! - sim.requests.arrival[i]!;
        end = Math.max(end, sim.requests.end[i]!);
      }
      return time / (end - sim.requests.arrival[0]!);
    };
    fc.assert(
      fc.property(workload, fc.double({ min: 1.3, max: 4, noNaN: true }), (w, x) => {
        expect(meanInFlight({ ...w, rate: w.rate * x })).toBeGreaterThan(meanInFlight(w) * (1 - 1e-9));
      }),
      runs(500),
    );
  });
});
