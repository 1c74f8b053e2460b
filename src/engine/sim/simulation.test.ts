import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../fixtures/runs';
import type { LinkInput } from '../input';
import type { Plan } from '../plan';
import { makeRequests, type Requests } from '../workload/requests';
import { requestsOf, toyBlocks, toyModel, toyPlan, toyPool, type ToyPool } from './fixtures';
import { resultHash } from './hash';
import { takeSnapshot } from './snapshot';
import { Simulation } from './simulation';
import { waterfallOf } from './waterfall';

const LINK: LinkInput = { bytesPerSecond: 1e9, latencySeconds: 1e-5, mode: 'layered' };

function finished(plan: Plan, requests: Requests, skipping = true, shape = {}): Simulation {
  const sim = new Simulation(plan, toyModel(shape), requests, { skipping });
  sim.run(Infinity, 5e6);
  return sim;
}

const workload = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  rate: fc.double({ min: 0.2, max: 40, noNaN: true }),
  prompt: fc.integer({ min: 1, max: 3000 }),
  output: fc.integer({ min: 1, max: 150 }),
  cv: fc.constantFrom(0, 0.5, 1.5),
  gapCv: fc.constantFrom(0, 1, 3),
});

const requestsFor = (w: typeof workload extends fc.Arbitrary<infer T> ? T : never): Requests =>
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

interface Case {
  name: string;
  plan: () => Plan;
  shape?: object;
}

const pool = (p: ToyPool) => toyPool(p);
const tight = toyBlocks(8000) + 20;
const window = { window: { tokens: 100, localLayers: 5, globalLayers: 5 } };
const CASES: Case[] = [
  { name: 'colocated', plan: () => toyPlan([pool({})]) },
  { name: 'colocated, three instances', plan: () => toyPlan([pool({ instances: 3 })]) },
  { name: 'short of KV memory', plan: () => toyPlan([pool({ blocks: tight })]) },
  { name: 'small budget and cap', plan: () => toyPlan([pool({ tokenBudget: 100, maxSequences: 4 })]) },
  {
    name: 'windowed layers, short of memory',
    plan: () => toyPlan([pool({ blocks: tight, localBlockBytes: 1, cost: { perLocal: 3e-8 } })]),
    shape: window,
  },
  { name: 'cost with a floor', plan: () => toyPlan([pool({ cost: { floor: 0.0085, perToken: 1e-6 } })]) },
  {
    name: 'split',
    plan: () => toyPlan([pool({ role: 'prefill' }), pool({ role: 'decode', lanes: 4 })], LINK),
  },
  {
    name: 'split, decode short of room, bulk',
    plan: () =>
      toyPlan([pool({ role: 'prefill', blocks: tight }), pool({ role: 'decode', blocks: tight, lanes: 3 })], {
        ...LINK,
        mode: 'bulk',
      }),
  },
];

