import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RouteId } from '../input';
import { toyModel, toyPlan, toyPool } from '../sim/fixtures';
import { resultHash } from '../sim/hash';
import { Simulation, type SimulationOptions } from '../sim/simulation';
import { makeRequests, type Requests } from '../workload/requests';
import { ROUTE_POLICIES } from './policies';

const IDS = ROUTE_POLICIES.map((policy) => policy.id);

function requestsFor(seed: number, rate: number): Requests {
  return makeRequests(
    {
      kind: 'synthetic',
      requests: 80,
      requestsPerSecond: rate,
      gapCv: 2,
      promptTokensMean: 900,
      promptTokensCv: 1.5,
      outputTokensMean: 60,
      outputTokensCv: 1,
      maxContext: 8000,
    },
    seed,
  );
}

function run(seed: number, rate: number, options: SimulationOptions, instances = 4): Simulation {
  const sim = new Simulation(toyPlan([toyPool({ instances })]), toyModel(), requestsFor(seed, rate), {
    seed,
    ...options,
  });
  sim.run(Infinity, 1e7);
  return sim;
}

describe.each(IDS)('routing by %s', (routing: RouteId) => {
  const seeds = fc.integer({ min: 0, max: 1e6 });
  const rates = fc.constantFrom(2, 20, 100);

  it('gives the same bits whether steps are skipped or walked, watched or not', () => {
    fc.assert(
      fc.property(seeds, rates, fc.nat(79), (seed, rate, watched) => {
        const hash = resultHash(run(seed, rate, { routing }).requests);
        expect(resultHash(run(seed, rate, { routing, skipping: false }).requests)).toBe(hash);
        expect(resultHash(run(seed, rate, { routing, watched }).requests)).toBe(hash);
      }),
      { numRuns: 30 },
    );
  });

  it('records terms that sum to the cost, and the cheapest eligible candidate as the choice', () => {
    fc.assert(
      fc.property(seeds, rates, fc.nat(79), (seed, rate, watched) => {
        const { router } = run(seed, rate, { routing, watched });
        expect(router.decisions).toHaveLength(1);
        const [decision] = router.decisions;
        const eligible = decision!.candidates.filter((c) => c.eligible);
        expect(decision!.drawn).toBe(routing === 'p2c' ? 2 : null);
        for (const { cost, terms } of decision!.candidates) {
          expect(terms.reduce((sum, term) => sum + term.value, 0)).toBe(cost);
        }
        const cheapest = Math.min(...eligible.map((c) => c.cost));
        expect(eligible.find((c) => c.instance === decision!.chosen)!.cost).toBe(cheapest);
      }),
      { numRuns: 30 },
    );
  });

  it('goes where a person sends it, and changes nothing before that', () => {
    const plain = run(3, 20, { routing, watched: 40 });
    const chosen = plain.router.decisions[0]!.chosen;
    const other = (chosen + 1) % 4;
    const forced = run(3, 20, { routing, watched: 40, forced: [{ request: 40, instance: other }] });
    expect(forced.router.decisions[0]).toMatchObject({ chosen: other, forced: true });
    expect(forced.requests.prefillInstance[40]).toBe(other);
    for (let i = 0; i < 40; i++) {
      expect(forced.requests.prefillInstance[i]).toBe(plain.requests.prefillInstance[i]);
    }
  });
});

describe('routing policies', () => {
  it('round robin deals in turn', () => {
    const { requests } = run(1, 2, { routing: 'rr' });
    for (let i = 0; i < requests.count; i++) expect(requests.prefillInstance[i]).toBe(i % 4);
  });

  it('looking at work beats dealing in turn when lengths differ', () => {
    const mean = (routing: RouteId): number => {
      let sum = 0;
      for (let seed = 0; seed < 20; seed++) {
        const { requests } = run(seed, 60, { routing });
        for (let i = 0; i < requests.count; i++) sum += requests.end[i]! - requests.arrival[i]!;
      }
      return sum;
    };
    expect(mean('least')).toBeLessThan(mean('rr'));
    expect(mean('kvtime')).toBeLessThan(mean('rr'));
    expect(mean('p2c')).toBeLessThan(mean('rr'));
  });
});
