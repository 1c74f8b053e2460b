import { expect, test } from 'vitest';
import { estimateReport } from '../engine/estimate-report';
import { simulate } from '../engine/sim/simulate';
import { decode } from '../scenario/codec';
import { resolve } from '../scenario/resolve';
import type { Scenario } from '../scenario/scenario';
import { ROOM, smallest } from './advice';
import { adviceAtHand } from './fixtures';

const advice = adviceAtHand(estimateReport, simulate);

async function remedyOf(scenario: Scenario, id: 'a' | 'b') {
  const found = await advice.keepUp(scenario, id);
  if (!found?.pools) throw new Error('no number of chips is known to do');
  return found;
}

function saturated(link: string, id: 'a' | 'b', more = 1): boolean {
  const { scenario } = decode(link);
  const side = resolve({ ...scenario, rps: scenario.rps * more })[id];
  if (side?.kind !== 'ready') throw new Error(`${link} does not resolve`);
  return estimateReport(side.input).saturated;
}

test('one pool: the smallest count that keeps up with a tenth to spare', async () => {
  const link = 'v=1&rps=20';
  expect(saturated(link, 'a')).toBe(true);
  const remedy = await remedyOf(decode(link).scenario, 'a');
  expect(remedy.first).toBeNull();
  expect(Object.keys(remedy.pools)).toEqual(['decode']);
  const count = remedy.pools.decode!.count;
  expect(saturated(`${link}&a.prefill=h100-sxmx${String(count)}`, 'a', ROOM)).toBe(false);
  expect(saturated(`${link}&a.prefill=h100-sxmx${String(count - 1)}`, 'a', ROOM)).toBe(true);
});

test('two pools: the one that is full first is named, and both together are enough', async () => {
  const link = 'v=1&rps=200';
  const remedy = await remedyOf(decode(link).scenario, 'b');
  expect(['prefill', 'decode']).toContain(remedy.first);
  const parts = Object.entries(remedy.pools).map(
    ([key, { chip, count }]) => `b.${key}=${chip}x${String(count)}`,
  );
  expect(parts.length).toBeGreaterThan(0);
  expect(saturated([link, ...parts].join('&'), 'b', ROOM)).toBe(false);
});

test('where no number does, what the most would finish is said, and that SRAM chips are one machine', async () => {
  const gpus = await advice.keepUp(decode('v=1&rps=100000').scenario, 'a');
  expect(gpus).toMatchObject({ pools: null, oneMachine: false });
  expect(gpus?.pools === null && gpus.requestsPerSecond).toBeGreaterThan(1000);
  expect(gpus?.pools === null && gpus.requestsPerSecond).toBeLessThan(100_000);
  const lpus = await advice.keepUp(decode('v=1&rps=2000&b=sram').scenario, 'b');
  expect(lpus).toMatchObject({ pools: null, oneMachine: true });
});

test('a side that keeps up, or that is not there, needs nothing', async () => {
  expect(await advice.keepUp(decode('v=1').scenario, 'a')).toMatchObject({ first: null, pools: {} });
  expect(await advice.keepUp(decode('v=1&b=none&rps=500').scenario, 'b')).toBeNull();
});

test('the least number that is enough', async () => {
  for (const least of [1, 2, 7, 64, 99_999]) {
    expect(await smallest(1, 100_000, (n) => Promise.resolve(n >= least))).toBe(least);
  }
  expect(await smallest(5, 100, (n) => Promise.resolve(n >= 3))).toBe(5);
  expect(await smallest(1, 100, () => Promise.resolve(false))).toBeNull();
});
