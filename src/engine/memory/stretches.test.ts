import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlockStore } from './block-store';
import { EVICTION_KINDS, makeEviction } from './eviction/policies';
import { ChainStore, COSTS } from './fixtures';
import { PrefixCache, type Intake } from './prefix-cache';

/** Chains of a few trunks that branch late, so that stretches are long, split, and put together again. */
const chain = fc
  .record({ trunk: fc.nat(2), turns: fc.array(fc.nat(1), { minLength: 1, maxLength: 4 }), cut: fc.nat(2) })
  .map(({ trunk, turns, cut }) => {
    const names: number[] = [];
    let node = trunk + 4;
    for (const turn of turns) {
      node = node * 2 + turn;
      for (let k = 0; k < 3; k++) names.push(node * 10 + k);
    }
    return names.slice(0, names.length - cut);
  });

const step = fc.record({
  chain,
  what: fc.constantFrom('serve', 'serve', 'serve', 'hold', 'insert', 'receive', 'trim'),
  a: fc.nat(12),
  b: fc.nat(12),
  leaves: fc.nat(3),
  waits: fc.constantFrom(0, 0, 1, 30, 700),
  kind: fc.nat(1),
});

const EVERYBODY: Intake = { admit: (count) => count, refuse: () => undefined, came: () => undefined };

test.each(EVICTION_KINDS.map(({ id }) => id))('%s: stretches do what single blocks would', (id) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 0, max: 40 }), (steps, capacity) => {
      const gone: number[] = [];
      const cache = new PrefixCache(capacity, makeEviction({ id, options: {} }, COSTS), {
        sink: {
          evicting: ({ columns }, slot, from, to) => {
            gone.push(...store.names(columns.strand[slot]!, from, to).reverse());
          },
        },
      });
      const store = new ChainStore(cache);
      const plain = new BlockStore(capacity, id);
      const running: { chain: number[]; from: number; to: number }[] = [];
      let now = 0;
      const leave = (at: number) => {
        const [one] = running.splice(at, 1);
        store.release(one!.chain, one!.from, one!.to, now);
        plain.release(one!.chain, one!.from, one!.to, now);
      };
      for (const { chain: names, what, a, b, leaves, waits, kind } of steps) {
        now += waits;
        cache.kind = plain.kind = kind;
        const matched = plain.match(names);
        expect(store.match(names)).toBe(matched);
        const unused = names.slice(0, matched).filter((name) => plain.blocks.get(name)!.refs === 0);
        expect(store.unusedIn(names, matched)).toBe(unused.length);
        let [from, to] = [Math.min(a, b, names.length), Math.min(Math.max(a, b), names.length)];
        if (what === 'serve') {
          store.acquire(names, 0, matched, now);
          plain.acquire(names, 0, matched, now, 1);
          to = plain.insert(names, matched, names.length, now);
          expect(store.insert(names, matched, names.length, now)).toBe(to);
          running.push({ chain: names, from: 0, to });
        } else if (what === 'hold') {
          to = Math.min(to, matched);
          from = Math.min(from, to);
          store.acquire(names, from, to, now, kind);
          plain.acquire(names, from, to, now, kind);
          running.push({ chain: names, from, to });
        } else if (what === 'insert') {
          const held = plain.insert(names, from, to, now);
          expect(store.insert(names, from, to, now)).toBe(held);
          to = held;
          running.push({ chain: names, from, to });
        } else if (what === 'receive') {
          // Part of one strand, none of it here.
          store.rowOf(names);
          const place = (name: number) => store.placeOf(name);
          from = Math.max(from, matched);
          while (
            to > from &&
            names
              .slice(from, to)
              .some((name) => plain.blocks.has(name) || place(name)[0] !== place(names[from]!)[0])
          )
            to--;
          if (to > from) {
            const stem = from > 0 ? place(names[from - 1]!)[0] : -1;
            cache.receive(place(names[from]!)[0], from, to, stem, 2, now, EVERYBODY);
            plain.receive(names, from, to, 2, now);
          }
        } else {
          cache.trim(b, now);
          plain.trim(b, now);
        }
        for (let i = 0; i < leaves && running.length > 0; i++) leave((a + i) % running.length);
        expect(gone).toEqual(plain.gone);
      }
      const state = (name: number) => {
        const slot = store.find(name);
        return slot < 0 ? null : [cache.columns.refs[slot], cache.columns.uses[slot]];
      };
      for (const { chain: names } of steps)
        for (const name of names) {
          const block = plain.blocks.get(name);
          expect(state(name)).toEqual(block === undefined ? null : [block.refs, block.uses]);
        }
      expect(cache.resident).toBe(plain.blocks.size);
      while (running.length > 0) leave(running.length - 1);
      cache.trim(0, now + 5);
      plain.trim(0, now + 5);
      expect(gone).toEqual(plain.gone);
      expect(cache.idleSeconds).toBeCloseTo(plain.idleSeconds, 6);
    }),
    { numRuns: 150 },
  );
});
