import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from '../fast-path';
import { inputOf, POOLS } from '../fixtures/companions';
import { fixtureModel } from '../fixtures/models';
import type { EngineInput } from '../input';
import { makePlan } from '../plan';
import { isCompanion } from '../roles';
import { makeRequests } from '../workload/requests';
import { resultHash } from './hash';
import { Ledger } from './ledger';
import { segmentJoules, segmentUsd } from './ledger-csv';
import { simulate } from './simulate';
import { Simulation } from './simulation';

function finished(input: EngineInput, skipping: boolean): Simulation {
  const planned = makePlan(input);
  if (!planned.feasible) throw new Error(planned.shortfalls[0]?.message);
  const requests = makeRequests(input.workload, input.seed);
  const sim = new Simulation(planned.plan, input.model, requests, { skipping });
  sim.ledger = new Ledger(requests.count);
  sim.run(Infinity, 1e7);
  return sim;
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, x) => total + x, 0);
const close = (a: number, b: number): void => {
  expect(b).toBeGreaterThan(0);
  expect(Math.abs(a / b - 1)).toBeLessThan(1e-9);
};
const asked = fc.record({
  seed: fc.nat(1e6),
  rate: fc.constantFrom(0.3, 3, 30),
  cv: fc.constantFrom(0, 0.5, 1.5),
});

describe.each(Object.entries(POOLS))('companions: %s', (_, pools) => {
  it('skipping steps changes no bit (invariant 35)', () => {
    fc.assert(
      fc.property(asked, ({ seed, rate, cv }) => {
        const shape = { requestsPerSecond: rate, promptTokensCv: cv, outputTokensCv: cv };
        const input = { ...inputOf(pools, shape), seed };
        const skipped = finished(input, true);
        const walked = finished(input, false);
        expect(resultHash(skipped.requests)).toBe(resultHash(walked.requests));
        skipped.pools.forEach(({ meter }, i) => {
          expect(meter.tdpSeconds).toBe(walked.pools[i]!.meter.tdpSeconds);
          expect(meter.busyChipSeconds).toBe(walked.pools[i]!.meter.busyChipSeconds);
        });
      }),
      { numRuns: 15 },
    );
  });

  it('every joule, dollar and byte of all pools is on some bill (invariants 5 and 6)', () => {
    const sim = finished(inputOf(pools), true);
    const { requests, ledger } = sim;
    const watts = (i: number) => sim.pools[i]!.plan.input.chip.tdpWatts!;
    const price = (i: number) => sim.pools[i]!.plan.input.chip.usdPerHour! / 3600;
    const joules = sum(sim.pools.map(({ meter }, i) => meter.tdpSeconds * watts(i)));
    const usd = sum(sim.pools.map(({ meter }, i) => meter.busyChipSeconds * price(i)));
    const segments = Array.from({ length: ledger!.length }, (__, i) => i);
    const chipOf = (i: number) => sim.lanes[ledger!.lane.at(i)]!.instance.pool.plan.input.chip;
    close(sum(segments.map((i) => segmentJoules(ledger!, i, chipOf(i))!)), joules);
    close(sum(segments.map((i) => segmentUsd(ledger!, i, chipOf(i))!)), usd);
    close(sum(requests.bytes), sum(sim.pools.map(({ meter }) => meter.bytes)));
    for (const { meter, plan } of sim.pools) {
      expect(meter.tdpSeconds).toBeGreaterThan(0);
      expect(meter.tdpSeconds).toBeLessThanOrEqual(meter.busyChipSeconds);
      expect(meter.busyChipSeconds).toBeLessThanOrEqual(plan.input.chips * sim.now);
    }
  });

  it('the closed form at load → 0 is the simulation (invariant 39)', () => {
    const alone = { requests: 1, promptTokensCv: 0, outputTokensCv: 0 };
    const told = estimate(inputOf(pools, { ...alone, requestsPerSecond: 1e-12 }));
    if (told.kind !== 'steady') throw new Error(told.kind);
    const { report, snapshot } = simulate(inputOf(pools, alone));
    close(told.tpotSeconds, report.tpot_s!.mean);
    close(told.ttftSeconds, report.ttft_s!.mean);
    expect(snapshot!.pools.map(({ role }) => role)).toEqual(pools.map(({ role }) => role));
    expect(report.pools.map(({ role }) => role)).toEqual(pools.map(({ role }) => role));
  });

  it('the closed form follows the simulation at low load, energy and busy shares of all pools included', () => {
    const input = inputOf(pools, { requests: 1500, requestsPerSecond: 0.3 });
    const told = estimate(input);
    if (told.kind !== 'steady') throw new Error(told.kind);
    const { report } = simulate(input);
    expect(Math.abs(told.tpotSeconds / report.tpot_s!.mean - 1)).toBeLessThan(0.03);
    expect(Math.abs(told.joulesPerOutputToken! / report.joules_per_output_token! - 1)).toBeLessThan(0.05);
  });
});

describe('companions in a report', () => {
  it('hold weights in their own tier, and are busy', () => {
    const { report } = simulate(inputOf(POOLS.afd));
    const [, attention, ffn] = report.tiers;
    const whole = 70_553_706_496;
    expect(attention!.tier).toBe('hbm');
    expect(ffn!.tier).toBe('sram');
    expect(ffn!.weight_bytes + attention!.weight_bytes).toBeGreaterThan(whole);
    expect(ffn!.kv_bytes_peak).toBe(0);
    expect(attention!.kv_bytes_peak).toBeGreaterThan(0);
    for (const pool of report.pools) expect(pool.busy_share).toBeGreaterThan(0);
  });

  it('are routed around', () => {
    const sim = finished(inputOf(POOLS['afd, drafts in a pool of its own']), true);
    for (const { plan, instances } of sim.pools)
      if (isCompanion(plan.input.role)) expect(instances).toEqual([]);
    expect(sim.completed).toBe(60);
  });

  it('hold KV where they draft', () => {
    const { report } = simulate(inputOf(POOLS['drafts in a pool of its own']));
    const [target, draft] = report.tiers;
    // Llama 3.2 1B: 16 layers of 2 × 8 × 64 bytes in fp8, beside 80 of 2 × 8 × 128.
    // The peak of the target may lie between two steps.
    expect(draft!.kv_bytes_peak / target!.kv_bytes_peak).toBeCloseTo((16 * 64) / (80 * 128), 2);
    expect(draft!.kv_bytes_mean / target!.kv_bytes_mean).toBeCloseTo((16 * 64) / (80 * 128), 6);
  });

  it('run a model with windowed layers, skipped or walked', () => {
    const model = fixtureModel('mistral-7b');
    for (const pools of [POOLS.afd, POOLS['drafts on the same GPUs']]) {
      const input = inputOf(pools, { promptTokensMean: 3900, requestsPerSecond: 20 }, model);
      expect(resultHash(finished(input, true).requests)).toBe(resultHash(finished(input, false).requests));
    }
  });
});
