import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FetchMode } from './fetch-plan';
import { COSTS, HOST, LINEAGE, OBJECT, rowsOfChains } from './fixtures';
import type { DeviceRoom } from './kv-holdings';
import { ALONG, NOT_FETCHING, WAITING } from './fetch-state';
import { KvMemory } from './kv-memory';
import type { TierInput } from './tier-input';

const PAGE = 16;
const PAGE_BYTES = 1000;
const BLOCK = 64;

/** Device memory in pages, as the simulator's, with the shared blocks beside the private pages. */
class Room implements DeviceRoom {
  readonly capacityBytes: number;
  sharedBytes = 0;
  pages = 0;
  peakBytes = 0;

  constructor(pages: number) {
    this.capacityBytes = pages * PAGE_BYTES;
  }

  get freeBytes(): number {
    return this.capacityBytes - this.usedBytes;
  }

  get usedBytes(): number {
    return this.pages * PAGE_BYTES + this.sharedBytes;
  }

  take(pages: number): void {
    this.pages += pages;
    this.peakBytes = Math.max(this.peakBytes, this.usedBytes);
  }

  resize(from: number, to: number): void {
    this.take(Math.ceil(to / PAGE) - Math.ceil(from / PAGE));
  }
}

function memoryOf(
  rooms: (Room | null)[],
  chains: number[][],
  tiers: TierInput[] = [],
  fetchMode: FetchMode = 'fetch',
) {
  return new KvMemory({
    rows: rowsOfChains(chains, BLOCK),
    requests: chains.length,
    kinds: null,
    rooms,
    sides: new Uint8Array(rooms.length),
    deviceBlockBytes: (BLOCK / PAGE) * PAGE_BYTES,
    pagesPerBlock: BLOCK / PAGE,
    deviceEviction: LINEAGE,
    tiers,
    blockBytes: (BLOCK / PAGE) * PAGE_BYTES,
    costs: [COSTS, COSTS, COSTS],
    fetchMode,
  });
}

const bytesFor = (tokens: number) => Math.ceil(tokens / PAGE) * PAGE_BYTES;

/** What the simulator does for one request alone: admits, computes, answers, leaves. Returns what it found. */
function serve(
  memory: KvMemory,
  room: Room,
  request: number,
  prompt: number,
  output: number,
  now: number,
): number {
  const found = memory.peek(0, request, prompt, now);
  memory.admit(0, request, bytesFor(prompt + output), prompt, now);
  room.resize(found, prompt);
  memory.computed(0, request, prompt, now);
  room.resize(prompt, prompt + output - 1);
  memory.computed(0, request, prompt + output - 1, now);
  room.resize(prompt + output - 1, 0);
  memory.release(0, request, now);
  return found;
}

describe('one request after another', () => {
  test('whole blocks are found, and never the last token', () => {
    const room = new Room(100);
    const memory = memoryOf(
      [room],
      [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 9],
      ],
    );
    expect(serve(memory, room, 0, 200, 1, 0)).toBe(0);
    expect(serve(memory, room, 1, 192, 1, 1)).toBe(191);
    expect(serve(memory, room, 2, 150, 1, 2)).toBe(128);
    expect([...memory.reusedTokens]).toEqual([0, 191, 128]);
    expect([room.pages, room.sharedBytes]).toEqual([0, 0]);
  });

  test('the answer of one turn is in the prompt of the next', () => {
    const room = new Room(100);
    const memory = memoryOf(
      [room],
      [
        [1, 2, 3, 4],
        [1, 2, 3, 4, 5],
      ],
    );
    serve(memory, room, 0, 100, 170, 0);
    // The key and value of the last token were never computed.
    expect(serve(memory, room, 1, 330, 1, 1)).toBe(4 * BLOCK);
  });

  test('what running requests will need is not used for caching', () => {
    const room = new Room(12);
    const memory = memoryOf([room], [[1, 2], [7]]);
    serve(memory, room, 0, 128, 1, 0);
    expect(memory.peek(0, 0, 128, 1)).toBe(127);
    memory.peek(0, 1, 64, 1);
    memory.admit(0, 1, bytesFor(64 + 70), 64, 1);
    // Twelve pages less nine leave none for a block of four.
    expect(memory.stack.devices[0]!.resident).toBe(0);
  });

  test('where prefixes are not kept nothing is found and nothing is counted (invariant 29)', () => {
    const room = new Room(100);
    const memory = memoryOf(
      [null],
      [
        [1, 2],
        [1, 2],
      ],
      [HOST],
    );
    expect(serve(memory, room, 0, 150, 10, 0)).toBe(0);
    expect(serve(memory, room, 1, 150, 10, 1000)).toBe(0);
    expect([room.pages, room.sharedBytes]).toEqual([0, 0]);
    // The tiers behind it still have the blocks.
    expect(memory.foundBlocks).toBe(2);
  });

  test('a request on its prefill and its decode instance at once holds both', () => {
    const rooms = [new Room(100), new Room(100)];
    const memory = new KvMemory({
      rows: rowsOfChains([[1, 2]], BLOCK),
      requests: 1,
      kinds: null,
      rooms,
      sides: Uint8Array.of(0, 1),
      deviceBlockBytes: 4 * PAGE_BYTES,
      pagesPerBlock: 4,
      deviceEviction: LINEAGE,
      tiers: [],
      blockBytes: 4 * PAGE_BYTES,
      costs: [COSTS],
      fetchMode: 'split',
    });
    for (const instance of [0, 1]) {
      memory.peek(instance, 0, 140, 0);
      memory.admit(instance, 0, bytesFor(141), 140, 0);
      rooms[instance]!.resize(0, 140);
      memory.computed(instance, 0, 140, 0);
    }
    rooms[0]!.resize(140, 0);
    memory.release(0, 0, 1);
    expect(rooms.map(({ sharedBytes }) => sharedBytes)).toEqual([0, 8 * PAGE_BYTES]);
    expect(memory.holds(1, 0)).toBe(true);
  });
});

