import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../fixtures/runs';
import { makeRequests, type Requests } from '../workload/requests';
import { toyBlocks, toyModel, toyPlan, toyPool } from './fixtures';
import { resultHash } from './hash';
import { Ledger, RECOMPUTE } from './ledger';
import { Simulation } from './simulation';
import type { Plan } from '../plan';

const LINK = { bytesPerSecond: 1e9, latencySeconds: 1e-5, mode: 'layered' } as const;
const tight = toyBlocks(6000) + 10;
const PLANS: [string, () => Plan][] = [
  ['colocated', () => toyPlan([toyPool({ instances: 2, tokenBudget: 700 })])],
  ['short of memory', () => toyPlan([toyPool({ blocks: tight, tokenBudget: 700 })])],
  [
    'split',
    () => toyPlan([toyPool({ role: 'prefill' }), toyPool({ role: 'decode', lanes: 3, blocks: tight })], LINK),
  ],
];

function requestsFor(seed: number, rate: number): Requests {
  return makeRequests(
    {
      kind: 'synthetic',
      requests: 50,
      requestsPerSecond: rate,
      gapCv: 1,
      promptTokensMean: 900,
      promptTokensCv: 1,
      outputTokensMean: 120,
      outputTokensCv: 1,
      maxContext: 6000,
    },
    seed,
  );
}

describe.each(PLANS)('ledger: %s', (_, plan) => {
  it('partitions every request, bills every joule, and changes nothing (invariants 3, 5, 37)', () => {
    let recomputed = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(1, 10, 60), (seed, rate) => {
        const plain = new Simulation(plan(), toyModel(), requestsFor(seed, rate));
        plain.run(Infinity, 1e7);
        const sim = new Simulation(plan(), toyModel(), requestsFor(seed, rate));
        const ledger = new Ledger(sim.requests.count);
        sim.ledger = ledger;
        sim.run(Infinity, 1e7);
        expect(resultHash(sim.requests)).toBe(resultHash(plain.requests));

        const next = new Int32Array(sim.requests.count);
        const billed = new Float64Array(sim.requests.count);
        for (let i = 0; i < ledger.length; i++) {
          const request = ledger.request.at(i);
          billed[request]! += ledger.tdpSeconds.at(i);
          expect(ledger.end.at(i)).toBeGreaterThanOrEqual(ledger.start.at(i));
          if (ledger.phase.at(i) === RECOMPUTE) recomputed++;
          if (ledger.pass.at(i) > 0) continue;
          // Segments of pass 0 are written in the order of their tokens.
          expect(ledger.firstToken.at(i)).toBe(next[request]);
          next[request] = ledger.lastToken.at(i) + 1;
        }
        for (let r = 0; r < sim.requests.count; r++) {
          expect(next[r]).toBe(sim.requests.prompt[r]! + sim.requests.output[r]!);
          expect(billed[r]).toBeCloseTo(sim.requests.tdpSeconds[r]!, 9);
        }
      }),
      runs(167),
    );
    if (_ === 'short of memory') expect(recomputed).toBeGreaterThan(0);
  });
});
