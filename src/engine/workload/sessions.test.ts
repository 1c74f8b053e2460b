import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINEAGE } from '../memory/fixtures';
import { traceHits } from '../memory/trace-hits';
import { nextTurn, openLoop, whatFollows } from './session-turns';
import { HUMAN, TOOL, type SessionRequests, type SessionWorkload } from './session-workload';
import { drawSessions } from './sessions';

const WORKLOAD: SessionWorkload = {
  kind: 'sessions',
  sessions: 600,
  sessionsPerSecond: 2,
  turnsMean: 5,
  turnsMost: 40,
  systemPrompts: 3,
  systemTokens: 1500,
  humanTokensMean: 300,
  humanTokensCv: 1,
  toolTokensMean: 2000,
  toolTokensCv: 1,
  outputTokensMean: 250,
  outputTokensCv: 1,
  toolShare: 0.6,
  toolGapSecondsMean: 3,
  humanGapSecondsMean: 60,
  humanGapCv: 1.5,
  maxContext: 131_072,
  blockTokens: 256,
};

function rowOf(requests: SessionRequests, i: number): number[] {
  return [...requests.blocks.ids.subarray(requests.blocks.offsets[i], requests.blocks.offsets[i + 1])];
}

function mean(values: number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

describe('turns of a session', () => {
  const all = drawSessions(WORKLOAD, 42);
  const later = Array.from({ length: all.count - all.firstTurns }, (_, i) => all.firstTurns + i);

  test('first turns come first, by the clock; the others wait for an answer', () => {
    for (let s = 1; s < all.firstTurns; s++) {
      expect(all.arrival[s]).toBeGreaterThan(all.arrival[s - 1]!);
      expect([all.session[s], all.turn[s]]).toEqual([s, 0]);
    }
    for (const i of later) expect(all.arrival[i]).toBeNaN();
    expect(all.arrival[all.firstTurns - 1]! / (all.firstTurns / 2)).toBeCloseTo(1, 1);
  });

  test('a prompt is the last prompt, the last answer and something new', () => {
    let linked = 0;
    for (let i = 0; i < all.count; i++) {
      const next = all.next[i]!;
      if (next < 0) continue;
      linked++;
      expect([all.session[next], all.turn[next]]).toEqual([all.session[i], all.turn[i]! + 1]);
      expect(all.promptTokens[next]).toBeGreaterThan(all.promptTokens[i]! + all.outputTokens[i]!);
      const row = rowOf(all, i);
      expect(row.length).toBe(Math.floor((all.promptTokens[i]! + all.outputTokens[i]!) / 256));
      expect(rowOf(all, next).slice(0, row.length)).toEqual(row);
    }
    expect(linked).toBe(later.length);
  });

  test('sessions share the whole blocks of their system prompt and nothing else', () => {
    const owners = new Map<number, Set<number>>();
    for (let i = 0; i < all.count; i++) {
      for (const id of rowOf(all, i)) {
        const set = owners.get(id) ?? new Set();
        owners.set(id, set.add(all.session[i]!));
      }
    }
    const shared = [...owners].filter(([, sessions]) => sessions.size > 1).map(([id]) => id);
    expect(shared.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 3 * 5 }, (_, i) => i));
    expect(Math.max(...owners.keys()) + 1).toBe(owners.size);
  });

  test('numbers are drawn as asked', () => {
    expect(all.count / all.firstTurns).toBeCloseTo(5, 0);
    const gaps = (by: number) => later.filter((i) => all.startedBy[i] === by).map((i) => all.gapSeconds[i]!);
    expect(gaps(TOOL).length / later.length).toBeCloseTo(0.6, 1);
    expect(mean(gaps(TOOL)) / 3).toBeCloseTo(1, 1);
    expect(mean(gaps(HUMAN)) / 60).toBeCloseTo(1, 0.9);
    expect(mean([...all.outputTokens]) / 250).toBeCloseTo(1, 1);
  });

  test('a session is the same whatever the others are (common random numbers)', () => {
    const few = drawSessions({ ...WORKLOAD, sessions: 30, sessionsPerSecond: 9, turnsMost: 1000 }, 42);
    for (let s = 0; s < 30; s++) {
      for (let a = s, b = s; a >= 0; a = few.next[a]!, b = all.next[b]!) {
        expect(few.promptTokens[a]).toBe(all.promptTokens[b]);
        expect(few.outputTokens[a]).toBe(all.outputTokens[b]);
        expect(few.gapSeconds[a]).toBe(all.gapSeconds[b]);
      }
    }
    expect(drawSessions(WORKLOAD, 42)).toEqual(all);
    expect(drawSessions(WORKLOAD, 43).promptTokens).not.toEqual(all.promptTokens);
  });
});

