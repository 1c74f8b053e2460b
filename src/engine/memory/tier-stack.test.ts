import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlockRows } from './block-rows';
import { COSTS, FLASH, HOST, LINEAGE, LRU, OBJECT, rowsOfChains } from './fixtures';
import type { Tier } from './tier';
import type { TierInput } from './tier-input';
import { TierStack } from './tier-stack';

const BLOCK = 100e6;
/** Long after every write of these tests has ended. */
const LATER = 1000;

function stackOf(
  tiers: TierInput[],
  deviceBlocks: number[] = [4],
  requests = 64,
  deviceEviction = LINEAGE,
): TierStack {
  const costs = Array.from({ length: tiers.length + 1 }, () => COSTS);
  return new TierStack({ deviceBlocks, deviceEviction, tiers, blockBytes: BLOCK, costs, requests });
}

function blocks(tier: TierInput, count: number, change: Partial<TierInput> = {}): TierInput {
  return { ...tier, capacityBytes: count * BLOCK, ...change };
}

/** Rows of the chains that a stack has been asked about. */
const asked = new WeakMap<TierStack, number[][]>();

function rowOf(stack: TierStack, chain: number[]): { rows: BlockRows; row: number } {
  const chains = [...(asked.get(stack) ?? []), chain];
  asked.set(stack, chains);
  return { rows: rowsOfChains(chains, 1), row: chains.length - 1 };
}

/** A request that computes what is not on its device, and leaves. */
function serve(stack: TierStack, instance: number, chain: number[], now: number): void {
  const { rows, row } = rowOf(stack, chain);
  const onDevice = stack.devices[instance]!.match(rows, row, chain.length);
  stack.acquire(instance, rows, row, onDevice, now);
  const held = stack.bring(instance, rows, row, onDevice, chain.length, now);
  stack.devices[instance]!.release(rows, row, 0, held, now);
}

function places(stack: TierStack, instance: number, chain: number[], now: number): number[] {
  const { rows, row } = rowOf(stack, chain);
  const count = stack.lookup(instance, rows, row, chain.length, now);
  const { found } = stack;
  const all: number[] = [];
  for (let i = 0; i < found.pieces; i++)
    for (let k = found.within(i, 0, count); k > 0; k--) all.push(found.placeOf(i));
  expect(all.length).toBe(count);
  return all;
}

function conserved(tier: Tier): void {
  expect(tier.residentBytes).toBe(tier.bytesWritten - tier.evictedBytes);
  for (const store of tier.stores) {
    expect(store.resident).toBeLessThanOrEqual(store.capacity);
    expect(store.referenced).toBe(0);
  }
}