describe('fetching', () => {
  const chains = [
    [1, 2, 3],
    [1, 2, 3, 4],
  ];

  /** The second tier asks for so many uses that each is counted. */
  function withLostDevice(fetchMode: FetchMode, tier = HOST) {
    const room = new Room(100);
    const memory = memoryOf([room], chains, [tier, { ...OBJECT, admitUses: 5 }], fetchMode);
    serve(memory, room, 0, 200, 1, 0);
    memory.stack.devices[0]!.trim(1, 0);
    memory.peek(0, 1, 300, 1000);
    return { room, memory };
  }

  test('a request that waits lets go when its blocks are there, and finds them', () => {
    const { room, memory } = withLostDevice('split');
    expect([memory.deviceBlocks, memory.foundBlocks]).toEqual([1, 3]);
    const plan = memory.plan(0, 1, (tokens) => tokens);
    expect([plan.choice, plan.fetchBlocks, memory.plannedTokens(300)]).toEqual(['fetch', 2, 192]);
    memory.fetch(0, 1, bytesFor(320), 1000);
    room.resize(64, 192);
    expect(memory.stack.reads.end(memory.stack.reads.nextEnd())).toBe(1);
    const at = memory.stack.reads.arrivedAt;
    expect(memory.fetchState(0, 1)).toBe(WAITING);
    room.resize(192, 0);
    memory.fetched(0, 1, at);
    expect([room.pages, room.sharedBytes, memory.holds(0, 1)]).toEqual([0, 0, false]);
    expect(memory.peek(0, 1, 300, at)).toBe(192);
    expect(memory.plan(0, 1, (tokens) => tokens).choice).toBe('none');
    memory.admit(0, 1, bytesFor(320), 300, at);
    expect([room.pages, room.sharedBytes]).toEqual([0, 12 * PAGE_BYTES]);
    expect([memory.reusedTokens[1], memory.fetchedTokens[1]]).toEqual([64, 128]);
    expect([...memory.blocksFrom.subarray(3)]).toEqual([1, 2, 0]);
    // Both passes together are one use of each block.
    const device = memory.stack.devices[0]!;
    const uses = [0, 1, 2].map((place) => device.columns.uses[device.find(0, place)]);
    expect(uses).toEqual([2, 2, 2]);
  });

  test('a request that computes meanwhile shares when its front is there', () => {
    const { room, memory } = withLostDevice('split');
    memory.plan(0, 1, (tokens) => tokens);
    memory.admit(0, 1, bytesFor(320), 300, 1000);
    memory.fetchAlong(0, 1, 300, 1000);
    room.resize(64, 300);
    memory.computed(0, 1, 300, 1000);
    expect([memory.stack.devices[0]!.resident, memory.fetchState(0, 1)]).toEqual([1, ALONG]);
    memory.stack.reads.end(memory.stack.reads.nextEnd());
    memory.fetched(0, 1, 1001);
    memory.computed(0, 1, 300, 1001);
    expect([memory.stack.devices[0]!.resident, memory.fetchState(0, 1)]).toEqual([4, NOT_FETCHING]);
    expect([room.pages, room.sharedBytes]).toEqual([3, 16 * PAGE_BYTES]);
    expect([memory.reusedTokens[1], memory.fetchedTokens[1]]).toEqual([64, 128]);
  });

  test('a fetch outlived by its request is of no consequence', () => {
    const { room, memory } = withLostDevice('split');
    memory.plan(0, 1, (tokens) => tokens);
    memory.admit(0, 1, bytesFor(320), 300, 1000);
    memory.fetchAlong(0, 1, 300, 1000);
    room.resize(64, 300);
    room.resize(300, 0);
    memory.release(0, 1, 1000);
    memory.peek(0, 1, 300, 1000);
    expect(memory.plan(0, 1, (tokens) => tokens).choice).toBe('none');
    memory.admit(0, 1, bytesFor(320), 300, 1000);
    memory.stack.reads.end(memory.stack.reads.nextEnd());
    expect(memory.fetchState(0, 1)).toBe(NOT_FETCHING);
    memory.fetched(0, 1, 1001);
    expect(memory.stack.devices[0]!.resident).toBe(1);
    expect(memory.plan(0, 1, (tokens) => tokens).choice).toBe('fetch');
  });

  test('a slow tier is left alone', () => {
    const { memory } = withLostDevice('split', OBJECT);
    expect(memory.plan(0, 1, (tokens) => tokens * 1e-9).choice).toBe('recompute');
  });
});

