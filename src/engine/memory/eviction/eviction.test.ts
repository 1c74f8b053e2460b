import { describe, expect, test } from 'vitest';
import { ChainStore, COSTS } from '../fixtures';
import { PrefixCache } from '../prefix-cache';
import { blockValue } from './cost-aware';
import { DEFAULT_EVICTION, EVICTION_KINDS, makeEviction } from './policies';

function cacheOf(id: string, capacity: number, options: Record<string, number> = {}): ChainStore {
  return new ChainStore(new PrefixCache(capacity, makeEviction({ id, options }, COSTS)));
}

function use(store: ChainStore, chain: number[], now: number, kind = 0): void {
  store.cache.kind = kind;
  const held = store.insert(chain, 0, chain.length, now);
  store.release(chain, 0, held, now);
}

function resident(cache: ChainStore, ids: number[]): number[] {
  return ids.filter((id) => cache.find(id) >= 0);
}

describe('what each policy shows of itself', () => {
  test.each([...EVICTION_KINDS])('$id', ({ label, description, options }) => {
    expect(label).toMatch(/^[A-Z]/);
    expect(description).toMatch(/^[A-Z][^.]*\.$/);
    for (const option of Object.values(options)) {
      expect(option.default).toBeGreaterThanOrEqual(option.min);
      expect(option.default).toBeLessThanOrEqual(option.max);
    }
  });

  test('ids differ and the default is one of them', () => {
    const ids = EVICTION_KINDS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(DEFAULT_EVICTION);
    expect(() => makeEviction({ id: 'none', options: {} }, COSTS)).toThrow(/none/);
  });
});

describe('who goes first', () => {
  test('lru: whoever was used longest ago', () => {
    const cache = cacheOf('lru', 3);
    for (const block of [1, 2, 3, 1, 4]) use(cache, [block], 0);
    expect(resident(cache, [1, 2, 3, 4])).toEqual([1, 3, 4]);
  });

  test('lfu: whoever was used least, and old uses fade', () => {
    const cache = cacheOf('lfu', 2);
    for (let i = 0; i < 4; i++) use(cache, [1], 0);
    use(cache, [2], 10);
    use(cache, [3], 20);
    expect(resident(cache, [1, 2, 3])).toEqual([1, 3]);
    // Three halvings later four uses weigh half of one.
    use(cache, [4], 1900);
    use(cache, [5], 1910);
    expect(resident(cache, [1, 3, 4, 5])).toEqual([4, 5]);
  });

  test('lfu: scaling counts back after long runs changes nothing', () => {
    const counts = (start: number) => {
      const cache = cacheOf('lfu', 3, { halfLifeSeconds: 1 });
      use(cache, [99], 0);
      for (let i = 0; i < 300; i++) use(cache, [i % 5], start + i * 0.37);
      return resident(cache, [0, 1, 2, 3, 4, 99]);
    };
    expect(counts(0.2)).toEqual(counts(10_000.2));
  });

  test('lineage: a hot front that nobody touches outlives the chains that hang on it', () => {
    // As in a lower tier: the front is hit on the device, so only what follows is ever used here.
    const serve = (id: string) => {
      const cache = cacheOf(id, 4);
      use(cache, [1, 2], 0);
      for (let i = 0; i < 6; i++) {
        const chain = [1, 2, 10 + i];
        cache.insert(chain, 2, 3, i);
        cache.release(chain, 2, 3, i);
      }
      return cache.match([1, 2, 15]);
    };
    expect(serve('lineage')).toBe(3);
    expect(serve('lru')).toBe(0);
  });

  test('lineage: a parent queues with its own age when its last child goes', () => {
    const cache = cacheOf('lineage', 4);
    use(cache, [1, 2], 0);
    use(cache, [5], 1);
    use(cache, [6], 2);
    use(cache, [7], 3);
    use(cache, [8], 4);
    expect(resident(cache, [1, 2, 5, 6, 7, 8])).toEqual([5, 6, 7, 8]);
  });

  test('cost-aware: a session waiting for a tool is kept before one that waits for a person', () => {
    const cache = cacheOf('cost', 2);
    use(cache, [1], 0, 1);
    use(cache, [2], 5, 0);
    use(cache, [3], 10, 0);
    expect(resident(cache, [1, 2, 3])).toEqual([1, 3]);
  });

  test('the value of a byte', () => {
    expect(blockValue(0.5, 0.02, 0.001, 1e6)).toBeCloseTo(1e-11, 20);
  });
});