describe.each(CASES)('simulation: $name', ({ plan, shape }) => {
  it('skipping steps changes no bit (invariants 34, 35)', () => {
    fc.assert(
      fc.property(workload, (w) => {
        const skipped = finished(plan(), requestsFor(w), true, shape);
        const walked = finished(plan(), requestsFor(w), false, shape);
        expect(resultHash(skipped.requests)).toBe(resultHash(walked.requests));
        expect(skipped.eventsHandled).toBeLessThanOrEqual(walked.eventsHandled);
        skipped.pools.forEach((p, i) => {
          expect(p.meter.tdpSeconds).toBe(walked.pools[i]!.meter.tdpSeconds);
          expect(p.meter.decodeTokens).toBe(walked.pools[i]!.meter.decodeTokens);
        });
      }),
      runs(63),
    );
  });

  it('conserves requests, tokens and memory (invariants 1, 2, 4, 7)', () => {
    fc.assert(
      fc.property(workload, (w) => {
        const sim = finished(plan(), requestsFor(w), true, shape);
        const { requests } = sim;
        expect(sim.completed + sim.rejected).toBe(requests.count);
        let decoded = 0;
        let prompts = 0;
        for (let i = 0; i < requests.count; i++) {
          if (Number.isNaN(requests.end[i]!)) continue;
          decoded += requests.output[i]! - 1;
          prompts += requests.prompt[i]!;
          expect(requests.prefillStart[i]).toBeGreaterThanOrEqual(requests.arrival[i]!);
          expect(requests.firstToken[i]).toBeGreaterThan(requests.prefillStart[i]!);
          expect(requests.end[i]).toBeGreaterThanOrEqual(requests.firstToken[i]!);
        }
        const meters = sim.pools.map((p) => p.meter);
        const decodedByMeters = meters.reduce((sum, m) => sum + m.decodeTokens, 0);
        const prefilledByMeters = meters.reduce((sum, m) => sum + m.prefillTokens, 0);
        // A preempted request computes its prompt again, and its next token comes from that pass.
        if (sim.preemptions === 0) {
          expect(decodedByMeters).toBe(decoded);
          expect(prefilledByMeters).toBe(prompts);
        } else {
          expect(decodedByMeters).toBeLessThanOrEqual(decoded);
          expect(prefilledByMeters).toBeGreaterThan(prompts);
        }
        for (const instance of sim.instances) {
          expect(instance.kv.globalBlocks).toBe(0);
          expect(instance.kv.localBlocks).toBe(0);
          expect(instance.load).toBe(0);
          expect(instance.kv.peakBytes).toBeLessThanOrEqual(instance.kv.capacityBytes);
        }
        // Every joule and byte of the pools is on some request's bill (invariant 5, without idle).
        const billed = requests.tdpSeconds.reduce((sum, x) => sum + x, 0);
        const spent = meters.reduce((sum, m) => sum + m.tdpSeconds, 0);
        expect(Math.abs(billed - spent)).toBeLessThanOrEqual(1e-9 * spent);
        const bytesBilled = requests.bytes.reduce((sum, x) => sum + x, 0);
        const bytesRead = meters.reduce((sum, m) => sum + m.bytes, 0);
        expect(Math.abs(bytesBilled - bytesRead)).toBeLessThanOrEqual(1e-9 * bytesRead);
        for (let i = 0; i < requests.count; i++) {
          if (Number.isNaN(requests.end[i]!)) continue;
          const { request: _, e2e_s, ...parts } = waterfallOf(requests, i)!;
          const times = Object.values(parts);
          for (const time of times) expect(time).toBeGreaterThanOrEqual(-1e-9);
          expect(times.reduce((sum, time) => sum + time, 0)).toBeCloseTo(e2e_s, 9);
        }
        if (sim.link !== null) expect(sim.link.flows.bytesOut).toBeCloseTo(sim.link.flows.bytesIn, 3);
        for (const p of sim.pools) {
          const wall = sim.now * p.plan.instances * p.plan.lanesPerInstance;
          expect(p.meter.laneSeconds).toBeLessThanOrEqual(wall * (1 + 1e-12));
          expect(p.meter.running).toBe(0);
          expect(p.meter.waiting).toBe(0);
          expect(p.meter.busyLanes).toBe(0);
        }
      }),
      runs(63),
    );
  });

  it('computes and delivers as many tokens whatever the budget of an iteration (invariant 28)', () => {
    fc.assert(
      fc.property(workload, fc.integer({ min: 17, max: 4000 }), (w, tokenBudget) => {
        const requests = requestsFor(w);
        const made = plan();
        const chunked = made.pools.map((p) => ({ ...p, input: { ...p.input, tokenBudget } }));
        const [one, other] = [made, { ...made, pools: chunked }].map((of) =>
          finished(of, requests, true, shape),
        );
        fc.pre(one!.preemptions === 0 && other!.preemptions === 0);
        const tokens = ({ pools }: Simulation) =>
          pools.map(({ meter }) => [meter.prefillTokens, meter.decodeTokens]);
        expect(tokens(other!)).toEqual(tokens(one!));
      }),
      runs(63),
    );
  });

  it('ends alike however it is driven and looked at (invariants 34, 36)', () => {
    fc.assert(
      fc.property(workload, fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }), (w, slices) => {
        const straight = finished(plan(), requestsFor(w), true, shape);
        const sliced = new Simulation(plan(), toyModel(shape), requestsFor(w));
        // In slices of events, with a picture of the run after each.
        for (let i = 0; sliced.run(Infinity, slices[i % slices.length]!) > 0; i++) takeSnapshot(sliced);
        expect(resultHash(sliced.requests)).toBe(resultHash(straight.requests));
        expect(sliced.eventsHandled).toBe(straight.eventsHandled);
      }),
      runs(63),
    );
  });
});

