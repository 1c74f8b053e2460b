import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LINEAGE, rowAt } from '../memory/fixtures';
import { traceHits } from '../memory/trace-hits';
import { HUMAN, leastPrompt, TOOL, type SessionRequests, type SessionWorkload } from './session-workload';
import { drawSessions } from './sessions';

const WORKLOAD: SessionWorkload = {
  kind: 'synthetic',
  requests: 6000,
  requestsPerSecond: 10,
  gapCv: 1,
  promptTokensMean: 5000,
  promptTokensCv: 1,
  outputTokensMean: 250,
  outputTokensCv: 1,
  maxContext: 131_072,
  sessions: {
    turns: 5,
    toolShare: 0.6,
    toolGapSecondsMean: 3,
    humanGapSecondsMean: 60,
    humanGapCv: 1.5,
    systemTokens: 1500,
    systemPrompts: 3,
  },
};

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;
const turnsWhere = (all: SessionRequests, keep: (i: number) => boolean): number[] =>
  Array.from({ length: all.count }, (_, i) => i).filter(keep);

describe('turns of sessions', () => {
  const all = drawSessions(WORKLOAD, 42);

  test('requests have the mean lengths and come at the rate that are asked for', () => {
    expect(mean(all.promptTokens) / 5000).toBeCloseTo(1, 1);
    expect(mean(all.outputTokens) / 250).toBeCloseTo(1, 1);
    expect(all.nominal.at(-1)! / (6000 / 10)).toBeCloseTo(1, 1);
    // And from the first: the run begins in the middle of things.
    const early = turnsWhere(all, (i) => all.nominal[i]! < 60).length;
    expect(early / 600).toBeCloseTo(1, 0);
    expect(early).toBeGreaterThan(500);
  });

  test('all numbers of turns are seen equally often, from the first minute on', () => {
    for (const span of [60, 600]) {
      const seen = new Array<number>(5).fill(0);
      for (const i of turnsWhere(all, (i) => all.nominal[i]! < span)) seen[all.turn[i]!]!++;
      const each = seen.reduce((a, b) => a + b, 0) / 5;
      for (const count of seen) expect(count / each).toBeGreaterThan(0.7);
    }
  });

  test('a prompt is the last prompt, the last answer and something new', () => {
    let linked = 0;
    for (let i = 0; i < all.count; i++) {
      const row = rowAt(all.rows, i);
      expect(row.length).toBe(
        Math.floor((all.promptTokens[i]! + all.outputTokens[i]!) / all.rows.blockTokens),
      );
      const next = all.next[i]!;
      if (next < 0) continue;
      linked++;
      expect(next).toBeGreaterThan(i);
      expect([all.session[next], all.turn[next]]).toEqual([all.session[i], all.turn[i]! + 1]);
      expect(all.promptTokens[next]).toBeGreaterThan(all.promptTokens[i]! + all.outputTokens[i]!);
      expect(rowAt(all.rows, next).slice(0, row.length)).toEqual(row);
    }
    // The clock brings the others: first turns, and those of sessions from before the run.
    const byClock = turnsWhere(all, (i) => !Number.isNaN(all.arrival[i]!));
    expect(byClock.length + linked).toBe(all.count);
    expect(byClock.filter((i) => all.turn[i]! > 0).length).toBe(all.continued);
    byClock.forEach((i, k) =>
      expect(all.arrival[i]).toBeGreaterThanOrEqual(all.arrival[byClock[k - 1] ?? i]!),
    );
  });

  test('sessions share the whole blocks of their system prompt and nothing else', () => {
    const owners = new Map<number, Set<number>>();
    for (let i = 0; i < all.count; i++) {
      for (const id of rowAt(all.rows, i)) owners.set(id, (owners.get(id) ?? new Set()).add(all.session[i]!));
    }
    const shared = [...owners].filter(([, sessions]) => sessions.size > 1).map(([id]) => id);
    const blocks = Math.floor(1500 / all.rows.blockTokens);
    expect(shared.length).toBe(3 * blocks);
    for (let i = 0; i < all.count; i++) {
      const front = rowAt(all.rows, i).slice(0, blocks);
      expect(front.every((id) => owners.get(id)!.size > 1)).toBe(true);
    }
  });

  test('pauses are as asked', () => {
    const later = turnsWhere(all, (i) => all.turn[i]! > 0 && Number.isNaN(all.arrival[i]!));
    const tools = later.filter((i) => all.startedBy[i] === TOOL);
    expect(mean(tools.map((i) => all.gapSeconds[i]!)) / 3).toBeCloseTo(1, 1);
    const everybody = turnsWhere(all, (i) => all.turn[i]! > 0);
    expect(everybody.filter((i) => all.startedBy[i] === TOOL).length / everybody.length).toBeCloseTo(0.6, 1);
    const people = everybody.filter((i) => all.startedBy[i] === HUMAN);
    expect(mean(people.map((i) => all.gapSeconds[i]!)) / 60).toBeCloseTo(1, 0);
  });

  test('a session is the same at another rate (common random numbers)', () => {
    const faster = drawSessions({ ...WORKLOAD, requestsPerSecond: 25, requests: 900 }, 42);
    // First turns of new sessions, in order: the same sessions, their turns the same as far as both runs see them.
    const begins = (r: SessionRequests) => turnsWhere(r, (i) => r.turn[i] === 0);
    const [few, many] = [begins(faster), begins(all)];
    expect(few.length).toBeGreaterThan(50);
    few.forEach((first, s) => {
      for (let a = first, b = many[s]!; a >= 0 && b >= 0; a = faster.next[a]!, b = all.next[b]!) {
        expect(faster.promptTokens[a]).toBe(all.promptTokens[b]);
        expect(faster.outputTokens[a]).toBe(all.outputTokens[b]);
        expect(faster.gapSeconds[a]).toBe(all.gapSeconds[b]);
      }
    });
    expect(drawSessions(WORKLOAD, 42)).toEqual(all);
    expect(drawSessions(WORKLOAD, 43).promptTokens).not.toEqual(all.promptTokens);
  });

  test('without a limit a store finds every whole block of the turn before', () => {
    const found = traceHits(all.rows, all.promptTokens, Infinity, LINEAGE);
    let expected = 0;
    const known = new Set<number>();
    for (let i = 0; i < all.count; i++) {
      for (const id of rowAt(all.rows, i)) {
        if (!known.has(id)) break;
        expected++;
      }
      for (const id of rowAt(all.rows, i)) known.add(id);
    }
    expect(found.hitBlocks).toBe(expected);
    expect(found.hitShare).toBeGreaterThan(0.5);
  });

  test('what does not fit is cut or ends its session, and the effect on the mean is told', () => {
    const tight = drawSessions({ ...WORKLOAD, maxContext: 6000 }, 42);
    expect(tight.notes?.join()).toMatch(
      /turns did not fit the context.* tokens on average where 5250 are asked for/,
    );
    const tokens = mean(tight.promptTokens) + mean(tight.outputTokens);
    expect(tight.notes?.join()).toContain(` ${tokens.toFixed(0)} tokens on average`);
    expect(all.notes?.join() ?? '').not.toMatch(/fit/);
  });
});

