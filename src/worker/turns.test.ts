import { expect, test } from 'vitest';
import { DEFAULT_SCENARIO } from '../scenario/defaults';
import { resolve } from '../scenario/resolve';
import type { RunJob, RunResult } from './api';
import { createTurns } from './turns';

const { a } = resolve(DEFAULT_SCENARIO);
if (a.kind !== 'ready') throw new Error('the default side A cannot be run');
const { input } = a;

/** Runs end, and messages are read, when the test says so. */
function start() {
  const begun = new Map<number, (kind: 'failed' | 'cancelled') => void>();
  const told: string[] = [];
  let read: () => void = () => undefined;
  const simulate = (job: RunJob) =>
    new Promise<RunResult>((end) => {
      begun.set(job.run, (kind) => end({ kind, run: job.run, message: '' }));
    });
  const turns = createTurns(simulate, () => new Promise((done) => (read = done)));
  const settled = () => new Promise((done) => setTimeout(done, 0));
  return {
    turns,
    told,
    begun,
    ask(run: number, waits: boolean) {
      void turns.run({ run, waits, a: input, b: null }).then(({ kind }) => told.push(`${kind} ${run}`));
    },
    async end(run: number, kind: 'failed' | 'cancelled' = 'failed') {
      begun.get(run)?.(kind);
      await settled();
    },
    async read() {
      read();
      await settled();
    },
  };
}

test('of those that wait the newest is run, and the others are told', async () => {
  const { ask, end, read, begun, told } = start();
  for (const run of [1, 2, 3]) ask(run, true);
  await end(1);
  expect(told).toEqual(['superseded 2', 'failed 1']);
  // One more that was sent while the first was simulated, and is read only now.
  ask(4, true);
  await read();
  expect([...begun.keys()]).toEqual([1, 4]);
  await end(4);
  await read();
  expect(told).toEqual(['superseded 2', 'failed 1', 'superseded 3', 'failed 4']);
  ask(5, true);
  expect(begun.has(5)).toBe(true);
});

test('a run that does not wait is begun at once, and what waits comes after it', async () => {
  const { ask, end, read, begun, told } = start();
  ask(1, true);
  ask(2, true);
  ask(3, false);
  expect([...begun.keys()]).toEqual([1, 3]);
  await end(1, 'cancelled');
  await read();
  expect(begun.has(2)).toBe(false);
  await end(3);
  await read();
  expect(begun.has(2)).toBe(true);
  expect(told).toEqual(['cancelled 1', 'failed 3']);
});

test('a cancel gives up what waits', async () => {
  const { turns, ask, end, read, begun, told } = start();
  ask(1, true);
  ask(2, true);
  turns.cancel();
  await end(1, 'cancelled');
  await read();
  expect([...begun.keys()]).toEqual([1]);
  expect(told).toEqual(['cancelled 2', 'cancelled 1']);
});
