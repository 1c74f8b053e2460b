import type { TraceColumns } from './trace-columns';
import type { TraceFormat } from './trace-summary';

/** Why a row cannot be taken; null column when the row as a whole is wrong. */
export interface RowProblem {
  column: string | null;
  message: string;
}

/** Reads the rows of one format. `read` adds one row to the columns, or says why it cannot. */
export interface RowReader {
  format: TraceFormat;
  /** What was assumed about the columns, for the summary. */
  notes: string[];
  read(line: string, into: TraceColumns): RowProblem | null;
}

const MAX_TOKENS = 2_147_483_647;
const WHOLE_NUMBER = /^[+-]?\d+(\.0*)?$/;

/** A token count from text. Anything but a whole number is NaN; the sign is judged by `countProblem`. */
export function readCount(text: string): number {
  return WHOLE_NUMBER.test(text) ? Number(text) : NaN;
}

/** What is wrong with a token count, or null. Zero is judged by `addRow`, which knows which count it is. */
export function countProblem(count: unknown, shown: string): string | null {
  if (typeof count !== 'number' || !Number.isInteger(count)) {
    return `${quote(shown)} is not a whole number of tokens`;
  }
  if (count < 0) return `${count} tokens: a count cannot be negative`;
  if (count > MAX_TOKENS) return `${count} tokens: more than ${MAX_TOKENS} cannot be held`;
  return null;
}

/**
 * Adds a checked row. A request that generated nothing never decoded, so it is left out and counted: logs keep
 * failed requests that way. A request without a prompt does not exist, so that row is refused.
 */
export function addRow(
  into: TraceColumns,
  seconds: number,
  prompt: number,
  output: number,
  promptColumn: string,
): RowProblem | null {
  if (prompt === 0) return { column: promptColumn, message: '0 tokens: every request has a prompt' };
  if (output === 0) into.skipped++;
  else into.add(seconds, prompt, output);
  return null;
}

/** Text of a file as shown in a message: short and on one line. */
export function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}…` : text;
  return `"${short.replace(/[^\x20-\x7e\u00a0-\u{10ffff}]/gu, '?')}"`;
}
