import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate } from '../fast-path';
import { drafting, inputOf, poolOf, POOLS } from '../fixtures/companions';
import { fixtureModel } from '../fixtures/models';
import type { EngineInput, PoolInput } from '../input';
import { makePlan } from '../plan';
import { speculativeTokens } from '../speculation';
import { makeRequests } from '../workload/requests';
import { resultHash } from './hash';
import { Ledger } from './ledger';
import { simulate } from './simulate';
import { Simulation } from './simulation';

const sampled = (pools: readonly PoolInput[]): PoolInput[] =>
  pools.map((pool) =>
    pool.speculation === undefined ? pool : { ...pool, speculation: { ...pool.speculation, sampled: true } },
  );

function finished(input: EngineInput, skipping = true): Simulation {
  const planned = makePlan(input);
  if (!planned.feasible) throw new Error(planned.shortfalls[0]?.message);
  const requests = makeRequests(input.workload, input.seed);
  const sim = new Simulation(planned.plan, input.model, requests, { skipping, seed: input.seed });
  sim.ledger = new Ledger(requests.count);
  sim.run(Infinity, 1e7);
  return sim;
}

const CASES = Object.entries(POOLS).filter(([, pools]) => pools.some((pool) => 'speculation' in pool));
const asked = fc.record({ seed: fc.nat(1e6), rate: fc.constantFrom(0.3, 3, 30), cv: fc.constantFrom(0, 1) });

describe.each(CASES)('rounds drawn one by one: %s', (_, pools) => {
  it('deliver every token once, and give back all memory', () => {
    fc.assert(
      fc.property(asked, ({ seed, rate, cv }) => {
        const shape = { requestsPerSecond: rate, promptTokensCv: cv, outputTokensCv: cv };
        const sim = finished({ ...inputOf(sampled(pools), shape), seed });
        const { requests, ledger } = sim;
        expect(sim.completed).toBe(requests.count);
        const decoded = sim.pools.reduce((sum, { meter }) => sum + meter.decodeTokens, 0);
        if (sim.preemptions === 0) expect(decoded).toBe(requests.output.reduce((sum, o) => sum + o - 1, 0));
        const next = new Int32Array(requests.count);
        for (let i = 0; i < ledger!.length; i++) {
          if (ledger!.pass.at(i) > 0) continue;
          const request = ledger!.request.at(i);
          expect(ledger!.firstToken.at(i)).toBe(next[request]);
          next[request] = ledger!.lastToken.at(i) + 1;
        }
        requests.output.forEach((output, i) => expect(next[i]).toBe(requests.prompt[i]! + output));
        for (const { kv } of sim.instances) {
          expect(kv.globalBlocks).toBe(0);
          expect(kv.localBlocks).toBe(0);
          expect(kv.peakBytes).toBeLessThanOrEqual(kv.capacityBytes);
        }
        const billed = requests.tdpSeconds.reduce((sum, x) => sum + x, 0);
        const own = sim.pools.filter(({ instances }) => instances.length > 0);
        const spent = own.reduce((sum, { meter }) => sum + meter.tdpSeconds, 0);
        expect(Math.abs(billed / spent - 1)).toBeLessThan(1e-9);
      }),
      { numRuns: 12 },
    );
  });

  it('on average take the time of the mean round', () => {
    const input = inputOf(sampled(pools), { requests: 400, requestsPerSecond: 0.05, outputTokensMean: 400 });
    const told = estimate(input);
    if (told.kind !== 'steady') throw new Error(told.kind);
    const { report } = simulate(input);
    // The last round of an answer may bring more than is left of it, so the run is a little slower.
    expect(report.tpot_s!.mean / told.tpotSeconds).toBeGreaterThan(0.985);
    expect(report.tpot_s!.mean / told.tpotSeconds).toBeLessThan(1.03);
  });
});

describe('rounds', () => {
  const pools = sampled(POOLS['drafts on the same GPUs']);
  const withAcceptance = (acceptance: number) => [
    poolOf({ speculation: drafting({ sampled: true, acceptance }) }),
  ];

  it('are walked whether or not steps may be jumped over, and the seed decides them', () => {
    const input = inputOf(pools, { requestsPerSecond: 3 });
    const hash = resultHash(finished(input).requests);
    expect(resultHash(finished(input, false).requests)).toBe(hash);
    expect(resultHash(finished({ ...input, seed: 8 }).requests)).not.toBe(hash);
  });

  it('bring one token where nothing is accepted, and all where everything is', () => {
    for (const acceptance of [0, 1]) {
      const shape = { requests: 1, promptTokensCv: 0, outputTokensCv: 0, outputTokensMean: 501 };
      const input = inputOf(withAcceptance(acceptance), shape);
      const told = estimate({ ...input, workload: { ...input.workload, requestsPerSecond: 1e-12 } as never });
      if (told.kind !== 'steady') throw new Error(told.kind);
      const tpot = simulate(input).report.tpot_s!.mean;
      // 500 tokens are a whole number of rounds of one and of five.
      expect(speculativeTokens(acceptance, 4)).toBe(acceptance === 0 ? 1 : 5);
      expect(tpot / told.tpotSeconds).toBeCloseTo(1, 4);
    }
  });

  it('keep books of windowed layers and of memory that is short', () => {
    const model = fixtureModel('mistral-7b');
    // An H100 holds the weights and some fifty thousand tokens; forty answers of a few thousand do not fit at once.
    const tight = [poolOf({ chips: 1, kvFormat: 'bf16', speculation: drafting({ sampled: true }) })];
    const shape = { promptTokensMean: 3900, outputTokensMean: 400, requestsPerSecond: 200, requests: 200 };
    const sim = finished(inputOf(tight, shape, model));
    expect(sim.completed).toBe(200);
    expect(sim.preemptions).toBeGreaterThan(0);
    for (const { kv } of sim.instances) {
      expect(kv.globalBlocks).toBe(0);
      expect(kv.localBlocks).toBe(0);
    }
  });
});