describe('where blocks are', () => {
  test('a block written through is behind the device once its write has ended', () => {
    const stack = stackOf([HOST]);
    serve(stack, 0, [1, 2], 0);
    serve(stack, 0, [3, 4, 5, 6], 0);
    expect(places(stack, 0, [1, 2], 0)).toEqual([]);
    expect(places(stack, 0, [1, 2], LATER)).toEqual([1, 1]);
    expect(places(stack, 0, [3, 4, 5, 6], 0)).toEqual([0, 0, 0, 0]);
    expect(stack.tiers[0]!.bytesWritten).toBe(6 * BLOCK);
  });

  test('writes wait for each other', () => {
    const stack = stackOf([HOST]);
    serve(stack, 0, [1, 2, 3, 4], 0);
    stack.devices[0]!.trim(0, 0);
    const each = BLOCK / 55e9;
    expect(places(stack, 0, [1, 2, 3, 4], 2 * each + HOST.latencySeconds)).toEqual([1, 1]);
  });

  test('a tier that writes back gets what the one above evicts, once', () => {
    const stack = stackOf([blocks(HOST, 100, { fill: 'back' })]);
    const host = stack.tiers[0]!;
    serve(stack, 0, [1, 2], 0);
    expect(host.bytesWritten).toBe(0);
    serve(stack, 0, [3, 4, 5, 6], 1);
    expect(host.bytesWritten).toBe(2 * BLOCK);
    expect(places(stack, 0, [1, 2], LATER)).toEqual([1, 1]);
    serve(stack, 0, [1, 2], LATER);
    serve(stack, 0, [7, 8, 9, 10], LATER);
    // [3, 4, 5, 6] has come; 1 and 2 were there already.
    expect(host.bytesWritten).toBe(6 * BLOCK);
    conserved(host);
  });

  test('what falls out of the host falls into flash', () => {
    const back = { fill: 'back', admitUses: 1 } as const;
    const stack = stackOf([blocks(HOST, 2, back), blocks(FLASH, 100, back)], [2]);
    for (let i = 0; i < 5; i++) serve(stack, 0, [2 * i + 1, 2 * i + 2], i);
    expect(places(stack, 0, [1, 2], LATER)).toEqual([2, 2]);
    expect(places(stack, 0, [7, 8], LATER)).toEqual([1, 1]);
    expect(places(stack, 0, [9, 10], LATER)).toEqual([0, 0]);
    stack.tiers.forEach(conserved);
  });

  test('flash admits what is used a second time', () => {
    const stack = stackOf([FLASH], [10]);
    const flash = stack.tiers[0]!;
    serve(stack, 0, [1, 2, 3], 0);
    expect([flash.bytesWritten, flash.refused]).toEqual([0, 1]);
    serve(stack, 0, [1, 2, 9], 1);
    expect(flash.bytesWritten).toBe(2 * BLOCK);
    serve(stack, 0, [1, 2, 9], 2);
    expect(flash.bytesWritten).toBe(3 * BLOCK);
  });

  test('a shared tier serves the instance that has not computed the block', () => {
    const stack = stackOf([HOST, OBJECT], [4, 4]);
    serve(stack, 0, [1, 2], 0);
    expect(places(stack, 1, [1, 2], LATER)).toEqual([2, 2]);
    expect(places(stack, 0, [1, 2], LATER)).toEqual([0, 0]);
    expect(stack.tiers.map(({ stores }) => stores.length)).toEqual([2, 1]);
  });

  test('a tier learns what the session waits for, written through or back', () => {
    for (const fill of ['through', 'back'] as const) {
      const eviction = { id: 'cost', options: {} };
      const stack = stackOf([blocks(HOST, 100, { fill, eviction })], [4], 64, eviction);
      stack.kind = stack.devices[0]!.kind = 1;
      serve(stack, 0, [1, 2], 0);
      stack.devices[0]!.trim(0, 1);
      const { columns } = stack.tiers[0]!.stores[0]!;
      const slot = stack.tiers[0]!.stores[0]!.find(0, 0);
      expect([columns.start[slot], columns.end[slot], columns.kind[slot]]).toEqual([0, 2, 1]);
    }
  });

  test('a write that would wait too long is dropped', () => {
    const stack = stackOf([{ ...OBJECT, writeQueueSeconds: 0.15 }], [100]);
    serve(stack, 0, [1, 2, 3, 4, 5], 0);
    const object = stack.tiers[0]!;
    // 0.1 s each: the third finds a queue of 0.2 s.
    expect([object.bytesWritten, object.dropped]).toEqual([2 * BLOCK, 1]);
    conserved(object);
  });

  test('flash life follows from what was written (W17)', () => {
    const stack = stackOf([blocks(FLASH, 400, { admitUses: 1, writeQueueSeconds: Infinity })], [400]);
    for (let i = 0; i < 40; i++)
      serve(
        stack,
        0,
        Array.from({ length: 10 }, (_, k) => 100 * i + k),
        i,
      );
    // 400 blocks of 100 MB in 40 s are 1 GB/s.
    expect(stack.tiers[0]!.lifeYears(40)).toBeCloseTo(1.616, 3);
    expect(stackOf([HOST]).tiers[0]!.lifeYears(40)).toBeNull();
  });
});

