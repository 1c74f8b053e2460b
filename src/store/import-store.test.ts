import { expect, test, vi } from 'vitest';
import type { LedgerResult } from '../worker/api';
import { kindOf } from './import-file';
import { createImportStore } from './import-store';
import type { RunState } from './run-store';
import { createScenarioStore } from './scenario-store';
import { createStore } from 'zustand/vanilla';

function start() {
  const scenarioStore = createScenarioStore();
  const openFile = vi.fn(() => Promise.resolve());
  const runStore = createStore<RunState>(() => ({ openFile }) as unknown as RunState);
  const ledgers: { tell: (done: number) => void; settle: (result: LedgerResult) => void }[] = [];
  const client = {
    readLedger: (_: File, tell: (done: number) => void) =>
      new Promise<LedgerResult>((settle) => ledgers.push({ tell, settle })),
    cancelLedger: vi.fn(),
  };
  const store = createImportStore({ scenarioStore, runStore, client });
  return { store, scenarioStore, openFile, ledgers, now: store.getState };
}

const LEDGER = 'side,request,pass,phase,pool\n';

test.each([
  ['{"timestamp": 0, "input_length": 5}\n{"timestamp": 1}', 'trace'],
  ['{ "hidden_size": 4096 }', 'json'],
  ['\uFEFF\n {\n "id": "x", "like": "h100-sxm" }', 'json'],
  ['[1]', 'json'],
  [LEDGER, 'ledger'],
  ['TIMESTAMP,ContextTokens,GeneratedTokens\n', 'trace'],
  ['', 'trace'],
])('%j is told by its content', (head, kind) => {
  expect(kindOf(head)).toBe(kind);
});

test('a pasted link, preset and JSON are shown; nonsense says what it would be', async () => {
  const { now, scenarioStore } = start();
  await now().openText('https://x.example/#v=1&ctx=9000');
  expect(scenarioStore.getState().scenario.ctx).toBe(9000);
  await now().openText('{"ctx": 9500}');
  expect(scenarioStore.getState().scenario.ctx).toBe(9500);
  expect(now().imported).toMatchObject({ kind: 'taken' });
  await now().openText('hello');
  expect(now().imported).toMatchObject({ kind: 'refused' });
  expect(scenarioStore.getState().scenario.ctx).toBe(9500);
  now().dismiss();
  expect(now().imported).toBeNull();
});

test('a table goes to the traces', async () => {
  const { now, openFile } = start();
  await now().openFile(new File(['time,input,output\n0,1,1\n'], 'scenario.json'));
  expect(openFile).toHaveBeenCalledOnce();
});

test('a ledger tells how far it is; a newer file makes the older one forgotten', async () => {
  const { now, ledgers } = start();
  const first = now().openFile(new File([LEDGER], 'ledger.csv'));
  await vi.waitFor(() => expect(ledgers).toHaveLength(1));
  ledgers[0]!.tell(0.5);
  expect(now().imported).toEqual({ kind: 'reading', name: 'ledger.csv', done: 0.5 });
  await now().openText('first-race');
  ledgers[0]!.settle({ kind: 'read', summary: { a: null, b: null, wrong: [], wrongCount: 0 } });
  await first;
  expect(now().imported).toMatchObject({ kind: 'taken' });
});

test('a document that is far too large is refused before it is read', async () => {
  const { now } = start();
  await now().openFile(new File(['{', ' '.repeat(5_000_000), '}'], 'big.json'));
  expect(now().imported).toMatchObject({ kind: 'refused', problem: { file: 'big.json' } });
});
