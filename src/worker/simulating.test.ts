import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { EngineInput } from '../engine/input';
import type { SideOutcome } from '../engine/result';
import { DEFAULT_SCENARIO } from '../scenario/defaults';
import { resolve } from '../scenario/resolve';
import type { Second } from './second';
import { createSimulating } from './simulating';

beforeAll(() => vi.stubGlobal('navigator', { onLine: true }));
afterAll(() => vi.unstubAllGlobals());

function inputs(requests = 40): { a: EngineInput; b: EngineInput } {
  const { a, b } = resolve({ ...DEFAULT_SCENARIO, requests });
  if (a.kind !== 'ready' || b?.kind !== 'ready')
    throw new Error('the default scenario must run on both sides');
  return { a: a.input, b: b.input };
}

/** An engine for B that answers with `answer`, and remembers what it was asked. */
async function withSecond(answer: () => Promise<SideOutcome | null>) {
  const asked: string[] = [];
  const told: number[] = [];
  const second: Second = {
    run(run) {
      asked.push(`run ${run}`);
      return run === 0 ? Promise.resolve(null) : answer();
    },
    stop: () => void asked.push('stop'),
  };
  const simulating = createSimulating(
    (_, done) => told.push(done),
    () => second,
  );
  await simulating.share(inputs().b);
  asked.length = 0;
  return { simulating, asked, told };
}

const alone = createSimulating(() => undefined);

test('B comes from the second engine, and is what it would have been', async () => {
  const { a, b } = inputs();
  const here = (await alone.run(1, a, b))!;
  const { simulating, asked } = await withSecond(() => Promise.resolve(here.b));
  const both = (await simulating.run(1, a, b))!;
  expect(asked).toEqual(['run 1']);
  expect(both.b).toBe(here.b);
  expect(both.difference).toEqual(here.difference);
  expect(both.a.report.hash).toBe(here.a.report.hash);
});

test('where it gives nothing B follows A', async () => {
  const { a, b } = inputs();
  const { simulating } = await withSecond(() => Promise.resolve(null));
  const both = (await simulating.run(1, a, b))!;
  expect(both.b?.report.hash).toBe((await alone.run(1, a, b))!.b?.report.hash);
});

test('one side alone, a failure of A and a stop end what it is at; a rehearsal does not ask it', async () => {
  const { a, b } = inputs();
  const { simulating, asked } = await withSecond(() => new Promise(() => undefined));
  await simulating.run(1, a, null);
  expect(asked.splice(0)).toEqual(['stop']);
  const broken = { ...a, workload: { ...a.workload, kind: 'none' } } as unknown as EngineInput;
  await expect(simulating.run(2, broken, b)).rejects.toThrow();
  expect(asked.splice(0)).toEqual(['run 2', 'stop']);
  await simulating.rehearse(a, b);
  expect(asked).toEqual([]);
  const late = simulating.run(3, a, b);
  simulating.stop();
  expect(await late).toBeNull();
  expect(asked).toEqual(['run 3', 'stop']);
});

test('it rehearses until a run takes long, or it is dead', async () => {
  const { b } = inputs();
  const outcome = (await alone.run(1, b, null))!.a;
  let runs = 0;
  const rehearsing = (answer: () => Promise<SideOutcome | null>) => {
    runs = 0;
    const run = () => (runs++, answer());
    return createSimulating(
      () => undefined,
      () => ({ run, stop: () => undefined }),
    ).share(b);
  };
  await rehearsing(() => Promise.resolve(outcome));
  expect(runs).toBeGreaterThan(5);
  await rehearsing(() => new Promise((done) => setTimeout(() => done(outcome), 150)));
  expect(runs).toBe(1);
  await rehearsing(() => Promise.resolve(null));
  expect(runs).toBe(1);
});
