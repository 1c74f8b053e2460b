import { describe, expect, it } from 'vitest';
import type { FetchMode } from '../memory/fetch-plan';
import { HOST, LRU } from '../memory/fixtures';
import { kvBytesOfSequence } from '../model/kv-bytes';
import { requestsOf, toyModel, toyPlan, toyPool } from './fixtures';
import { Ledger, PHASES } from './ledger';
import { rememberIfPossible, tellLedger } from './remember';
import { Simulation } from './simulation';
import { joulesToMove, tierJoules } from './tier-energy';
import { waterfallOf } from './waterfall';

/** Four requests whose times can be reckoned by hand: the last asks again for what the first computed. */

/** Bytes of a block of 16 tokens. */
const BYTES = kvBytesOfSequence(toyModel().shape, 16, 'bf16');
const PROMPT_TOKEN = 1e-3;

/** Blocks 1-4 and one token more; then a prompt that fills the device; then one that keeps the lane for 49 ms. */
const ROWS: [number, number, number][] = [
  [0, 65, 1],
  [1, 177, 1],
  [2, 49, 1],
  [2.01, 65, 1],
];
const CHAINS = [
  [1, 2, 3, 4, 5],
  [11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22],
  [31, 32, 33, 34],
  [1, 2, 3, 4, 6],
];
const WAITS = 2 + 49 * PROMPT_TOKEN - 2.01;

/** The tier needs `seconds` for the four blocks: a fifth of it latency. */
function lastRequest(seconds: number, prefetch: boolean, fetchMode: FetchMode = 'fetch') {
  const requests = requestsOf(ROWS);
  const pool = toyPool({ blocks: 12, cost: { perPromptToken: PROMPT_TOKEN } });
  const sim = new Simulation(toyPlan([pool]), toyModel(), requests);
  const rate = (4 * BYTES) / (0.8 * seconds);
  const tier = {
    ...HOST,
    latencySeconds: 0.2 * seconds,
    read: { perClient: rate, aggregate: rate },
    eviction: LRU,
  };
  const offsets = [0];
  for (const chain of CHAINS) offsets.push(offsets.at(-1)! + chain.length);
  const said = rememberIfPossible(
    sim,
    { eviction: LRU, tiers: [tier], fetchMode, prefetch },
    {
      kind: 'trace',
      name: 'by hand',
      arrivalSeconds: requests.arrival,
      promptTokens: requests.promptTokens,
      outputTokens: requests.outputTokens,
      blockOffsets: Int32Array.from(offsets),
      blockIds: Int32Array.from(CHAINS.flat()),
      blockTokens: 16,
    },
  );
  expect(said).toBeNull();
  const ledger = new Ledger(requests.count);
  sim.ledger = ledger;
  tellLedger(ledger, sim.memory!);
  sim.run(Infinity, 1e4);
  expect(sim.completed).toBe(4);
  return { waterfall: waterfallOf(sim.requests, 3)!, sim, ledger };
}

/** Its fetch as the ledger has it. */
function fetchIn(ledger: Ledger) {
  const rows = Array.from({ length: ledger.length }, (_, i) => i).filter(
    (i) => PHASES[ledger.phase.at(i)] === 'fetch',
  );
  const sum = (column: { at: (i: number) => number }) => rows.reduce((all, i) => all + column.at(i), 0);
  return {
    tokens: rows.reduce((all, i) => all + ledger.lastToken.at(i) - ledger.firstToken.at(i) + 1, 0),
    bytes: sum(ledger.bytes),
    joules: sum(ledger.elsewhereJoules),
    began: ledger.start.at(rows[0]!),
    over: ledger.end.at(rows[0]!),
  };
}

describe('a prompt whose front is in a tier', () => {
  it.each([
    ['waited for', false, 'fetch'],
    ['fetched from the queue on', true, 'fetch'],
    ['fetched while the rest is computed', false, 'split'],
  ] as const)('bears the bytes, time and joules of its fetch: %s', (_, prefetch, mode) => {
    const { ledger, sim, waterfall } = lastRequest(0.02, prefetch, mode);
    const fetch = fetchIn(ledger);
    const [tier] = sim.memory!.stack.tiers;
    expect(fetch.tokens).toBe(sim.memory!.fetchedTokens[3]);
    expect(fetch.tokens).toBeGreaterThan(0);
    expect([fetch.bytes, tier!.bytesRead]).toEqual([(fetch.tokens / 16) * BYTES, fetch.bytes]);
    // DRAM and PCIe, picojoules per bit.
    expect(fetch.joules).toBeCloseTo(fetch.bytes * 8 * (12 + 9) * 1e-12, 12);
    const begin = prefetch ? 2.01 : 2.01 + waterfall.queue_s;
    expect(fetch.began).toBeCloseTo(begin, 9);
    expect(fetch.over - fetch.began).toBeCloseTo(0.004 + (fetch.tokens / 64) * 0.016, 9);
    expect(tierJoules(sim.memory)).toEqual(
      new Map([['dram', joulesToMove('G2', fetch.bytes + tier!.bytesWritten)]]),
    );
  });

  it('waits for it once its turn has come, and computes the rest', () => {
    const { waterfall, sim } = lastRequest(0.1, false);
    expect(sim.memory!.fetchedTokens[3]).toBe(64);
    expect(waterfall.queue_s).toBeCloseTo(WAITS, 12);
    expect(waterfall.fetch_s).toBeCloseTo(0.1, 12);
    expect(waterfall.prefill_s).toBeCloseTo(PROMPT_TOKEN, 12);
    expect(waterfall.e2e_s).toBeCloseTo(WAITS + 0.1 + PROMPT_TOKEN, 12);
  });

  it.each([0.1, 0.05, 0.02])('fetched ahead, %d s are hidden behind the queue as far as it goes', (fetch) => {
    const { waterfall } = lastRequest(fetch, true);
    expect(waterfall.queue_s).toBeCloseTo(WAITS, 12);
    expect(waterfall.fetch_s).toBeCloseTo(Math.max(0, fetch - WAITS), 12);
    expect(waterfall.prefill_s).toBeCloseTo(PROMPT_TOKEN, 12);
  });

  // Each block takes 16 ms to compute, and a fifth of the tier's time to load after a fifth of latency.
  it.each([
    [0.1, 1, 0],
    [0.06, 2, 0.003],
  ])('of %d s computes its back meanwhile; what is left is a fetch', (seconds, blocks, exposed) => {
    const { waterfall, sim } = lastRequest(seconds, false, 'split');
    expect(sim.memory!.fetchedTokens[3]).toBe(16 * blocks);
    const compute = (65 - 16 * blocks) * PROMPT_TOKEN;
    expect(waterfall.fetch_s).toBeCloseTo(exposed, 12);
    expect(waterfall.prefill_s).toBeCloseTo(compute, 12);
  });

  it('that is nowhere waits for no tier', () => {
    const { waterfall } = lastRequest(0.1, false, 'recompute');
    expect(waterfall.fetch_s).toBe(0);
    expect(waterfall.prefill_s).toBeCloseTo(65 * PROMPT_TOKEN, 12);
  });
});
