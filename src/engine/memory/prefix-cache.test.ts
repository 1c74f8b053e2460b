import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVICTION_KINDS, makeEviction } from './eviction/policies';
import { COSTS } from './fixtures';
import { PrefixCache } from './prefix-cache';

function cacheOf(
  capacity: number,
  id = 'lineage',
  sink: ConstructorParameters<typeof PrefixCache>[2] = null,
) {
  return new PrefixCache(capacity, makeEviction({ id, options: {} }, COSTS), sink);
}

/** One request from its arrival to its end; returns the blocks it found. */
function serve(cache: PrefixCache, chain: number[], now: number): number {
  const ids = Int32Array.from(chain);
  const matched = cache.match(ids, 0, ids.length);
  cache.acquire(ids, 0, 0, matched, now);
  const held = cache.insert(ids, 0, matched, ids.length, now);
  cache.release(ids, 0, 0, held, now);
  return matched;
}

describe('a store of blocks', () => {
  test('finds the common front of two chains and nothing behind a gap', () => {
    const cache = cacheOf(100);
    expect(serve(cache, [1, 2, 3], 0)).toBe(0);
    expect(serve(cache, [1, 2, 7, 3], 1)).toBe(2);
    expect(cache.match(Int32Array.of(9, 2, 3), 0, 3)).toBe(0);
    expect(cache.resident).toBe(4);
  });

  test('a row may begin anywhere in the column', () => {
    const cache = cacheOf(100);
    const ids = Int32Array.of(0, 0, 5, 6, 7);
    expect(cache.insert(ids, 2, 0, 3, 0)).toBe(3);
    expect(cache.match(ids, 2, 3)).toBe(3);
    expect(cache.match(ids, 3, 2)).toBe(2);
  });

  test('blocks in use are not evicted, and what finds no room is not kept', () => {
    const cache = cacheOf(3);
    const running = Int32Array.of(1, 2);
    cache.insert(running, 0, 0, 2, 0);
    expect(cache.insert(Int32Array.of(5, 6, 7), 0, 0, 3, 1)).toBe(1);
    expect(cache.match(running, 0, 2)).toBe(2);
    expect(cache.resident).toBe(3);
  });

  test('a chain is forgotten from its end', () => {
    for (const id of ['lru', 'lineage', 'lfu', 'cost']) {
      const cache = cacheOf(4, id);
      serve(cache, [1, 2, 3, 4], 0);
      serve(cache, [9, 8], 1);
      expect(cache.match(Int32Array.of(1, 2, 3, 4), 0, 4)).toBe(2);
    }
  });

  test('trim gives up cached blocks only', () => {
    const cache = cacheOf(10);
    const running = Int32Array.of(1, 2);
    cache.insert(running, 0, 0, 2, 0);
    serve(cache, [1, 2, 3, 4], 0);
    cache.trim(0, 1);
    expect([cache.resident, cache.referenced, cache.evicted]).toEqual([2, 2, 2]);
  });

  test('a store of capacity 0 is no store (invariant 29)', () => {
    for (const { id } of EVICTION_KINDS) {
      const cache = cacheOf(0, id);
      for (let i = 0; i < 5; i++) expect(serve(cache, [1, 2, 3], i)).toBe(0);
      expect([cache.resident, cache.inserted, cache.evicted]).toEqual([0, 0, 0]);
    }
  });

  test('letting go of what is not held is a programming error', () => {
    const cache = cacheOf(3);
    serve(cache, [1], 0);
    expect(() => cache.release(Int32Array.of(1), 0, 0, 1, 1)).toThrow(/not in use/);
    expect(() => cache.acquire(Int32Array.of(2), 0, 0, 1, 1)).toThrow(/not resident/);
  });

  test('the sink sees every block go, with its columns', () => {
    const gone: number[] = [];
    const cache = cacheOf(2, 'lru', { evicting: (from, slot) => gone.push(from.columns.id[slot]!) });
    serve(cache, [1, 2], 0);
    serve(cache, [3, 4], 1);
    expect(gone).toEqual([2, 1]);
  });
});

