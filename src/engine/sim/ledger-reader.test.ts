import { expect, test } from 'vitest';
import { decode } from '../../scenario/codec';
import { resolve } from '../../scenario/resolve';
import { writeRunFile } from '../../worker/run-file';
import { createLedgerReader } from './ledger-reader';
import { simulate } from './simulate';

const { a, b } = resolve(decode('n=50&rps=3&model=llama-3.1-8b').scenario);
if (a.kind !== 'ready' || b?.kind !== 'ready') throw new Error('a side cannot run');
const sides = [
  { side: 'a' as const, input: a.input },
  { side: 'b' as const, input: b.input },
];
const blob = await writeRunFile(
  'ledger',
  sides,
  () => true,
  () => undefined,
);
const csv = await blob!.text();

function read(text: string, piece = 1000) {
  const reader = createLedgerReader('ledger.csv');
  for (let at = 0; at < text.length; at += piece) reader.push(text.slice(at, at + piece));
  return reader.end();
}

function summaryOf(text: string, piece?: number) {
  const result = read(text, piece);
  if (!result.ok) throw new Error(result.problem.message);
  return result.summary;
}

test('our own ledger adds up to the report of its run, whatever the pieces', () => {
  const summary = summaryOf(csv);
  expect(summary.wrong).toEqual([]);
  for (const { side, input } of sides) {
    const { report, snapshot } = simulate(input);
    const { promptTokens, outputTokens } = snapshot!.requests;
    const tokens = [...promptTokens, ...outputTokens].reduce((sum, n) => sum + n, 0);
    expect(summary[side]).toMatchObject({ requests: report.completed, tokens, again: 0 });
    expect(summary[side]!.tiers.reduce((sum, tier) => sum + tier.tokens, 0)).toBe(tokens);
  }
  expect(summaryOf(csv, 7)).toEqual(summary);
  expect(summaryOf(csv.replaceAll('\n', '\r\n'))).toEqual(summary);
});

const lines = csv.split('\n');

test('a lost, doubled or shifted segment is found and named', () => {
  for (const edited of [
    [...lines.slice(0, 5), ...lines.slice(6)],
    [...lines.slice(0, 6), ...lines.slice(5)],
    lines.map((line, i) => (i === 5 ? line.replace(/^((?:[^,]*,){7})(\d+),(\d+)/, '$19,$3') : line)),
  ]) {
    const summary = summaryOf(edited.join('\n'));
    expect(summary.wrongCount).toBe(1);
    expect(summary.wrong[0]).toMatch(/^A, request \d+: \d+ tokens are accounted for/);
  }
});

test.each([
  [4, (line: string) => line.replace(/^a/, 'c'), 'side', 'is not a or b'],
  [7, (line: string) => line.replace(/^a,\d+/, 'a,many'), 'request', '"many" is not a number'],
  [7, (line: string) => `${line},1`, null, 'the row has 18 columns and the header 17'],
  [1, (line: string) => line.replace('joules', 'calories'), 'joules', 'the header has no such column'],
])('line %i broken: refused with line and column', (at, change, column, message) => {
  const text = lines.map((line, i) => (i === at - 1 ? change(line) : line)).join('\n');
  expect(read(text)).toMatchObject({
    ok: false,
    problem: { line: at, column, message: expect.stringContaining(message) as string },
  });
});

test('a header alone is no ledger', () => {
  expect(read(lines[0]!)).toMatchObject({ ok: false });
});

test('requests that were turned away have a line and no tokens', async () => {
  const link = 'b=none&n=60&rps=40&a.prefill=h100-sxmx2&slo=ttft:0.5&a.reject=slo';
  const side = resolve(decode(link).scenario).a;
  if (side.kind !== 'ready') throw new Error('the side cannot run');
  const { report } = simulate(side.input);
  expect(report.rejected).toBeGreaterThan(0);
  const written = await writeRunFile(
    'ledger',
    [{ side: 'a', input: side.input }],
    () => true,
    () => undefined,
  );
  const summary = summaryOf(await written!.text());
  expect(summary.a).toMatchObject({ requests: report.completed, rejected: report.rejected });
  expect(summary.wrong).toEqual([]);
});
