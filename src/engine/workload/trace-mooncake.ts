import type { Seconds } from '../../units/units';
import { MAX_BLOCK_IDS } from '../memory/block-rows';
import { TraceBlocks } from './trace-blocks';
import { addRow, countProblem, quote, type RowProblem, type RowReader } from './trace-row';

/** True of a line that starts a JSON object: the only JSON this reader takes is one object a line. */
export function looksLikeJsonLine(line: string): boolean {
  return line.trimStart().startsWith('{');
}

/**
 * Rows of the Mooncake traces: `{"timestamp": ms, "input_length": …, "output_length": …, "hash_ids": […]}`.
 * `hash_ids` names the prefix blocks, numbers or texts; a row without them has none.
 */
export function createMooncakeReader(): RowReader {
  let start: number | null = null;
  const blocks = new TraceBlocks();
  return {
    format: 'mooncake',
    notes: [],
    read(line, into) {
      const row = readObject(line);
      if (row === null) return { column: null, message: `${quote(line)} is not a JSON object` };
      const { timestamp, input_length: prompt, output_length: output, hash_ids: hashIds } = row;
      if (typeof timestamp !== 'number' || !Number.isFinite(timestamp)) {
        return field('timestamp', timestamp, (shown) => `${shown} is not a number of milliseconds`);
      }
      const promptProblem = countProblem(prompt, show(prompt));
      if (promptProblem !== null) return field('input_length', prompt, () => promptProblem);
      const outputProblem = countProblem(output, show(output));
      if (outputProblem !== null) return field('output_length', output, () => outputProblem);
      const names = hashIds === undefined ? [] : hashIds;
      if (!isListOfNames(names)) {
        return field('hash_ids', hashIds, (shown) => `${shown} is not a list of blocks`);
      }
      start ??= timestamp;
      const before = into.count;
      const problem = addRow(
        into,
        (timestamp - start) / 1000,
        prompt as number,
        output as number,
        'input_length',
      );
      if (problem !== null || into.count === before) return problem;
      into.blocks = blocks;
      if (blocks.add(names, prompt as number)) return null;
      return { column: 'hash_ids', message: `more than ${MAX_BLOCK_IDS} blocks in all` };
    },
  };
}

function isListOfNames(value: unknown): value is (number | string)[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'number' || typeof name === 'string');
}

function readObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function field(column: string, value: unknown, message: (shown: string) => string): RowProblem {
  return { column, message: value === undefined ? 'is missing' : message(quote(show(value))) };
}

function show(value: unknown): string {
  return typeof value === 'string' || value === undefined ? (value ?? '') : JSON.stringify(value);
}

/**
 * The conversation trace was logged in batches: 1,180 stamps, 3 s apart, for 12,031 requests. Replayed as they
 * stand they would arrive ten at a time and every queue would measure the logger. Where most requests share
 * their stamp, request i of n in a batch is moved i/n into the gap that follows it (at most the usual gap, the
 * median). Changes `arrivalSeconds` in place; returns the usual gap, or null when nothing was moved.
 */
export function spreadBatches(arrivalSeconds: Float64Array): Seconds | null {
  const starts = batchStarts(arrivalSeconds);
  if (starts.length < 2 || starts.length * 2 > arrivalSeconds.length) return null;
  const at = (i: number) => arrivalSeconds[i]!;
  const stamps = Float64Array.from(starts, at);
  const gaps = stamps.slice(1).map((stamp, i) => stamp - stamps[i]!);
  const usual = gaps.toSorted()[gaps.length >> 1] ?? 0;

  for (let batch = 0; batch < starts.length; batch++) {
    const first = starts[batch]!;
    const size = (starts[batch + 1] ?? arrivalSeconds.length) - first;
    const window = Math.min(gaps[batch] ?? usual, usual);
    for (let i = 0; i < size; i++) arrivalSeconds[first + i] = stamps[batch]! + (i / size) * window;
  }
  return usual;
}

/** Where each distinct stamp begins; the stamps are in order. */
function batchStarts(arrivalSeconds: Float64Array): number[] {
  const starts: number[] = [];
  for (let i = 0; i < arrivalSeconds.length; i++) {
    if (i === 0 || arrivalSeconds[i] !== arrivalSeconds[i - 1]) starts.push(i);
  }
  return starts;
}
