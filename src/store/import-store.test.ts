import { expect, test, vi } from 'vitest';
import type { LedgerResult } from '../worker/api';
import { encode } from '../scenario/codec';
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
  return { store, scenarioStore, runStore, openFile, ledgers, now: store.getState };
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
  ['#v=1&ctx=2048\n', 'link'],
  ['https://x.example/yard/?lang=en#v=1&ctx=2048', 'link'],
  ['\uFEFF v=1&a.tiers=device,dram', 'link'],
  ['"https://x.example/#v=1"\n', 'link'],
  ['# made by hand\ntime,input,output\n', 'trace'],
  ['#v=1\n#v=2\n', 'trace'],
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

test.each([
  ['https://example.com/some/other/page?x=1', /“https:.*x=1” holds no scenario/],
  ['https://example.com/', /“https:.*” holds no scenario/],
  [`https://example.com/${'long'.repeat(40)}?q=1`, /^“.{60}…” holds no scenario/],
  [
    'https://example.com/page#section',
    /^section .* is not a key of a scenario; .*no part of it can be used$/,
  ],
  ['https://example.com/watch?v=abc', /^v "abc" is not a format version.*no part of it can be used$/],
  ['https://x.example/#v=1&ctx=much', /^ctx "much" is not a number.*no part of it can be used$/],
  ['#', /holds no scenario/],
])('a pasted text without a scenario is refused, and nothing changes: %s', async (text, message) => {
  const { now, scenarioStore } = start();
  scenarioStore.getState().set({ ctx: 9000 });
  const before = scenarioStore.getState();
  await now().openText(text);
  expect(now().imported).toEqual({
    kind: 'refused',
    problem: {
      file: 'pasted text',
      line: null,
      column: null,
      message: expect.stringMatching(message) as string,
    },
  });
  expect(scenarioStore.getState()).toEqual(before);
  await now().openFile(new File([`${text}\n`], 'link.txt'));
  expect(scenarioStore.getState().scenario).toBe(before.scenario);
});

test.each([
  ['https://x.example/#v=1', 'v=1'],
  ['https://x.example/yard/?v=1&rps=3', 'v=1&rps=3'],
  ['https://x.example/page?x=1#v=1&rps=3', 'v=1&rps=3'],
  ['https://x.example/#v%3D1%26rps%3D3', 'v=1&rps=3'],
  ['rps=3', 'v=1&rps=3'],
  ['first-race', 'v=1'],
  ['https://x.example/#v=1&view=full', 'v=1'],
  ['#v=1&rps=3&what=5', 'v=1&rps=3'],
])('a pasted link with a scenario is shown, whatever its address: %s', async (text, link) => {
  const { now, scenarioStore } = start();
  scenarioStore.getState().set({ ctx: 9000 });
  await now().openText(text);
  expect(now().imported).toMatchObject({ kind: 'taken' });
  expect(encode(scenarioStore.getState().scenario)).toBe(link);
});

test('a file that holds a link is that link', async () => {
  const { now, scenarioStore, openFile } = start();
  await now().openFile(new File(['https://x.example/#v=1&ctx=9000\n'], 'link.txt'));
  expect(scenarioStore.getState().scenario.ctx).toBe(9000);
  expect(now().imported).toMatchObject({ kind: 'taken', said: 'The scenario of link.txt is shown.' });
  await now().openFile(new File(['"#v=1&ctx=9500&rps=fast"'], 'link.json'));
  expect(scenarioStore.getState().scenario.ctx).toBe(9500);
  expect(scenarioStore.getState().problems.map(({ key }) => key)).toEqual(['rps']);
  expect(openFile).not.toHaveBeenCalled();
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

/** A file whose text comes when it is let, or never does. */
function slowFile(name: string, content: string) {
  const file = new File([content], name);
  let settle!: (readable: boolean) => void;
  const gate = new Promise<string>((read, fail) => {
    settle = (readable) => (readable ? read(content) : fail(new DOMException('gone', 'NotReadableError')));
  });
  gate.catch(() => undefined);
  vi.spyOn(file, 'text').mockReturnValue(gate);
  return { file, settle };
}

test('an older file that is read later does not replace the scenario of a newer one', async () => {
  const { now, scenarioStore } = start();
  const slow = slowFile('old.json', '{"ctx": 9000}');
  const old = now().openFile(slow.file);
  await vi.waitFor(() => expect(slow.file.text).toHaveBeenCalled());
  await now().openFile(new File(['{"ctx": 9500}'], 'new.json'));
  slow.settle(true);
  await old;
  expect(scenarioStore.getState().scenario.ctx).toBe(9500);
  expect(now().imported).toMatchObject({ kind: 'taken', said: 'The scenario of new.json is shown.' });
});

test('what cannot be read is told: at its start, as with a folder, or on the way', async () => {
  const { now, scenarioStore } = start();
  const before = scenarioStore.getState().scenario;
  const unreadable = {
    kind: 'refused',
    problem: { message: expect.stringMatching(/^cannot be read/) as string },
  };
  const folder = new File([], 'folder');
  const rejects = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  vi.spyOn(folder, 'slice').mockReturnValue({ text: rejects } as unknown as Blob);
  await now().openFile(folder);
  expect(now().imported).toMatchObject(unreadable);
  const moved = slowFile('moved.json', '{"ctx": 9000}');
  moved.settle(false);
  await now().openFile(moved.file);
  expect(now().imported).toMatchObject(unreadable);
  expect(scenarioStore.getState().scenario).toBe(before);
});

test('of several files the first is read, and that the others are not is said', async () => {
  const { now, scenarioStore } = start();
  const file = (name: string, ctx: number) => new File([`{"ctx": ${String(ctx)}}`], name);
  await now().openFiles([file('one.json', 9000)]);
  expect(scenarioStore.getState().problems).toEqual([]);
  await now().openFiles([file('one.json', 9100), file('two.json', 9200), file('three.json', 9300)]);
  expect(scenarioStore.getState().scenario.ctx).toBe(9100);
  expect(scenarioStore.getState().problems.map(({ message }) => message)).toEqual([
    'Of these 3 files only one.json was looked at: they are opened one at a time.',
  ]);
  await now().openFiles([]);
  expect(now().imported).toMatchObject({ kind: 'taken' });
});

test('what was said of the last file goes with the next one', async () => {
  const { now, scenarioStore, runStore } = start();
  const csv = new File(['TIMESTAMP,ContextTokens,GeneratedTokens\n'], 'one.csv');
  await now().openFiles([csv, csv]);
  runStore.setState({ fileProblem: { file: 'one.csv', line: 1, column: null, message: 'is empty' } });
  expect(scenarioStore.getState().problems).toHaveLength(1);
  await now().openFile(new File(['TIMESTAMP,ContextTokens,GeneratedTokens\n'], 'two.csv'));
  expect(scenarioStore.getState().problems).toEqual([]);
  expect(runStore.getState().fileProblem).toBeNull();
});

test('a reader that cannot be fetched is told', async () => {
  vi.doMock('./import-file', () => Promise.reject(new Error('offline')));
  const { now } = start();
  await now().openFile(new File(['{"ctx": 9000}'], 'one.json'));
  expect(now().imported).toMatchObject({ kind: 'refused', problem: { file: 'one.json' } });
  vi.doUnmock('./import-file');
});

test('a document that is far too large is refused before it is read', async () => {
  const { now } = start();
  await now().openFile(new File(['{', ' '.repeat(5_000_000), '}'], 'big.json'));
  expect(now().imported).toMatchObject({ kind: 'refused', problem: { file: 'big.json' } });
});
