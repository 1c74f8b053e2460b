import type { Joules, Seconds, UsDollars } from '../../units/units';
import type { FileProblem } from '../workload/trace-summary';
import { LEDGER_COLUMNS } from './ledger-csv';

/** What a ledger file says of one side, added up from its rows. */
export interface LedgerSide {
  requests: number;
  /** Requests that were turned away: they have a line and no tokens. */
  rejected: number;
  segments: number;
  /** Tokens of pass 0: every token once. */
  tokens: number;
  /** Tokens that were computed again. */
  again: number;
  seconds: Seconds;
  bytes: number;
  /** Null where a chip's are unknown. */
  joules: Joules | null;
  usd: UsDollars | null;
  /** Tokens of pass 0 by where their KV was, most first. */
  tiers: { tier: string; tokens: number }[];
}

/** `wrong` lists requests whose tokens are not covered exactly once, and rows that contradict themselves. */
export interface LedgerSummary {
  a: LedgerSide | null;
  b: LedgerSide | null;
  wrong: string[];
  wrongCount: number;
}

/** Enough to see what kind of mistake it is. */
const MOST_WRONG = 10;
const NEEDED = LEDGER_COLUMNS.slice(0, 15);

type Name = (typeof LEDGER_COLUMNS)[number];

/** Of one request's pass 0: tokens counted, sum of their indices, and the last index. */
interface Cover {
  tokens: number;
  indices: number;
  last: number;
}

interface Sum {
  rejected: number;
  segments: number;
  again: number;
  start: Seconds;
  end: Seconds;
  bytes: number;
  joules: number | null;
  usd: number | null;
  tiers: Map<string, number>;
  covers: Map<number, Cover>;
}

export interface LedgerReader {
  /** Takes a piece of the file; answers with what is wrong once something is. */
  push(text: string): FileProblem | null;
  end(): { ok: true; summary: LedgerSummary } | { ok: false; problem: FileProblem };
}

/**
 * Reads a ledger file piece by piece, adds it up, and checks that every token of every request stands in it exactly
 * once: as many tokens as the last index says, with the sum of indices that follows from it. Not seen: the loss of a
 * request's last rows, since the file does not say how long an answer was to be.
 */
