import { expect, test } from 'vitest';
import { simulate } from '../../engine/sim/simulate';
import { estimateReport } from '../../engine/estimate-report';
import { decode } from '../../scenario/codec';
import { patchScenario, patchSide } from '../../scenario/patch';
import { resolve } from '../../scenario/resolve';
import type { Scenario } from '../../scenario/scenario';
import { adviceAtHand } from '../../store/fixtures';
import { patchOf } from './fix-of';
import { waysOut, type WayOut } from './ways-out';

const advice = adviceAtHand(estimateReport, simulate);

/** As many requests as the way was tried with: a thousand may be too few for its load. */
const after = (scenario: Scenario, { fixes, tensorParallel, requests }: WayOut) => {
  const a = patchSide(scenario.a, patchOf(fixes, tensorParallel));
  const side = resolve(patchScenario(scenario, { a, ...(requests !== null && { requests }) })).a;
  if (side.kind !== 'ready') throw new Error(side.reason);
  return simulate(side.input).report;
};

test('another tensor parallelism is a way out where it takes fewer chips', async () => {
  const { scenario } = decode('v=1&ctx=20500&io=40:1&rps=3&b=none&a.prefill=h200-sxmx24&a.tp=8');
  const { ways, beyond } = (await waysOut(advice, scenario, 'a'))!;
  expect(beyond).toBeNull();
  expect(ways).toHaveLength(2);
  const [other, more] = ways as [WayOut, WayOut];
  expect([more.tensorParallel, more.fixes.length]).toEqual([null, 1]);
  expect(other.tensorParallel).not.toBeNull();
  for (const way of ways) {
    const report = after(scenario, way);
    expect(report).toMatchObject({ feasible: true, saturated: false });
    expect([way.ttft, way.tpot, way.requests]).toEqual([report.ttft_s!.mean, report.tpot_s!.mean, 1000]);
  }
  expect(after(scenario, other).chips).toBeLessThan(after(scenario, more).chips);
});

test('what the closed form thinks enough is tried in a run, and grown where its queue grows there', async () => {
  const { scenario } = decode(
    'v=1&model=deepseek-v3&rps=4&workload=agent&slo=ttft:2,tpot:0.05&turns=8&a.prefill=h200-sxmx16&a.tiers=device&b=none&a.route=kv',
  );
  const { ways } = (await waysOut(advice, scenario, 'a'))!;
  for (const way of ways) {
    const report = after(scenario, way);
    expect(way.kept).toBe(report.goodput_share);
    expect(report.saturated).toBe(way.overloaded);
  }
  expect(ways[0]!.overloaded).toBe(false);
});

test('a run that had to stay too short for its load says so', async () => {
  const short = async (link: string) =>
    (await waysOut(advice, decode(link).scenario, 'a'))!.ways.map((way) => way.short);
  expect(await short('v=1&rps=20&b=none&n=200')).not.toContain(true);
  expect(await short('v=1&ctx=700000&n=60&b=none')).toContain(true);
});

test('where no number of chips is one in any layout, it says how far the most come', async () => {
  const { scenario } = decode('v=1&b=none&a.tp=8&rps=40000');
  const found = (await waysOut(advice, scenario, 'a'))!;
  expect(found.ways).toEqual([]);
  expect(found.beyond!.requestsPerSecond).toBeLessThan(40_000);
});

test('a way that keeps less of the promise is no better for fewer chips', async () => {
  const kept = async (slo: string) =>
    (await waysOut(advice, decode(`v=1&rps=12&b=none${slo}`).scenario, 'a'))!.ways.map((way) => way.kept);
  expect(await kept('')).toEqual([null, null]);
  expect(await kept('&slo=ttft:60,tpot:1')).toEqual([1, 1]);
  const [more, ...others] = await kept('&slo=ttft:5,tpot:0.035');
  expect(more).toBeGreaterThan(0.5);
  expect(others).toEqual([]);
});

test('nothing has to be set where there is room, and nothing is known where nothing runs', async () => {
  expect(await waysOut(advice, decode('v=1').scenario, 'a')).toEqual({ first: null, beyond: null, ways: [] });
  expect(await waysOut(advice, decode('v=1&b=none').scenario, 'b')).toBeNull();
});
