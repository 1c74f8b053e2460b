import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COSTS, FLASH, HOST, OBJECT } from '../memory/fixtures';
import { EVICTION_KINDS } from '../memory/eviction/policies';
import { KvMemory } from '../memory/kv-memory';
import { openLoop, whatFollows } from '../workload/session-turns';
import { drawSessions } from '../workload/sessions';
import { toyModel, toyPlan, toyPool } from './fixtures';
import { resultHash } from './hash';
import { Ledger } from './ledger';
import { tellLedger } from './remember';
import { Simulation } from './simulation';

interface Case {
  seed: number;
  blocks: number;
  tiers: number;
  rate: number;
  eviction: string;
  fetchMode: 'auto' | 'split';
  split: boolean;
}

const cases: fc.Arbitrary<Case> = fc.record({
  seed: fc.nat(10_000),
  blocks: fc.constantFrom(380, 420, 500, 2000),
  tiers: fc.nat(3),
  rate: fc.constantFrom(2, 20, 200),
  eviction: fc.constantFrom(...EVICTION_KINDS.map(({ id }) => id)),
  fetchMode: fc.constantFrom('auto' as const, 'split' as const),
  split: fc.boolean(),
});

/** Slow small tiers, so that fetches wait, queue and race with computing. */
const SLOW = {
  read: { perClient: 3000, aggregate: 4000 },
  write: { perClient: 3000, aggregate: 6000 },
  latencySeconds: 1e-3,
};

function run(c: Case, skipping: boolean): Simulation {
  const sessions = openLoop(
    drawSessions(
      {
        kind: 'sessions',
        sessions: 40,
        sessionsPerSecond: c.rate,
        turnsMean: 4,
        turnsMost: 10,
        systemPrompts: 2,
        systemTokens: 300,
        humanTokensMean: 200,
        humanTokensCv: 1,
        toolTokensMean: 500,
        toolTokensCv: 1,
        outputTokensMean: 250,
        outputTokensCv: 1,
        toolShare: 0.5,
        toolGapSecondsMean: 1,
        humanGapSecondsMean: 5,
        humanGapCv: 1.5,
        maxContext: 6000,
        blockTokens: 64,
      },
      c.seed,
    ),
    () => 1,
  );
  const entry = toyPool({
    instances: 2,
    blocks: c.blocks,
    maxSequences: 8,
    tokenBudget: 700,
    role: c.split ? 'prefill' : 'mixed',
  });
  const plan = c.split
    ? toyPlan([entry, toyPool({ role: 'decode', lanes: 3, blocks: 2000 })], {
        bytesPerSecond: 1e9,
        latencySeconds: 1e-5,
        mode: 'layered',
      })
    : toyPlan([entry]);
  const sim = new Simulation(
    plan,
    toyModel(),
    { ...sessions, cutRequests: 0, cutTokensMean: 0 },
    { skipping },
  );
  {
    const eviction = { id: c.eviction, options: {} };
    const tiers = [
      { ...HOST, ...SLOW, capacityBytes: 1600, eviction },
      { ...FLASH, ...SLOW, capacityBytes: 4000, fill: 'back' as const },
      { ...OBJECT, ...SLOW, capacityBytes: 1e6 },
    ];
    sim.memory = new KvMemory({
      rows: sessions.blocks,
      requests: sessions.count,
      kinds: whatFollows(sessions),
      rooms: sim.instances.map(({ kv, pool }) => (pool.plan.input.role === 'decode' ? null : kv)),
      sides: Uint8Array.from(sim.instances, ({ pool }) => (pool.plan.input.role === 'decode' ? 1 : 0)),
      deviceBlockBytes: 4,
      pagesPerBlock: 4,
      deviceEviction: eviction,
      blockBytes: 4,
      tiers: tiers.slice(0, c.tiers),
      costs: [COSTS, COSTS, COSTS, COSTS],
      fetchMode: c.fetchMode,
    });
  }
  const ledger = new Ledger(sessions.count);
  sim.ledger = ledger;
  tellLedger(ledger, sim.memory);
  sim.run(Infinity, 5e6);
  return sim;
}

const sum = (column: Int32Array): number => column.reduce((p, q) => p + q, 0);

/** Every token of every finished request is in pass 0 once (invariant 3), found and fetched ones included. */
function partitions(sim: Simulation): void {
  const ledger = sim.ledger!;
  const next = new Int32Array(sim.requests.count);
  for (let i = 0; i < ledger.length; i++) {
    if (ledger.pass.at(i) > 0) continue;
    const request = ledger.request.at(i);
    expect(ledger.firstToken.at(i)).toBe(next[request]);
    next[request] = ledger.lastToken.at(i) + 1;
  }
  for (let r = 0; r < sim.requests.count; r++) {
    if (Number.isNaN(sim.requests.end[r]!)) continue;
    expect(next[r]).toBe(sim.requests.prompt[r]! + sim.requests.output[r]!);
  }
}

describe('KV that outlives its request', () => {
  it('skips to the same bits, leaks nothing, and accounts for every prompt token', () => {
    let fetchedTokens = 0;
    let reusedTokens = 0;
    let preemptions = 0;
    fc.assert(
      fc.property(cases, (c) => {
        const skipped = run(c, true);
        const walked = run(c, false);
        const { memory, requests } = skipped;
        expect(skipped.completed + skipped.rejected).toBe(requests.count);
        expect(resultHash(skipped.requests)).toBe(resultHash(walked.requests));
        expect(memory!.reusedTokens).toEqual(walked.memory!.reusedTokens);
        for (const { kv, promptTokensAhead } of skipped.instances) {
          expect(kv.globalBlocks).toBe(0);
          expect(kv.sharedBytes).toBe(0);
          expect(kv.peakBytes).toBeLessThanOrEqual(kv.capacityBytes);
          expect(promptTokensAhead).toBe(0);
        }
        for (const tier of memory!.stack.tiers) {
          for (const link of tier.links) expect(link.bytesIn).toBe(link.bytesOut);
        }
        fetchedTokens += sum(memory!.fetchedTokens);
        reusedTokens += sum(memory!.reusedTokens);
        preemptions += skipped.preemptions;
        partitions(skipped);
        if (skipped.preemptions > 0) return;
        // Computed, found and fetched make up what was asked (invariant 2).
        let asked = 0;
        for (let i = 0; i < requests.count; i++)
          if (!Number.isNaN(requests.end[i]!)) asked += requests.prompt[i]!;
        const computed = skipped.pools[0]!.meter.prefillTokens;
        expect(computed + sum(memory!.fetchedTokens) + sum(memory!.reusedTokens)).toBe(asked);
      }),
      { numRuns: 250 },
    );
    expect(fetchedTokens).toBeGreaterThan(0);
    expect(reusedTokens).toBeGreaterThan(0);
    expect(preemptions).toBeGreaterThan(0);
  });
});