describe('fetching', () => {
  test('tiers are read side by side; the slowest is waited for', () => {
    const stack = stackOf([blocks(HOST, 2), blocks(FLASH, 100, { admitUses: 1 })], [4]);
    // The host has room for the front of the chain only.
    serve(stack, 0, [1, 2, 3], 0);
    stack.devices[0]!.trim(0, 100);
    const now = LATER;
    expect(places(stack, 0, [1, 2, 3], now)).toEqual([1, 1, 2]);
    const host = HOST.latencySeconds + (2 * BLOCK) / 55e9;
    const flash = FLASH.latencySeconds + BLOCK / 12e9;
    expect(stack.fetchSeconds(0, 0, 2)).toBeCloseTo(host, 12);
    expect(stack.fetchSeconds(0, 0, 3)).toBeCloseTo(Math.max(host, flash), 12);
    expect(stack.startFetch(0, 7, 0, 3, now)).toBe(2);
    expect(stack.reads.end(stack.reads.nextEnd())).toBe(-1);
    expect(stack.reads.end(stack.reads.nextEnd())).toBe(7);
    expect(stack.reads.arrivedAt).toBeCloseTo(now + Math.max(host, flash), 9);
    expect(stack.reads.nextEnd()).toBe(Infinity);
    expect(stack.tiers.map(({ bytesRead, hits }) => [bytesRead, hits])).toEqual([
      [2 * BLOCK, 2],
      [BLOCK, 1],
    ]);
  });

  test('two at a time share the link, and the forecast says so', () => {
    const stack = stackOf([OBJECT], [4, 4]);
    serve(stack, 0, [1], 0);
    const alone = OBJECT.latencySeconds + BLOCK / 1e9;
    places(stack, 1, [1], LATER);
    expect(stack.fetchSeconds(1, 0, 1)).toBeCloseTo(alone, 12);
    const host = stackOf([HOST], [4]);
    serve(host, 0, [1, 2], 0);
    host.devices[0]!.trim(0, 1);
    places(host, 0, [1, 2], LATER);
    host.startFetch(0, 0, 0, 2, LATER);
    expect(host.fetchSeconds(0, 0, 2)).toBeCloseTo(HOST.latencySeconds + (4 * BLOCK) / 55e9, 12);
    expect(host.reads.nextEnd()).toBeCloseTo(LATER + (2 * BLOCK) / 55e9, 9);
  });
});

describe('properties, whatever tiers and requests', () => {
  const tier = fc.record({
    capacity: fc.nat(12),
    back: fc.boolean(),
    admitUses: fc.integer({ min: 1, max: 3 }),
    shared: fc.boolean(),
    eviction: fc.constantFrom('lru', 'lfu', 'lineage', 'cost'),
    queue: fc.constantFrom(0.01, 10),
  });
  const chain = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 }).map((branches) => {
    const ids: number[] = [];
    branches.forEach((branch, k) => ids.push((ids[k - 1] ?? 0) * 3 + branch));
    return ids;
  });
  const request = fc.record({ chain, instance: fc.nat(2), waits: fc.nat(4) });

  test('bytes are conserved on every tier and link, and no store is over its capacity (invariant 4)', () => {
    fc.assert(
      fc.property(
        fc.array(tier, { maxLength: 3 }),
        fc.nat(6),
        fc.array(request, { maxLength: 80 }),
        (tiers, deviceBlocks, list) => {
          const inputs = tiers.map(({ capacity, back, admitUses, shared, eviction, queue }) =>
            blocks(HOST, capacity, {
              fill: back ? 'back' : 'through',
              admitUses,
              instancesPerStore: shared ? Infinity : 1,
              eviction: { id: eviction, options: {} },
              writeQueueSeconds: queue,
            }),
          );
          const stack = stackOf(inputs, [deviceBlocks, deviceBlocks, deviceBlocks], list.length);
          let now = 0;
          list.forEach(({ chain: blocksOf, instance, waits }, i) => {
            now += waits / 100;
            while (stack.reads.nextEnd() <= now) stack.reads.end(stack.reads.nextEnd());
            const found = places(stack, instance, blocksOf, now);
            if (found.length > 0) stack.startFetch(instance, i, 0, found.length, now);
            serve(stack, instance, blocksOf, now);
            expect(stack.devices[instance]!.resident).toBeLessThanOrEqual(deviceBlocks);
          });
          while (stack.reads.nextEnd() < Infinity) stack.reads.end(stack.reads.nextEnd());
          let read = 0;
          stack.tiers.forEach((each) => {
            conserved(each);
            for (const link of each.links) expect([link.bytesOut, link.flows]).toEqual([link.bytesIn, 0]);
            expect(each.bytesRead).toBe(each.hits * BLOCK);
            read += each.bytesRead;
          });
          expect(read).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('one tier that holds everything finds what the device has lost', () => {
    fc.assert(
      fc.property(fc.array(chain, { maxLength: 60 }), (chains) => {
        const stack = stackOf([{ ...OBJECT, writeQueueSeconds: Infinity, eviction: LRU }], [2]);
        const seen = new Set<number>();
        chains.forEach((ids, i) => {
          const now = i * LATER;
          const known = ids.findIndex((id) => !seen.has(id));
          expect(places(stack, 0, ids, now).length).toBe(known < 0 ? ids.length : known);
          serve(stack, 0, ids, now);
          for (const id of ids) seen.add(id);
        });
      }),
      { numRuns: 100 },
    );
  });
});
