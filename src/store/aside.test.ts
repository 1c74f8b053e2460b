import { expect, test } from 'vitest';
import type { EngineInput } from '../engine/input';
import { simulate } from '../engine/sim/simulate';
import { decode } from '../scenario/codec';
import { resolve } from '../scenario/resolve';
import type { RunJob, RunResult } from '../worker/api';
import { createTurns } from '../worker/turns';
import { ASIDE_REQUESTS, createAside } from './aside';

type Parts = Parameters<typeof createAside>[0];

const tick = () => new Promise<void>((next) => setTimeout(next, 0));

/** An engine as the worker is one: in slices, and what is asked later ends what is under way. */
function slicedEngine(fails = () => false) {
  let newest = 0;
  let [begun, ended] = [0, 0];
  const run = async (job: RunJob): Promise<RunResult> => {
    const mine = ++newest;
    begun++;
    if (fails()) return { kind: 'failed', run: job.run, message: 'made to fail' };
    for (let slice = 0; slice < 5; slice++) {
      await tick();
      if (newest === mine) continue;
      ended++;
      return { kind: 'cancelled', run: job.run };
    }
    const a = simulate(job.a as EngineInput);
    return { kind: 'done', outcome: { run: job.run, a, b: null, difference: null } };
  };
  const { run: inTurns } = createTurns(run, tick);
  return { client: { run: inTurns }, counts: () => ({ begun, ended }) };
}

const state = { trace: null, status: 'done', failure: null, idle: () => Promise.resolve() };
const atRest = { getState: () => state } as unknown as Parts['runStore'];

function inputOf(link: string): EngineInput {
  const { a } = resolve(decode(link).scenario);
  if (a.kind !== 'ready') throw new Error(`${link} does not resolve`);
  return a.input;
}

test('searches that run at once take turns, and none ends a run of another', async () => {
  const { client, counts } = slicedEngine();
  const [advice, search] = [
    createAside({ runStore: atRest, client }),
    createAside({ runStore: atRest, client }),
  ];
  const reports = await Promise.all([
    advice(inputOf('v=1&n=40&rps=0.02'), ASIDE_REQUESTS),
    advice(inputOf('v=1&n=50&rps=0.02'), ASIDE_REQUESTS),
    search(inputOf('v=1&n=60&rps=0.02'), ASIDE_REQUESTS),
  ]);
  expect(reports.map(({ requests }) => requests)).toEqual([40, 50, 60]);
  expect(counts()).toEqual({ begun: 3, ended: 0 });
});

test('one that is given up before its turn leaves it to the next, and is told at once', async () => {
  const { client, counts } = slicedEngine();
  const aside = createAside({ runStore: atRest, client });
  const first = aside(inputOf('v=1&n=40&rps=0.02'), ASIDE_REQUESTS);
  const given = aside(inputOf('v=1&n=50&rps=0.02'), ASIDE_REQUESTS, AbortSignal.abort(new Error('given up')));
  const last = aside(inputOf('v=1&n=60&rps=0.02'), ASIDE_REQUESTS);
  await expect(given).rejects.toThrow('given up');
  expect(counts().ended).toBe(0);
  expect([(await first).requests, (await last).requests]).toEqual([40, 60]);
  expect(counts()).toEqual({ begun: 2, ended: 0 });
});

test('one that is given up under way is ended by the next', async () => {
  const { client, counts } = slicedEngine();
  const aside = createAside({ runStore: atRest, client });
  const giver = new AbortController();
  const given = aside(inputOf('v=1&n=40&rps=0.02'), ASIDE_REQUESTS, giver.signal);
  const last = aside(inputOf('v=1&n=60&rps=0.02'), ASIDE_REQUESTS);
  while (counts().begun === 0) await tick();
  giver.abort(new Error('given up'));
  await expect(given).rejects.toThrow('given up');
  expect((await last).requests).toBe(60);
  expect(counts()).toEqual({ begun: 2, ended: 1 });
});

test('one whose engine fails leaves its turn, too', async () => {
  let failures = 1;
  const { client } = slicedEngine(() => failures-- > 0);
  const aside = createAside({ runStore: atRest, client });
  const failing = aside(inputOf('v=1&n=40&rps=0.02'), ASIDE_REQUESTS);
  const last = aside(inputOf('v=1&n=60&rps=0.02'), ASIDE_REQUESTS);
  await expect(failing).rejects.toThrow('made to fail');
  expect((await last).requests).toBe(60);
});

test('a run that is too short for its load is followed by one of as many requests as settle', async () => {
  const { client, counts } = slicedEngine();
  const report = await createAside({ runStore: atRest, client })(
    inputOf('v=1&n=40&rps=16&a.prefill=h100-sxmx64'),
    ASIDE_REQUESTS,
  );
  expect(report.requests).toBeGreaterThan(40);
  expect(counts().begun).toBe(2);
});