describe('seeds', () => {
  it('differ, and so do arrivals; the same seed gives the same requests (invariant 38)', () => {
    fc.assert(
      fc.property(workload, (w) => {
        fc.pre(w.gapCv > 0);
        const requests = requestsFor(w);
        expect(requestsFor(w)).toEqual(requests);
        expect(requestsFor({ ...w, seed: w.seed + 1 }).arrival).not.toEqual(requests.arrival);
      }),
      runs(500),
    );
  });
});

describe('closed loop', () => {
  const loop = fc.record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    users: fc.integer({ min: 1, max: 30 }),
    prompt: fc.integer({ min: 1, max: 3000 }),
    output: fc.integer({ min: 1, max: 150 }),
  });
  interface Loop {
    seed: number;
    users: number;
    prompt: number;
    output: number;
  }
  const requestsFor = ({ seed, users, prompt, output }: Loop) =>
    makeRequests(
      { kind: 'closed', users, requests: 80, promptTokens: prompt, outputTokens: output, shortest: 0.8 },
      seed,
    );

  it('skipping steps changes no bit, also short of memory', () => {
    fc.assert(
      fc.property(loop, fc.constantFrom(1e9, toyBlocks(8000) + 20), (w, blocks) => {
        const plan = () => toyPlan([toyPool({ blocks })]);
        const skipped = finished(plan(), requestsFor(w));
        const walked = finished(plan(), requestsFor(w), false);
        expect(resultHash(skipped.requests)).toBe(resultHash(walked.requests));
        expect(skipped.completed).toBe(80);
      }),
      runs(40),
    );
  });

  it('never has more requests under way than users, and no user waits to send', () => {
    fc.assert(
      fc.property(loop, (w) => {
        const { requests } = finished(toyPlan([toyPool()]), requestsFor(w));
        const ends = Array.from(requests.end).sort((a, b) => a - b);
        for (let i = 0; i < requests.count; i++) {
          expect(requests.arrival[i]).toBe(i < w.users ? 0 : ends[i - w.users]);
        }
      }),
    );
  });
});