export function createLedgerReader(file: string): LedgerReader {
  const sums: Partial<Record<'a' | 'b', Sum>> = {};
  const wrong: string[] = [];
  let wrongCount = 0;
  let columns: Map<string, number> | null = null;
  let width = 0;
  let rest = '';
  let line = 0;
  let problem: FileProblem | null = null;

  const refuse = (column: string | null, message: string): FileProblem =>
    (problem = { file, line: line === 0 ? null : line, column, message });
  const blame = (sentence: string): void => {
    wrongCount++;
    if (wrong.length < MOST_WRONG) wrong.push(sentence);
  };

  const takeHeader = (text: string): FileProblem | null => {
    const names = text.split(',');
    const missing = NEEDED.find((name) => !names.includes(name));
    if (missing !== undefined) return refuse(missing, 'the header has no such column');
    columns = new Map(names.map((name, i) => [name, i]));
    width = names.length;
    return null;
  };

  const takeRow = (fields: string[], at: Map<string, number>): FileProblem | null => {
    const text = (name: Name) => fields[at.get(name) ?? -1] ?? '';
    const bad: Name[] = [];
    const number = (name: Name, whole = false): number => {
      const value = text(name) === '' ? NaN : Number(text(name));
      if (!(value >= 0) || value === Infinity || (whole && !Number.isInteger(value))) bad.push(name);
      return value;
    };
    const side = text('side');
    if (side !== 'a' && side !== 'b') return refuse('side', `"${side.slice(0, 40)}" is not a or b`);
    const [request, pass] = [number('request', true), number('pass', true)];
    if (text('phase') === 'reject') {
      const time = number('t0_s');
      if (bad[0] !== undefined) return refuse(bad[0], noNumber(text(bad[0])));
      const sum = (sums[side] ??= emptySum());
      sum.rejected++;
      sum.start = Math.min(sum.start, time);
      sum.end = Math.max(sum.end, time);
      return null;
    }
    const [first, last] = [number('first_token', true), number('last_token', true)];
    const [start, end, bytes] = [number('t0_s'), number('t1_s'), number('bytes')];
    const joules = text('joules') === '' ? null : number('joules');
    const usd = text('usd') === '' ? null : number('usd');
    if (bad[0] !== undefined) return refuse(bad[0], noNumber(text(bad[0])));
    if (last < first) return refuse('last_token', `${last} is before the first token, ${first}`);
    if (end < start) blame(`Line ${line}: the segment ends ${start - end} s before it begins.`);

    const sum = (sums[side] ??= emptySum());
    sum.segments++;
    sum.start = Math.min(sum.start, start);
    sum.end = Math.max(sum.end, end);
    sum.bytes += bytes;
    sum.joules = sum.joules === null || joules === null ? null : sum.joules + joules;
    sum.usd = sum.usd === null || usd === null ? null : sum.usd + usd;
    const tokens = last - first + 1;
    if (pass > 0) {
      sum.again += tokens;
      return null;
    }
    const tier = text('tier');
    sum.tiers.set(tier, (sum.tiers.get(tier) ?? 0) + tokens);
    const cover = sum.covers.get(request) ?? { tokens: 0, indices: 0, last: 0 };
    cover.tokens += tokens;
    cover.indices += ((first + last) * tokens) / 2;
    cover.last = Math.max(cover.last, last);
    sum.covers.set(request, cover);
    return null;
  };

  const takeLine = (raw: string): FileProblem | null => {
    line++;
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (columns === null) return takeHeader(text.replace(/^\uFEFF/, ''));
    if (text === '') return null;
    const fields = text.split(',');
    if (fields.length !== width)
      return refuse(null, `the row has ${fields.length} columns and the header ${width}`);
    return takeRow(fields, columns);
  };

  return {
    push(text) {
      if (problem) return problem;
      rest += text;
      let start = 0;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
        if (takeLine(rest.slice(start, end))) return problem;
        start = end + 1;
      }
      rest = rest.slice(start);
      return null;
    },
    end() {
      if (!problem && rest !== '') takeLine(rest);
      if (problem) return { ok: false, problem };
      const [a, b] = [sums.a, sums.b].map((sum) => (sum === undefined ? null : closeSum(sum)));
      if (!a && !b) return { ok: false, problem: refuse(null, 'there is no segment under the header') };
      for (const [side, sum] of Object.entries(sums)) {
        for (const [request, { tokens, indices, last }] of sum.covers) {
          if (tokens === last + 1 && indices === (last * (last + 1)) / 2) continue;
          blame(
            `${side.toUpperCase()}, request ${request + 1}: ${tokens} tokens are accounted for, and the last has the number ${last}.`,
          );
        }
      }
      return { ok: true, summary: { a: a ?? null, b: b ?? null, wrong, wrongCount } };
    },
  };
}

const noNumber = (text: string) => `"${text.slice(0, 40)}" is not a number that it can hold`;

function emptySum(): Sum {
  const zero = { rejected: 0, segments: 0, again: 0, bytes: 0, joules: 0, usd: 0 };
  return { ...zero, start: Infinity, end: -Infinity, tiers: new Map(), covers: new Map() };
}

function closeSum({
  rejected,
  segments,
  again,
  start,
  end,
  bytes,
  joules,
  usd,
  tiers,
  covers,
}: Sum): LedgerSide {
  let tokens = 0;
  for (const cover of covers.values()) tokens += cover.tokens;
  return {
    requests: covers.size,
    rejected,
    segments,
    tokens,
    again,
    seconds: end - start,
    bytes,
    joules,
    usd,
    tiers: [...tiers].map(([tier, held]) => ({ tier, tokens: held })).sort((p, q) => q.tokens - p.tokens),
  };
}