describe('when the next turn comes', () => {
  const all = drawSessions({ ...WORKLOAD, sessions: 200 }, 7);

  test('a pause after the answer', () => {
    const request = all.next.findIndex((next) => next >= 0);
    const { request: next, dueAt } = nextTurn(all, request, 100);
    expect(next).toBe(all.next[request]);
    expect(dueAt).toBe(100 + all.gapSeconds[next]!);
    expect(whatFollows(all)[request]).toBe(all.startedBy[next]);
    const last = all.next.indexOf(-1);
    expect(whatFollows(all)[last]).toBe(HUMAN);
    expect(nextTurn(all, last, 100)).toEqual({ request: -1, dueAt: Infinity });
  });

  test('in an open loop everything is known and in order', () => {
    const open = openLoop(all, (i) => all.outputTokens[i]! * 0.02);
    expect(open.firstTurns).toBe(all.count);
    for (let i = 1; i < open.count; i++) expect(open.arrival[i]).toBeGreaterThanOrEqual(open.arrival[i - 1]!);
    // The same requests, rows included, and no turn before the one it continues.
    const key = (r: SessionRequests, i: number) => r.session[i]! * 1000 + r.turn[i]!;
    const place = new Map(Array.from({ length: all.count }, (_, i) => [key(all, i), i]));
    const seen = new Set<number>();
    for (let i = 0; i < open.count; i++) {
      const original = place.get(key(open, i))!;
      expect(rowOf(open, i)).toEqual(rowOf(all, original));
      expect(open.promptTokens[i]).toBe(all.promptTokens[original]);
      if (open.turn[i]! > 0) expect(seen.has(key(open, i) - 1)).toBe(true);
      seen.add(key(open, i));
    }
  });

  test('without a limit a store finds every whole block of the turn before', () => {
    const open = openLoop(all, () => 1);
    const found = traceHits(open.blocks, open.promptTokens, Infinity, LINEAGE);
    let expected = 0;
    const turns = new Map<number, number>();
    const systems = new Set<number>();
    for (let i = 0; i < open.count; i++) {
      const row = rowOf(open, i);
      const before = turns.get(open.session[i]!);
      // A first turn finds its system prompt once another session has brought it.
      if (before === undefined) expected += systems.has(row[0]!) ? Math.min(5, row.length) : 0;
      else expected += Math.min(before, row.length);
      systems.add(row[0]!);
      turns.set(open.session[i]!, row.length);
    }
    expect(found.hitBlocks).toBe(expected);
  });
});

test('whatever is asked, lengths are positive, contexts fit and rows are as long as they should be', () => {
  const tokens = fc.integer({ min: 1, max: 5000 });
  const asked = fc.record({
    sessions: fc.integer({ min: 0, max: 30 }),
    turnsMean: fc.integer({ min: 1, max: 12 }),
    systemPrompts: fc.integer({ min: 1, max: 4 }),
    systemTokens: fc.nat(4000),
    humanTokensMean: tokens,
    toolTokensMean: tokens,
    outputTokensMean: tokens,
    toolShare: fc.double({ min: 0, max: 1, noNaN: true }),
    maxContext: fc.integer({ min: 2, max: 20_000 }),
    blockTokens: fc.constantFrom(16, 64, 512),
  });
  fc.assert(
    fc.property(asked, fc.nat(1000), (change, seed) => {
      const workload = { ...WORKLOAD, ...change };
      const all = drawSessions(workload, seed);
      expect(all.blocks.offsets.length).toBe(all.count + 1);
      for (let i = 0; i < all.count; i++) {
        const context = all.promptTokens[i]! + all.outputTokens[i]!;
        expect(all.promptTokens[i]).toBeGreaterThanOrEqual(1);
        expect(all.outputTokens[i]).toBeGreaterThanOrEqual(1);
        expect(context).toBeLessThanOrEqual(workload.maxContext);
        expect(rowOf(all, i).length).toBe(Math.floor(context / workload.blockTokens));
      }
    }),
    { numRuns: 200 },
  );
});
