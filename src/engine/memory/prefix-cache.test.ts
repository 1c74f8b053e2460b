import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVICTION_KINDS, makeEviction } from './eviction/policies';
import { ChainStore, COSTS, LINEAGE } from './fixtures';
import { PrefixCache, type EvictionSink } from './prefix-cache';

function storeOf(capacity: number, id = 'lineage', sink: EvictionSink | null = null): ChainStore {
  return new ChainStore(new PrefixCache(capacity, makeEviction({ id, options: {} }, COSTS), { sink }));
}

/** One request from its arrival to its end; returns the blocks it found. */
function serve(store: ChainStore, chain: number[], now: number): number {
  const matched = store.match(chain);
  store.acquire(chain, 0, matched, now);
  const held = store.insert(chain, matched, chain.length, now);
  store.release(chain, 0, held, now);
  return matched;
}

describe('a store of blocks', () => {
  test('finds the common front of two chains and nothing behind a gap', () => {
    const store = storeOf(100);
    expect(serve(store, [1, 2, 3], 0)).toBe(0);
    expect(serve(store, [1, 2, 7, 8], 1)).toBe(2);
    expect(store.match([9, 2, 3])).toBe(0);
    expect(store.cache.resident).toBe(5);
  });

  test('a name after another front is another block', () => {
    const store = storeOf(100);
    serve(store, [1, 2, 3], 0);
    expect(serve(store, [1, 3, 2], 1)).toBe(1);
    expect(store.cache.resident).toBe(5);
  });

  test('blocks in use are not evicted, and what finds no room is not kept', () => {
    const store = storeOf(3);
    store.insert([1, 2], 0, 2, 0);
    expect(store.insert([5, 6, 7], 0, 3, 1)).toBe(1);
    expect(store.match([1, 2])).toBe(2);
    expect(store.cache.resident).toBe(3);
  });

  test('a chain is forgotten from its end', () => {
    for (const id of ['lru', 'lineage', 'lfu', 'cost']) {
      const store = storeOf(4, id);
      serve(store, [1, 2, 3, 4], 0);
      serve(store, [9, 8], 1);
      expect(store.match([1, 2, 3, 4])).toBe(2);
    }
  });

  test('trim gives up cached blocks only', () => {
    const store = storeOf(10);
    const { cache } = store;
    store.insert([1, 2], 0, 2, 0);
    serve(store, [1, 2, 3, 4], 0);
    cache.trim(0, 1);
    expect([cache.resident, cache.referenced, cache.evicted]).toEqual([2, 2, 2]);
  });

  test('a store of capacity 0 is no store (invariant 29)', () => {
    for (const { id } of EVICTION_KINDS) {
      const store = storeOf(0, id);
      for (let i = 0; i < 5; i++) expect(serve(store, [1, 2, 3], i)).toBe(0);
      const { resident, inserted, evicted } = store.cache;
      expect([resident, inserted, evicted]).toEqual([0, 0, 0]);
    }
  });

  test('letting go of what is not held is a programming error', () => {
    const store = storeOf(3);
    serve(store, [1], 0);
    expect(() => store.release([1], 0, 1, 1)).toThrow(/not in use/);
    expect(() => store.acquire([2], 0, 1, 1)).toThrow(/not resident/);
  });

  test('the sink sees every block go, with its columns', () => {
    const gone: [number, number, number][] = [];
    const store = storeOf(2, 'lru', {
      evicting: ({ columns }, slot, from, to) => gone.push([columns.strand[slot]!, from, to]),
    });
    serve(store, [1, 2], 0);
    serve(store, [3], 1);
    serve(store, [4], 2);
    const [strand] = store.placeOf(1);
    expect(gone).toEqual([
      [strand, 1, 2],
      [strand, 0, 1],
    ]);
  });

  test('a session is one stretch however many turns it has, and whatever is cut off its end', () => {
    const store = new ChainStore(new PrefixCache(1000, makeEviction(LINEAGE, COSTS), { mostUses: 1 }));
    const chain = Array.from({ length: 500 }, (_, i) => i);
    for (let turn = 1; turn <= 50; turn++) serve(store, chain.slice(0, 10 * turn), turn);
    expect([store.find(0), store.cache.resident]).toEqual([store.find(499), 500]);
    store.cache.trim(123, 51);
    expect([store.find(0), store.find(122), store.find(123)]).toEqual([store.find(0), store.find(0), -1]);
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
        const store = storeOf(capacity, id);
        const { cache } = store;
        const running: { ids: number[]; held: number }[] = [];
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
            const slot = store.find(block);
            if (slot < 0) {
              if (users.has(block)) wrong++;
              continue;
            }
            found++;
            if (cache.columns.refs[slot] !== (users.get(block) ?? 0)) wrong++;
            // A policy that keeps chains whole never leaves a block without its parent.
            const parent = Math.floor((block - 1) / 3);
            if (keepsChains && parent > 0 && store.find(parent) < 0) wrong++;
          }
          expect(wrong).toBe(0);
          expect(found).toBe(cache.resident);
        };
        for (const { chain: blocks, leaves, waits, kind } of steps) {
          now += waits;
          const matched = store.match(blocks);
          expect(store.unusedIn(blocks, matched)).toBeLessThanOrEqual(matched);
          store.acquire(blocks, 0, matched, now);
          running.push({ ids: blocks, held: store.insert(blocks, matched, blocks.length, now) });
          for (let i = 0; i < leaves && running.length > 0; i++) {
            const [gone] = running.splice((waits + i) % running.length, 1);
            cache.kind = kind;
            store.release(gone!.ids, 0, gone!.held, now);
          }
          if (waits % 7 === 0) cache.trim(Math.floor(capacity / 2), now);
        }
        check();
        while (running.length > 0) {
          const { ids, held } = running.pop()!;
          store.release(ids, 0, held, now);
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
            const small = storeOf(Math.min(a, b), id);
            const large = storeOf(Math.max(a, b), id);
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