describe('properties of many requests at once', () => {
  const turn = fc.record({
    branches: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 }),
    tail: fc.integer({ min: 1, max: BLOCK }),
    output: fc.integer({ min: 1, max: 150 }),
    act: fc.array(fc.nat(5), { maxLength: 6 }),
  });

  test('pages and shared blocks never exceed the memory, and all of it comes back', () => {
    fc.assert(
      fc.property(
        fc.array(turn, { maxLength: 50 }),
        fc.integer({ min: 30, max: 90 }),
        fc.boolean(),
        (turns, pages, tiered) => {
          const chains = turns.map(({ branches }) => {
            const ids: number[] = [];
            branches.forEach((branch, k) => ids.push((ids[k - 1] ?? 0) * 3 + branch));
            return ids;
          });
          const room = new Room(pages);
          const memory = memoryOf([room], chains, tiered ? [HOST] : []);
          const running: { request: number; tokens: number; most: number }[] = [];
          let now = 0;
          let computed = 0;
          let admitted = 0;
          const check = () => {
            const device = memory.stack.devices[0]!;
            expect(room.pages).toBeGreaterThanOrEqual(0);
            expect(room.sharedBytes).toBe(device.referenced * 4 * PAGE_BYTES);
            const cachedBytes = device.cached * 4 * PAGE_BYTES;
            expect(room.usedBytes + cachedBytes).toBeLessThanOrEqual(room.capacityBytes);
            expect(room.peakBytes).toBeLessThanOrEqual(room.capacityBytes);
          };
          turns.forEach(({ branches, tail, output, act }, request) => {
            now += 100;
            const prompt = branches.length * BLOCK + tail;
            let found = memory.peek(0, request, prompt, now);
            const free = () => room.freeBytes - memory.pinnedBytes;
            const fits = bytesFor(prompt) - bytesFor(found) <= free();
            if (fits && bytesFor(prompt + output) <= room.capacityBytes) {
              if (memory.plan(0, request, () => 1).fetchBlocks > 0) {
                const planned = memory.plannedTokens(prompt);
                memory.fetch(0, request, bytesFor(prompt + output), now);
                room.resize(found, planned);
                while (memory.stack.reads.end(memory.stack.reads.nextEnd()) < 0);
                room.resize(planned, 0);
                memory.fetched(0, request, now);
                check();
                found = memory.peek(0, request, prompt, now);
              }
              memory.admit(0, request, bytesFor(prompt + output), prompt, now);
              const held = found;
              room.resize(held, prompt);
              memory.computed(0, request, prompt, now);
              computed += prompt - held;
              admitted += prompt;
              running.push({ request, tokens: prompt, most: prompt + output - 1 });
              check();
            }
            for (const what of act) {
              if (running.length === 0) break;
              const at = (request + what) % running.length;
              const one = running[at]!;
              const next = Math.min(one.most, one.tokens + 10 * what);
              if (what > 1 && bytesFor(next) - bytesFor(one.tokens) <= room.freeBytes) {
                room.resize(one.tokens, next);
                one.tokens = next;
              } else {
                memory.computed(0, one.request, one.tokens, now);
                room.resize(one.tokens, 0);
                memory.release(0, one.request, now);
                running.splice(at, 1);
              }
              check();
            }
          });
          for (const { request, tokens } of running) {
            room.resize(tokens, 0);
            memory.release(0, request, now);
          }
          check();
          expect([room.pages, room.sharedBytes]).toEqual([0, 0]);
          // Invariant 2: what was computed, reused and fetched is what was asked for.
          const sum = (column: Int32Array) => column.reduce((a, b) => a + b, 0);
          expect(computed + sum(memory.reusedTokens) + sum(memory.fetchedTokens)).toBe(admitted);
        },
      ),
      { numRuns: 200 },
    );
  });
});
