import { expect, test } from 'vitest';
import { LEDGER_COLUMNS } from '../engine/sim/ledger-csv';
import { decode } from '../scenario/codec';
import { resolve } from '../scenario/resolve';
import { writeRunFile, type RunFileSide, type RunFileKind } from './run-file';

function sidesOf(link: string): RunFileSide[] {
  const { a, b } = resolve(decode(link).scenario);
  return [a, b].flatMap((side, i) =>
    side?.kind === 'ready' ? [{ side: i === 0 ? ('a' as const) : ('b' as const), input: side.input }] : [],
  );
}

const write = async (kind: RunFileKind, wanted = () => true) =>
  (await writeRunFile(kind, sidesOf('v=1&n=40'), wanted, () => undefined))?.text();

test('the ledger has a header and rows of both sides, as many cells each', async () => {
  const lines = (await write('ledger'))?.trimEnd().split('\n') ?? [];
  expect(lines[0]).toBe(LEDGER_COLUMNS.join(','));
  expect(new Set(lines.slice(1).map((line) => line.split(',')[0]))).toEqual(new Set(['a', 'b']));
  expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([LEDGER_COLUMNS.length]));
});

test('the trace is JSON with events of both sides', async () => {
  const { traceEvents } = JSON.parse((await write('chrome-trace')) ?? '') as {
    traceEvents: { pid: number; ph: string }[];
  };
  expect(new Set(traceEvents.map(({ pid }) => pid))).toEqual(new Set([1, 2, 3, 4]));
});

test('stops when it is no longer wanted', async () => {
  const many = sidesOf('v=1&n=20000');
  expect(
    await writeRunFile(
      'ledger',
      many,
      () => false,
      () => undefined,
    ),
  ).toBeNull();
});
