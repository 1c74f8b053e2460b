import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uniform } from '../number/random';
import { characteristicTime, hitShare, residenceSeconds } from '../tiering';
import { drawSessions } from '../workload/sessions';
import { createTraceReader } from '../workload/trace-reader';
import { rowsOfTrace } from './block-rows';
import { makeEviction } from './eviction/policies';
import { COSTS, LINEAGE, LRU, rowAt, rowsOfChains } from './fixtures';
import { PrefixCache } from './prefix-cache';
import { traceHits } from './trace-hits';

/**
 * An exact least-recently-used store, as plainly as it can be said: all uses in order, and for each block the number
 * of its last one. A request's blocks are used last block first.
 */
function referenceHits(chains: readonly (readonly number[])[], capacity: number): number {
  const uses: number[] = [];
  const lastUse = new Map<number, number>();
  let oldest = 0;
  let hits = 0;
  for (const chain of chains) {
    for (const id of chain) {
      if (!lastUse.has(id)) break;
      hits++;
    }
    for (const id of chain.toReversed()) {
      lastUse.set(id, uses.push(id) - 1);
      while (lastUse.size > capacity) {
        const candidate = uses[oldest]!;
        if (lastUse.get(candidate) === oldest) lastUse.delete(candidate);
        oldest++;
      }
    }
  }
  return hits;
}

function hits(chains: readonly (readonly number[])[], capacity: number, eviction = LRU): number {
  const prompts = Int32Array.from(chains, ({ length }) => length);
  return traceHits(rowsOfChains(chains, 1), prompts, capacity, eviction).hitBlocks;
}

const chain = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 }).map((branches) => {
  const ids: number[] = [];
  branches.forEach((branch, k) => ids.push((ids[k - 1] ?? 0) * 3 + branch));
  return ids;
});

describe('hits of a trace equal those of an exact LRU store', () => {
  test.each([LRU, LINEAGE])('random trees of prompts, $id', (eviction) => {
    fc.assert(
      fc.property(fc.array(chain, { maxLength: 200 }), fc.nat(60), (chains, capacity) => {
        expect(hits(chains, capacity, eviction)).toBe(referenceHits(chains, capacity));
      }),
      { numRuns: 200 },
    );
  });

  test.each([LRU, LINEAGE])('turns of sessions, $id', (eviction) => {
    const sessions = {
      turns: 5,
      toolShare: 0.5,
      toolGapSecondsMean: 3,
      humanGapSecondsMean: 60,
      humanGapCv: 1.5,
      systemTokens: 100,
      systemPrompts: 3,
    };
    const { rows, count, promptTokens } = drawSessions(
      {
        kind: 'synthetic',
        requests: 500,
        requestsPerSecond: 2,
        gapCv: 1,
        promptTokensMean: 600,
        promptTokensCv: 1,
        outputTokensMean: 60,
        outputTokensCv: 1,
        maxContext: 10_000,
        sessions,
      },
      3,
    );
    const chains = Array.from({ length: count }, (_, i) => [...rowAt(rows, i)]);
    let before = 0;
    // As large as all of it, and as small as nothing; a larger store never finds less (invariants 23 and 29).
    for (const capacity of [0, 50, 500, 2000, 8000, Infinity]) {
      const { hitBlocks } = traceHits(rows, promptTokens, capacity, eviction);
      expect(hitBlocks).toBe(referenceHits(chains, capacity));
      expect(hitBlocks).toBeGreaterThanOrEqual(before);
      before = hitBlocks;
    }
    expect(traceHits(rows, promptTokens, 0, eviction).hitBlocks).toBe(0);
    expect(before / rows.counts.reduce((sum, blocks) => sum + blocks, 0)).toBeGreaterThan(0.5);
  });

  const trace = (name: string) => new URL(`../../../../shared/traces/${name}`, import.meta.url);
  const present = existsSync(trace('mooncake_conversation_trace.jsonl'));

  // The published reuse of these traces: blocks found ÷ all blocks, the partly filled last ones included.
  test.skipIf(!present).each([
    ['mooncake_conversation_trace.jsonl', 0.366, 0.3736],
    ['mooncake_synthetic_trace.jsonl', 0.64, 0.6512],
  ])('%s', (name, blockShare, tokenShare) => {
    const reader = createTraceReader(name);
    reader.push(readFileSync(trace(name), 'utf8'));
    const outcome = reader.end();
    if (!outcome.ok) throw new Error(outcome.problem.message);
    const { promptTokens } = outcome.trace;
    const rows = rowsOfTrace(outcome.trace)!;
    expect(rows.blockTokens).toBe(512);
    const unlimited = traceHits(rows, promptTokens, Infinity, LINEAGE);
    expect(unlimited.hitShare).toBeCloseTo(blockShare, 3);
    expect(unlimited.hitTokens / unlimited.tokens).toBeCloseTo(tokenShare, 4);

    const chains = Array.from(promptTokens, (_, i) => [...rowAt(rows, i)]);
    for (const capacity of [2000, 30_000]) {
      const exact = referenceHits(chains, capacity);
      for (const eviction of [LRU, LINEAGE]) {
        expect(traceHits(rows, promptTokens, capacity, eviction).hitBlocks).toBe(exact);
      }
    }
  });
});

describe('against the closed forms of a tier', () => {
  test("Che's approximation of two classes of prefixes", () => {
    // 100 popular prefixes asked for 20 times as often as each of 2,000 others; 300 fit.
    const capacity = 300;
    const classes = [
      { count: 100, bytes: 1, requestsPerSecond: 20 },
      { count: 2000, bytes: 1, requestsPerSecond: 1 },
    ];
    const characteristic = characteristicTime(classes, capacity);
    let rate = 0;
    let hitRate = 0;
    for (const { count, requestsPerSecond } of classes) {
      rate += count * requestsPerSecond;
      hitRate += count * requestsPerSecond * hitShare(characteristic, 1 / requestsPerSecond);
    }
    const chains = Array.from({ length: 60_000 }, (_, i) => {
      const popular = uniform(1, i) < 0.5;
      const which = uniform(2, i);
      return [popular ? Math.floor(which * 100) : 100 + Math.floor(which * 2000)];
    });
    expect(hits(chains, capacity) / chains.length).toBeCloseTo(hitRate / rate, 2);
  });

  test('a tier remembers its capacity over the rate of new blocks', () => {
    // One new block a second for ever; whoever asks again after an exponential pause only looks.
    const capacity = 500;
    const residence = residenceSeconds(capacity, 1, 1);
    const cache = new PrefixCache(capacity, makeEviction(LRU, COSTS));
    const rows = rowsOfChains(
      Array.from({ length: 20_000 }, (_, i) => [i]),
      1,
    );
    let found = 0;
    let asked = 0;
    for (let now = 0; now < 20_000; now++) {
      cache.insert(rows, now, 0, 1, now);
      cache.release(rows, now, 0, 1, now);
      const gap = Math.floor(-400 * Math.log(uniform(3, now)));
      if (now < 10_000 || gap > now) continue;
      asked++;
      if (cache.find(now - gap, 0) >= 0) found++;
    }
    expect(found / asked).toBeCloseTo(hitShare(residence, 400), 1.7);
  });
});