test('whatever is asked, lengths are positive, contexts fit and rows are as long as they should be', () => {
  const asked = fc.record({
    turns: fc.integer({ min: 1, max: 12 }),
    systemPrompts: fc.integer({ min: 1, max: 4 }),
    systemTokens: fc.nat(4000),
    toolShare: fc.double({ min: 0, max: 1, noNaN: true }),
    humanGapCv: fc.constantFrom(0, 1, 1.5),
    more: fc.integer({ min: 1, max: 5000 }),
    outputTokensMean: fc.integer({ min: 1, max: 5000 }),
    gapCv: fc.constantFrom(0, 1, 13),
    requestsPerSecond: fc.constantFrom(0.01, 1, 1000),
    maxContext: fc.integer({ min: 2, max: 40_000 }),
  });
  fc.assert(
    fc.property(asked, fc.nat(1000), (change, seed) => {
      const { turns, systemPrompts, systemTokens, toolShare, humanGapCv, more, ...rest } = change;
      const sessions = { ...WORKLOAD.sessions, turns, systemPrompts, systemTokens, toolShare, humanGapCv };
      const promptTokensMean = leastPrompt(rest.outputTokensMean, sessions) + more;
      const workload = { ...WORKLOAD, ...rest, requests: 60, promptTokensMean, sessions };
      const all = drawSessions(workload, seed);
      expect(all.count).toBe(60);
      for (let i = 0; i < all.count; i++) {
        const context = all.promptTokens[i]! + all.outputTokens[i]!;
        expect(all.promptTokens[i]).toBeGreaterThanOrEqual(1);
        expect(all.outputTokens[i]).toBeGreaterThanOrEqual(1);
        expect(context).toBeLessThanOrEqual(workload.maxContext);
        expect(rowAt(all.rows, i).length).toBe(Math.floor(context / all.rows.blockTokens));
      }
    }),
    { numRuns: 200 },
  );
});
