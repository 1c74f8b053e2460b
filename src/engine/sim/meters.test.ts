import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogSketch } from '../number/log-sketch';
import type { Plan } from '../plan';
import { makeRequests } from '../workload/requests';
import { ActivitySeries } from './activity-series';
import { requestsOf, toyBlocks, toyModel, toyPlan, toyPool } from './fixtures';
import { Simulation } from './simulation';
import { GapMeter } from './gap-meter';
import { StepSamples } from './step-samples';

const LINK = { bytesPerSecond: 1e5, latencySeconds: 1e-3, mode: 'layered' } as const;
const tight = toyBlocks(6000) + 10;
const pipeline = () => ({
  ...toyPool({ lanes: 4 }),
  pipelinePrefill: (tokens: number) => ({
    occupiedSeconds: tokens * 1e-5,
    latencySeconds: tokens * 2e-5,
    flop: tokens * 1e9,
    drawSeconds: tokens * 1e-6,
    bytes: 1e6,
  }),
});
const PLANS: [string, () => Plan][] = [
  ['colocated', () => toyPlan([toyPool({ instances: 2, tokenBudget: 700 })])],
  ['short of memory', () => toyPlan([toyPool({ blocks: tight, tokenBudget: 700 })])],
  [
    'split',
    () => toyPlan([toyPool({ role: 'prefill' }), toyPool({ role: 'decode', lanes: 3, blocks: tight })], LINK),
  ],
  ['pipeline', () => toyPlan([pipeline()])],
];

const run = (plan: Plan, seed: number, rate: number, skipping = true): Simulation => {
  const workload = {
    kind: 'synthetic' as const,
    requests: 50,
    requestsPerSecond: rate,
    gapCv: 1,
    promptTokensMean: 900,
    promptTokensCv: 1,
    outputTokensMean: 120,
    outputTokensCv: 1,
    maxContext: 6000,
  };
  const sim = new Simulation(plan, toyModel(), makeRequests(workload, seed), { skipping });
  sim.run(Infinity, 1e7);
  return sim;
};

const gapsOf = (sim: Simulation): LogSketch => {
  const all = new LogSketch();
  for (const pool of sim.pools) all.merge(pool.meter.gaps.since(0));
  return all;
};

describe.each(PLANS)('meters: %s', (name, plan) => {
  it('every gap between two tokens is counted once, and their times add up', () => {
    let preempted = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(1, 10, 60), (seed, rate) => {
        const sim = run(plan(), seed, rate);
        preempted += sim.preemptions;
        const { requests } = sim;
        let gaps = 0;
        let seconds = 0;
        for (let i = 0; i < requests.count; i++) {
          if (Number.isNaN(requests.end[i]!)) continue;
          gaps += requests.output[i]! - 1;
          seconds += requests.end[i]! - requests.firstToken[i]!;
        }
        const sketch = gapsOf(sim);
        expect(sketch.count).toBe(gaps);
        expect(sketch.sum / seconds).toBeCloseTo(1, 9);
      }),
      { numRuns: 40 },
    );
    if (name === 'short of memory') expect(preempted).toBeGreaterThan(0);
  });

  it('gaps are the same whether steps are jumped over or walked', () => {
    const [jumped, walked] = [run(plan(), 3, 10), run(plan(), 3, 10, false)].map(gapsOf) as [
      LogSketch,
      LogSketch,
    ];
    expect(jumped).toEqual(walked);
  });

  it('what a pool did by when adds up to what it did', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(1, 60), (seed, rate) => {
        const sim = run(plan(), seed, rate);
        let tokens = 0;
        for (const { meter } of sim.pools) {
          const whole = meter.activity.between(0, 1e9);
          for (const key of ['busyChipSeconds', 'tdpSeconds', 'flop', 'bytes'] as const)
            if (meter[key] > 0) expect(whole[key] / meter[key]).toBeCloseTo(1, 9);
          tokens += whole.tokens;
        }
        const delivered = sim.requests.output.reduce(
          (sum, o, i) => sum + (sim.requests.end[i]! >= 0 ? o : 0),
          0,
        );
        expect(tokens / delivered).toBeCloseTo(1, 9);
      }),
      { numRuns: 20 },
    );
  });
});

