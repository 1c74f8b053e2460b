import type { Receipt, ReceiptLine } from '../../engine/sim/receipt';
import { count } from '../../units/format';
import type { Bytes, Joules, Seconds, UsDollars } from '../../units/units';

/** Receipt lines that follow each other in one place for one reason: the chunks of a prompt are one segment. */
export interface Segment {
  first: ReceiptLine;
  lines: ReceiptLine[];
  firstToken: number;
  lastToken: number;
  startSeconds: Seconds;
  endSeconds: Seconds;
  stallSeconds: Seconds;
  /** Mean over the time; null for prompts. */
  batch: number | null;
  bytes: Bytes;
  joules: Joules | null;
  usd: UsDollars | null;
}

export function segmentsOf(lines: readonly ReceiptLine[]): Segment[] {
  const groups: ReceiptLine[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && continues(before, line)) group.push(line);
    else groups.push([line]);
  }
  return groups.map(segmentOf);
}

function continues(before: ReceiptLine, line: ReceiptLine): boolean {
  return (
    line.phase === before.phase &&
    line.pass === before.pass &&
    line.lane === before.lane &&
    line.reason === before.reason &&
    line.firstToken === before.lastToken + 1
  );
}

function segmentOf(lines: ReceiptLine[]): Segment {
  const first = lines[0]!;
  const last = lines[lines.length - 1]!;
  return {
    first,
    lines,
    firstToken: first.firstToken,
    lastToken: last.lastToken,
    startSeconds: first.startSeconds,
    endSeconds: last.endSeconds,
    stallSeconds: lines.reduce((sum, line) => sum + line.stallSeconds, 0),
    batch: meanBatch(lines),
    bytes: lines.reduce((sum, line) => sum + line.bytes, 0),
    joules: sumOrUnknown(lines.map((line) => line.joules)),
    usd: sumOrUnknown(lines.map((line) => line.usd)),
  };
}

function meanBatch(lines: readonly ReceiptLine[]): number | null {
  let [time, product] = [0, 0];
  for (const { batch, startSeconds, endSeconds } of lines) {
    if (batch === null) return null;
    time += endSeconds - startSeconds;
    product += batch * (endSeconds - startSeconds);
  }
  return time > 0 ? product / time : (lines[0]?.batch ?? null);
}

/** One unknown makes a sum unknown. */
function sumOrUnknown(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

export interface Total {
  /** Null where a chip that took part has no such number. */
  whole: number | null;
  /** What is known of it. */
  known: number;
  /** Names of the chips without. */
  unknownChips: string[];
}

export function totalOf(lines: readonly ReceiptLine[], of: 'joules' | 'usd'): Total {
  const known = lines.reduce((sum, line) => sum + (line[of] ?? 0), 0);
  const unknownChips = [...new Set(lines.filter((line) => line[of] === null).map((line) => line.chipName))];
  return { whole: unknownChips.length > 0 ? null : known, known, unknownChips };
}

/** Tokens as people count them: from 1, prompt and answer apart. */
export function tokenSpan(first: number, last: number, { promptTokens }: Receipt): string {
  const span = (word: string, from: number, to: number) =>
    from === to ? `${word} ${count(from)}` : `${word} ${count(from)}–${count(to)}`;
  const parts: string[] = [];
  if (first < promptTokens) parts.push(span('prompt', first + 1, Math.min(last, promptTokens - 1) + 1));
  if (last >= promptTokens)
    parts.push(span('answer', Math.max(first - promptTokens, 0) + 1, last - promptTokens + 1));
  return parts.join(', ');
}
