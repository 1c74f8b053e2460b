import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { estimateReport } from '../../engine/estimate-report';
import { decode } from '../../scenario/codec';
import { patchScenario, patchSide } from '../../scenario/patch';
import { resolve } from '../../scenario/resolve';
import type { Scenario } from '../../scenario/scenario';
import { createAdvice } from '../../store/advice';
import type { RunState } from '../../store/run-store';
import { patchOf } from './fix-of';
import { waysOut, type WayOut } from './ways-out';

const advice = createAdvice({
  runStore: createStore<RunState>(() => ({ trace: null }) as RunState),
  client: { estimate: (input) => Promise.resolve({ a: estimateReport(input as never), b: null }) },
});

const after = (scenario: Scenario, { fixes, tensorParallel }: WayOut) => {
  const a = patchSide(scenario.a, patchOf(fixes, tensorParallel));
  const side = resolve(patchScenario(scenario, { a })).a;
  if (side.kind !== 'ready') throw new Error(side.reason);
  return estimateReport(side.input);
};

test('another tensor parallelism is a way out where it takes fewer chips', async () => {
  const { scenario } = decode('v=1&ctx=20500&io=40:1&rps=3&b=none&a.prefill=h200-sxmx24&a.tp=8');
  const { ways, beyond } = (await waysOut(advice, scenario, 'a'))!;
  expect(beyond).toBeNull();
  expect(ways).toHaveLength(2);
  const [more, other] = ways as [WayOut, WayOut];
  expect([more.tensorParallel, more.fixes.length]).toEqual([null, 1]);
  expect(other.tensorParallel).not.toBeNull();
  for (const way of ways) {
    const report = after(scenario, way);
    expect(report).toMatchObject({ feasible: true, saturated: false });
    expect([way.ttft, way.tpot]).toEqual([report.ttft_s!.mean, report.tpot_s!.mean]);
  }
  expect(after(scenario, other).chips).toBeLessThan(after(scenario, more).chips);
});

test('where no number of chips is one in any layout, it says how far the most come', async () => {
  const { scenario } = decode('v=1&b=none&a.tp=8&rps=40000');
  const found = (await waysOut(advice, scenario, 'a'))!;
  expect(found.ways).toEqual([]);
  expect(found.beyond!.requestsPerSecond).toBeLessThan(40_000);
});

test('a way whose means are more than was promised says so, and is no better for fewer chips', async () => {
  const misses = async (slo: string) =>
    (await waysOut(advice, decode(`v=1&rps=12&b=none&slo=${slo}`).scenario, 'a'))!.ways.map(
      (way) => way.misses,
    );
  expect(await misses('ttft:5,tpot:0.2')).toEqual([[], []]);
  expect(await misses('ttft:5,tpot:0.03')).toEqual([[]]);
  expect(await misses('ttft:0.01')).toEqual([['TTFT'], ['TTFT']]);
  expect(await misses('ttft:0.01,tpot:0.03')).toEqual([['TTFT']]);
});

test('nothing has to be set where there is room, and nothing is known where nothing runs', async () => {
  expect(await waysOut(advice, decode('v=1').scenario, 'a')).toEqual({ first: null, beyond: null, ways: [] });
  expect(await waysOut(advice, decode('v=1&b=none').scenario, 'b')).toBeNull();
});