describe('meters by hand', () => {
  it('a stall shows among the gaps: one prompt of 1000 tokens amid the steps of another', () => {
    // A step takes 8.2 ms alone and 8.4 ms for two; the second prompt adds 1000 × 40 µs to one step.
    const sim = new Simulation(
      toyPlan([toyPool({ cost: { perToken: 0 } })]),
      toyModel(),
      requestsOf([
        [0, 100, 11],
        [0.05, 1000, 1],
      ]),
    );
    sim.run(Infinity, 1e6);
    const gaps = gapsOf(sim);
    expect(gaps.count).toBe(10);
    expect(gaps.max).toBeCloseTo(0.0482, 12);
    expect(gaps.min).toBeCloseTo(0.0082, 12);
    expect(gaps.mean).toBeCloseTo((9 * 0.0082 + 0.0482) / 10, 12);
  });

  it('gaps since a time leave out the windows before it, however often windows were put together', () => {
    // Each second a step of a batch of three: its length in milliseconds is the second.
    const lane = { batch: 3, lateRequests: [], lateSeconds: [] };
    for (const expected of [1, 40, 1000]) {
      const meter = new GapMeter(expected);
      for (let second = 0; second < 64; second++) meter.run(lane, second, second / 1000, 0, 1);
      expect(meter.since(0).count).toBe(3 * 64);
      const late = meter.since(20);
      // Windows are at most an eighth of the time that was expected, and of what the run took.
      const latest = 20 + Math.max(expected, 64) / 8;
      expect(late.min).toBeGreaterThanOrEqual(0.02);
      if (latest < 64) {
        expect(late.min).toBeLessThanOrEqual(latest / 1000);
        expect(late.count).toBe(3 * (64 - Math.round(1000 * late.min)));
        expect(late.max).toBe(0.063);
      }
    }
  });

  it('activity is spread evenly, over what it spans and when buckets are merged', () => {
    const series = new ActivitySeries(4, 1);
    series.add(0.5, 2.5, 20, 2, 4, 6, 8);
    expect(series.between(1, 2)).toEqual({
      busyChipSeconds: 10,
      tdpSeconds: 1,
      flop: 2,
      bytes: 3,
      tokens: 4,
    });
    series.add(7.5, 7.5, 1, 1, 1, 1, 1);
    expect(series.width).toBe(2);
    expect(series.between(0, 8).tokens).toBe(9);
    expect(series.between(0, 2).tokens).toBeCloseTo(6, 12);
  });

  it('samples stand at even distances in busy time', () => {
    const samples = new StepSamples();
    const lane = {
      anchor: 5,
      iterationStart: 0,
      batch: 2,
      globalTokens: 0,
      localTokens: 0,
      growingLocal: 0,
      anchorGlobal: 100,
      anchorLocal: 0,
      chunks: 0,
      chunkNew: [],
      chunkCached: [],
    };
    samples.run(lane, 1000, 10);
    samples.run({ ...lane, batch: 7, anchor: 20 }, 3000, 30);
    expect(samples.shapes.length).toBeGreaterThanOrEqual(64);
    const share = samples.shapes.filter(({ batch }) => batch === 7).length / samples.shapes.length;
    expect(share).toBeCloseTo(0.75, 1);
    expect(samples.shapes[0]).toMatchObject({ batch: 2, globalTokens: 100 });
    samples.shapes.forEach(({ batch }, i) => {
      const [from, to] = batch === 7 ? [20, 50] : [5, 15];
      expect(samples.times[i]).toBeGreaterThanOrEqual(from);
      expect(samples.times[i]).toBeLessThanOrEqual(to);
    });
  });
});
