import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../fixtures/runs';
import type { MemoryInput, RouteId } from '../input';
import { EVICTION_KINDS } from '../memory/eviction/policies';
import { FLASH, HOST, OBJECT } from '../memory/fixtures';
import { kvBytesOfSequence } from '../model/kv-bytes';
import type { SessionWorkload } from '../workload/session-workload';
import { toyModel, toyPlan, toyPool } from './fixtures';
import { resultHash } from './hash';
import { Ledger } from './ledger';
import { rememberIfPossible, tellLedger } from './remember';
import { turnsOf } from './sessions-part';
import { Simulation } from './simulation';
import { waterfallOf } from './waterfall';

interface Case {
  seed: number;
  blocks: number;
  tiers: number;
  rate: number;
  eviction: string;
  fetchMode: MemoryInput['fetchMode'];
  fill: 'through' | 'back';
  prefetch: boolean;
  routing: RouteId;
  split: boolean;
}

const cases: fc.Arbitrary<Case> = fc.record({
  seed: fc.nat(10_000),
  blocks: fc.constantFrom(380, 420, 500, 2000),
  tiers: fc.nat(3),
  rate: fc.constantFrom(2, 20, 200),
  eviction: fc.constantFrom(...EVICTION_KINDS.map(({ id }) => id)),
  fetchMode: fc.constantFrom<MemoryInput['fetchMode']>('auto', 'split', 'fetch'),
  fill: fc.constantFrom('through' as const, 'back' as const),
  prefetch: fc.boolean(),
  routing: fc.constantFrom<RouteId>('least', 'rr', 'kv', 'kvtime'),
  split: fc.boolean(),
});

/** Of a block of 16 tokens. */
const BYTES = kvBytesOfSequence(toyModel().shape, 16, 'bf16');

/** Slow small tiers, so that fetches wait, queue and race with computing. */
const SLOW = {
  read: { perClient: 3000 * BYTES, aggregate: 4000 * BYTES },
  write: { perClient: 3000 * BYTES, aggregate: 6000 * BYTES },
  latencySeconds: 1e-3,
};

const WORKLOAD: SessionWorkload = {
  kind: 'synthetic',
  requests: 150,
  requestsPerSecond: 1,
  gapCv: 1,
  promptTokensMean: 1550,
  promptTokensCv: 1,
  outputTokensMean: 250,
  outputTokensCv: 1,
  maxContext: 6000,
  sessions: {
    turns: 4,
    toolShare: 0.5,
    toolGapSecondsMean: 1,
    humanGapSecondsMean: 5,
    humanGapCv: 1.5,
    systemTokens: 300,
    systemPrompts: 2,
  },
};

function run(c: Case, skipping: boolean): Simulation {
  const { requests, arrivals } = turnsOf({ ...WORKLOAD, requestsPerSecond: c.rate }, c.seed);
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
  const sim = new Simulation(plan, toyModel(), requests, {
    skipping,
    arrivals,
    routing: c.routing,
    seed: c.seed,
  });
  const eviction = { id: c.eviction, options: {} };
  const tiers = [
    { ...HOST, ...SLOW, capacityBytes: 1600 * BYTES, eviction, fill: c.fill },
    { ...FLASH, ...SLOW, capacityBytes: 4000 * BYTES, fill: 'back' as const },
    { ...OBJECT, ...SLOW, capacityBytes: 1e6 * BYTES },
  ];
  const memory = { eviction, tiers: tiers.slice(0, c.tiers), fetchMode: c.fetchMode, prefetch: c.prefetch };
  expect(rememberIfPossible(sim, memory, WORKLOAD)).toBeNull();
  const ledger = new Ledger(requests.count);
  sim.ledger = ledger;
  tellLedger(ledger, sim.memory!);
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

/** The parts of every finished request's time are none of them negative and add up to it. */
function addsUp(sim: Simulation): void {
  for (let r = 0; r < sim.requests.count; r++) {
    const waterfall = waterfallOf(sim.requests, r);
    if (waterfall === null) continue;
    const { request: _, e2e_s, ...parts } = waterfall;
    const seconds = Object.values(parts);
    for (const part of seconds) expect(part).toBeGreaterThan(-1e-9);
    expect(seconds.reduce((a, b) => a + b, 0)).toBeCloseTo(e2e_s, 9);
  }
}

describe('KV that outlives its request', () => {
  it('skips to the same bits, leaks nothing, and accounts for every prompt token', () => {
    let fetchedTokens = 0;
    let reusedTokens = 0;
    let preemptions = 0;
    let fetchSeconds = 0;
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
        addsUp(skipped);
        expect(requests.fetchSeconds).toEqual(walked.requests.fetchSeconds);
        fetchSeconds += requests.fetchSeconds.reduce((a, b) => a + b, 0);
        if (skipped.preemptions > 0) return;
        // Computed, found and fetched make up what was asked (invariant 2).
        let asked = 0;
        for (let i = 0; i < requests.count; i++)
          if (!Number.isNaN(requests.end[i]!)) asked += requests.prompt[i]!;
        const computed = skipped.pools[0]!.meter.prefillTokens;
        expect(computed + sum(memory!.fetchedTokens) + sum(memory!.reusedTokens)).toBe(asked);
      }),
      runs(120),
    );
    expect(fetchedTokens).toBeGreaterThan(0);
    expect(reusedTokens).toBeGreaterThan(0);
    expect(preemptions).toBeGreaterThan(0);
    expect(fetchSeconds).toBeGreaterThan(0);
  });
});
