import { describe, expect, test } from 'vitest';
import { createTraceReader } from './trace-reader';

interface Row {
  at: number;
  prompt: number;
  output?: number;
  ids?: unknown;
}

function read(rows: Row[]) {
  const reader = createTraceReader('made-up.jsonl');
  for (const { at, prompt, output = 1, ids } of rows) {
    const row = { timestamp: at, input_length: prompt, output_length: output, hash_ids: ids };
    reader.push(`${JSON.stringify(row)}\n`);
  }
  return reader.end();
}

function accept(rows: Row[]) {
  const outcome = read(rows);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  const { blockOffsets, blockIds, blockTokens } = outcome.trace;
  return { offsets: blockOffsets, ids: blockIds, blockTokens, notes: outcome.summary.notes };
}

describe('names of blocks in a trace', () => {
  test('become numbers in order of appearance, whatever they are', () => {
    const { offsets, ids, blockTokens } = accept([
      { at: 0, prompt: 1030, ids: [90, 'b', 7] },
      { at: 1, prompt: 600, ids: [90, 8] },
    ]);
    expect([...offsets!]).toEqual([0, 3, 5]);
    expect([...ids!]).toEqual([0, 1, 2, 0, 3]);
    expect(blockTokens).toBe(512);
  });

  test('follow their rows when those are sorted, and stay away with rows left out', () => {
    const { offsets, ids } = accept([
      { at: 5, prompt: 600, ids: [1, 2] },
      { at: 3, prompt: 100, ids: [3] },
      { at: 4, prompt: 100, output: 0, ids: [4] },
      { at: 6, prompt: 1500, ids: [1, 2, 5] },
    ]);
    expect([...offsets!]).toEqual([0, 1, 3, 6]);
    expect([...ids!]).toEqual([2, 0, 1, 0, 1, 3]);
  });

  test('the size of a block follows from how many names a prompt has', () => {
    expect(accept([{ at: 0, prompt: 40, ids: [1, 2, 3] }]).blockTokens).toBe(16);
    expect(accept([{ at: 0, prompt: 1000, ids: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }]).blockTokens).toBe(100);
    const { ids, notes } = accept([
      { at: 0, prompt: 1000, ids: [1, 2] },
      { at: 1, prompt: 1000, ids: [1, 2, 3, 4] },
    ]);
    expect(ids).toBeUndefined();
    expect(notes.join()).toMatch(/no block size fits/);
  });

  test('a trace without names has none, and says nothing', () => {
    const { offsets, ids, blockTokens, notes } = accept([
      { at: 0, prompt: 10 },
      { at: 1, prompt: 10 },
    ]);
    expect([offsets, ids, blockTokens, notes]).toEqual([undefined, undefined, undefined, []]);
  });

  test.each([[5], [[null]], [[[1]]], [{}]])('%j is not a list of blocks', (ids) => {
    expect(read([{ at: 0, prompt: 10, ids }])).toMatchObject({
      ok: false,
      problem: { line: 1, column: 'hash_ids' },
    });
  });

  test('more rows and names than the columns begin with', () => {
    const rows = Array.from({ length: 3000 }, (_, at) => ({ at, prompt: 1100, ids: [0, at + 1, -at - 1] }));
    const { offsets, ids } = accept(rows);
    expect(offsets!.length).toBe(3001);
    expect(ids!.length).toBe(9000);
    expect(ids![3 * 2999]).toBe(0);
    expect(new Set(ids).size).toBe(6001);
  });
});