describe('simulation, by hand', () => {
  it('one request alone takes its prefill step and its decode steps, no more (invariant 16)', () => {
    const sim = finished(toyPlan([toyPool()]), requestsOf([[1, 1000, 3]]));
    // 1000 · 40 µs, then two steps of 8.2 ms + 10 ns per token at contexts 1001 and 1002.
    expect(sim.requests.firstToken[0]).toBeCloseTo(1.04, 12);
    expect(sim.requests.end[0]).toBeCloseTo(1.04 + 2 * 0.0082 + 1e-8 * 2003, 12);
  });

  it('an infinitely fast link adds nothing (invariant 18)', () => {
    const link: LinkInput = { bytesPerSecond: Infinity, latencySeconds: 0, mode: 'layered' };
    const split = toyPlan([toyPool({ role: 'prefill' }), toyPool({ role: 'decode' })], link);
    const alone = finished(toyPlan([toyPool()]), requestsOf([[0, 500, 20]]));
    const handed = finished(split, requestsOf([[0, 500, 20]]));
    expect(handed.requests.end[0]).toBeCloseTo(alone.requests.end[0]!, 12);
  });

  it('layered transfer exposes one layer when compute hides the rest, bulk all of it', () => {
    const layered = toyPlan([toyPool({ role: 'prefill' }), toyPool({ role: 'decode' })], LINK);
    const bulk = toyPlan([toyPool({ role: 'prefill' }), toyPool({ role: 'decode' })], {
      ...LINK,
      mode: 'bulk',
    });
    const bytes = 2 * 8 * 64 * 2 * 10 * 1000;
    const a = finished(layered, requestsOf([[0, 1000, 2]])).requests;
    const b = finished(bulk, requestsOf([[0, 1000, 2]])).requests;
    expect(a.decodeReady[0]! - a.firstToken[0]!).toBeCloseTo(bytes / 10 / 1e9 + 1e-5, 9);
    expect(b.decodeReady[0]! - b.firstToken[0]!).toBeCloseTo(bytes / 1e9 + 1e-5, 9);
  });

  it('preempts the last sequence when blocks run out, and still delivers everything', () => {
    const requests = requestsOf([
      [0, 160, 200],
      [0, 160, 200],
      [0, 160, 200],
    ]);
    const sim = finished(toyPlan([toyPool({ blocks: 40 })]), requests);
    expect(sim.preemptions).toBeGreaterThan(0);
    expect(sim.completed).toBe(3);
    // The first to arrive is never the victim.
    expect(sim.requests.end[0]).toBeLessThan(sim.requests.end[2]!);
  });

  it('a request larger than the memory of an instance is rejected, the rest are served', () => {
    const sim = finished(
      toyPlan([toyPool({ blocks: 10 })]),
      requestsOf([
        [0, 100, 10],
        [0, 1000, 10],
      ]),
    );
    expect(sim.rejected).toBe(1);
    expect(sim.completed).toBe(1);
  });
});

describe('closed forms in degenerate cases', () => {
  const serve = (output: number, rate: number, promptCv: number, n: number, seed: number) => {
    const prompt = 1000;
    // A budget of one token more than any prompt and a cap of one: one request at a time, in order.
    const plan = toyPlan([toyPool({ maxSequences: 1, tokenBudget: 1e6 })]);
    const requests = makeRequests(
      {
        kind: 'synthetic',
        requests: n,
        requestsPerSecond: rate,
        gapCv: 1,
        promptTokensMean: prompt,
        promptTokensCv: promptCv,
        outputTokensMean: output,
        outputTokensCv: 0,
        maxContext: 1e6,
      },
      seed,
    );
    const { requests: done } = finished(plan, requests);
    let wait = 0;
    for (let i = 0; i < n; i++) wait += done.prefillStart[i]! - done.arrival[i]!;
    return wait / n;
  };

  it('M/D/1 (invariant 12): wait is rho S / (2 (1 - rho))', () => {
    const s = 0.04;
    const rho = 0.6;
    const waits = [1, 2, 3, 4, 5].map((seed) => serve(1, rho / s, 0, 40_000, seed));
    const mean = waits.reduce((a, b) => a + b, 0) / waits.length;
    expect(mean / ((rho * s) / (2 * (1 - rho)))).toBeCloseTo(1, 1);
    expect(Math.abs(mean / ((rho * s) / (2 * (1 - rho))) - 1)).toBeLessThan(0.03);
  });

  it('M/G/1 (invariant 14): Pollaczek-Khinchine with lognormal prompts', () => {
    const s = 0.04;
    const rho = 0.5;
    const cv = 0.8;
    const waits = [1, 2, 3, 4, 5].map((seed) => serve(1, rho / s, cv, 40_000, seed));
    const mean = waits.reduce((a, b) => a + b, 0) / waits.length;
    expect(Math.abs(mean / ((rho * s * (1 + cv * cv)) / (2 * (1 - rho))) - 1)).toBeLessThan(0.04);
  });
});