/**
 * Chains over a tree: block `parent · 3 + branch` continues `parent`, so equal ids mean equal prefixes. Small enough
 * that random requests share fronts all the time.
 */
const chain = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 7 }).map((branches) => {
  const ids: number[] = [];
  branches.forEach((branch, k) => ids.push((ids[k - 1] ?? 0) * 3 + branch));
  return ids;
});

/** Seven levels of three. */
const LAST_BLOCK = 3279;

describe('properties, whatever requests come, overlap and leave', () => {
  const step = fc.record({ chain, leaves: fc.nat(5), waits: fc.nat(900), kind: fc.nat(1) });

  test.each(EVICTION_KINDS.map(({ id }) => id))('%s', (id) => {
    const keepsChains = id === 'lineage' || id === 'cost';
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), fc.integer({ min: 0, max: 30 }), (steps, capacity) => {
        const cache = cacheOf(capacity, id);
        const running: { ids: Int32Array; held: number }[] = [];
        let now = 0;
        const check = () => {
          const users = new Map<number, number>();
          for (const { ids, held } of running) {
            for (let k = 0; k < held; k++) users.set(ids[k]!, (users.get(ids[k]!) ?? 0) + 1);
          }
          expect(cache.referenced).toBe(users.size);
          expect(cache.resident).toBeLessThanOrEqual(cache.capacity);
          expect(cache.inserted - cache.evicted).toBe(cache.resident);
          let found = 0;
          let wrong = 0;
          for (let block = 1; block <= LAST_BLOCK; block++) {
            const slot = cache.find(block);
            if (slot < 0) {
              if (users.has(block)) wrong++;
              continue;
            }
            found++;
            if (cache.columns.id[slot] !== block) wrong++;
            if (cache.columns.refs[slot] !== (users.get(block) ?? 0)) wrong++;
            // A policy that keeps chains whole never leaves a block without its parent.
            const parent = Math.floor((block - 1) / 3);
            if (keepsChains && parent > 0 && cache.find(parent) < 0) wrong++;
          }
          expect(wrong).toBe(0);
          expect(found).toBe(cache.resident);
        };
        for (const { chain: blocks, leaves, waits, kind } of steps) {
          now += waits;
          const ids = Int32Array.from(blocks);
          const matched = cache.match(ids, 0, ids.length);
          expect(cache.unusedIn(ids, 0, matched)).toBeLessThanOrEqual(matched);
          cache.acquire(ids, 0, 0, matched, now);
          running.push({ ids, held: cache.insert(ids, 0, matched, ids.length, now) });
          for (let i = 0; i < leaves && running.length > 0; i++) {
            const [gone] = running.splice((waits + i) % running.length, 1);
            cache.kind = kind;
            cache.release(gone!.ids, 0, 0, gone!.held, now);
          }
          if (waits % 7 === 0) cache.trim(Math.floor(capacity / 2), now);
        }
        check();
        while (running.length > 0) {
          const { ids, held } = running.pop()!;
          cache.release(ids, 0, 0, held, now);
        }
        check();
        cache.trim(0, now);
        expect(cache.resident).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('a larger store that evicts the least recently used hits no less (invariant 23)', () => {
    for (const id of ['lru', 'lineage']) {
      fc.assert(
        fc.property(
          fc.array(chain, { minLength: 1, maxLength: 150 }),
          fc.nat(40),
          fc.nat(40),
          (chains, a, b) => {
            const small = cacheOf(Math.min(a, b), id);
            const large = cacheOf(Math.max(a, b), id);
            chains.forEach((blocks, now) => {
              expect(serve(large, blocks, now)).toBeGreaterThanOrEqual(serve(small, blocks, now));
            });
          },
        ),
        { numRuns: 100 },
      );
    }
  });
});
