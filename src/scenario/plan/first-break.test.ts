import { expect, it } from 'vitest';
import { estimate } from '../../engine/fast-path';
import { DEFAULT_SCENARIO } from '../defaults';
import { readScenario } from '../read';
import { resolve } from '../resolve';
import type { Scenario } from '../scenario';
import { scenarioOn, type Family } from './family';
import { firstBreak } from './first-break';

const pair: Family = { architecture: 'gpu-split', prefill: 'h100-sxm', decode: 'h100-sxm', ffn: null };
const on = (prefill: number, decode: number) =>
  scenarioOn(DEFAULT_SCENARIO, pair, { prefill, decode, ffn: 0 });
const closedForm = (scenario: Scenario) => {
  const { a } = resolve(scenario);
  if (a.kind === 'impossible') throw new Error(a.reason);
  const found = estimate(a.input);
  if (found.kind === 'infeasible' || found.kind === 'unknown') throw new Error(found.kind);
  return found;
};
const nothing = { ttftSeconds: null, tpotSeconds: null, usdPerHour: null };

it('without a promise, a pool is full first: the one that is short', async () => {
  const few = (await firstBreak(on(2, 64), nothing))!;
  expect([few.what, few.pool]).toEqual(['full', 'prefill']);
  expect(few.load / closedForm(on(2, 64)).maxRequestsPerSecond).toBeCloseTo(1, 2);
  expect(await firstBreak(on(64, 2), nothing)).toMatchObject({ what: 'full', pool: 'decode' });
});

it('a promise breaks where the mean crosses it, before the cluster is full', async () => {
  const scenario = on(8, 8);
  const tpotSeconds = closedForm({ ...scenario, rps: 0.01 }).tpotSeconds * 1.3;
  const found = (await firstBreak(scenario, { ...nothing, tpotSeconds }))!;
  expect(found.what).toBe('tpot');
  const { maxRequestsPerSecond } = closedForm(scenario);
  expect(found.load).toBeLessThan(maxRequestsPerSecond);
  const beside = (factor: number) => closedForm({ ...scenario, rps: found.load * factor });
  expect(beside(1.02).tpotSeconds).toBeGreaterThan(tpotSeconds);
  expect(beside(0.98).tpotSeconds).toBeLessThan(tpotSeconds);
});

it('a promise about tokens is broken by the pool that writes them, whichever would be full first', async () => {
  const scenario = on(2, 8);
  expect(await firstBreak(scenario, nothing)).toMatchObject({ what: 'full', pool: 'prefill' });
  const tpotSeconds = closedForm({ ...scenario, rps: 0.01 }).tpotSeconds * 1.05;
  const tpot = await firstBreak(scenario, { ...nothing, tpotSeconds });
  expect(tpot).toMatchObject({ what: 'tpot', pool: 'decode' });
  const ttftSeconds = closedForm({ ...scenario, rps: 0.01 }).ttftSeconds * 1.3;
  const ttft = await firstBreak(scenario, { ...nothing, ttftSeconds });
  expect(ttft).toMatchObject({ what: 'ttft', pool: 'prefill' });
});

it('one pool has no other to blame', async () => {
  const scenario = scenarioOn(
    DEFAULT_SCENARIO,
    { architecture: 'gpu', prefill: null, decode: 'h100-sxm', ffn: null },
    { prefill: 0, decode: 8, ffn: 0 },
  );
  expect(await firstBreak(scenario, nothing)).toMatchObject({ what: 'full', pool: null });
});

it('of requests in flight, it says how many are too many', async () => {
  const scenario = { ...on(8, 8), conc: 8 };
  const tpotSeconds = closedForm(scenario).tpotSeconds * 1.2;
  const found = (await firstBreak(scenario, { ...nothing, tpotSeconds }))!;
  expect(found.what).toBe('tpot');
  expect(Number.isInteger(found.load)).toBe(true);
  expect(closedForm({ ...scenario, conc: found.load }).tpotSeconds).toBeGreaterThan(0.98 * tpotSeconds);
  expect(closedForm({ ...scenario, conc: found.load - 2 }).tpotSeconds).toBeLessThan(tpotSeconds);
  // A cluster that is full is full however many wait.
  expect(await firstBreak(scenario, nothing)).toBeNull();
});

it('sessions fill a cluster before the load at hand tells: more of them find less, and less room is left to keep it', async () => {
  const { scenario } = readScenario(
    'v=1&ctx=40000&io=120:1&workload=agent&turns=20&tool=0.9&gap=300&toolgap=180&sys=2000&a.prefill=mi325xx8&a.tiers=device&a.route=kv&b=none',
  );
  const found = (await firstBreak(scenario!, nothing))!;
  expect(found.what).toBe('full');
  expect(found.load).toBeLessThan(0.7 * closedForm(scenario!).maxRequestsPerSecond);
  expect(closedForm({ ...scenario!, rps: found.load * 0.98 }).kind).toBe('steady');
  expect(closedForm({ ...scenario!, rps: found.load * 1.02 }).kind).toBe('saturated');
});
