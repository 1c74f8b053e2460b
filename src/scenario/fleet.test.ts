import { describe, expect, it, test } from 'vitest';
import { curve } from '../engine/curves';
import { estimateReport } from '../engine/estimate-report';
import { estimate } from '../engine/fast-path';
import { frontier } from '../engine/frontier';
import type { EngineInput } from '../engine/input';
import { simulate } from '../engine/sim/simulate';
import { decode } from './codec';
import { resolve } from './resolve';

/** Fleets as links state them: several pools, several models, classes of requests. */

function inputOf(link: string): EngineInput {
  const read = decode(`b=none&${link}`);
  expect(read.problems).toEqual([]);
  const { a } = resolve(read.scenario);
  if (a.kind === 'impossible') throw new Error(a.reason);
  return a.input;
}

const reasonOf = (link: string): string => {
  const { a } = resolve(decode(`b=none&${link}`).scenario);
  return a.kind === 'impossible' ? a.reason : (simulate(a.input).report.reason ?? '');
};

function steady(input: EngineInput) {
  const e = estimate(input);
  if (e.kind !== 'steady') throw new Error(e.kind);
  return e;
}

const TWO_MODELS = 'classes=interactive:60,small:40&rps=2&a.more=mixed:h200-sxmx1/llama-3.1-8b';

describe('closed form of a fleet', () => {
  it('adds up models that have pools of their own', () => {
    const both = inputOf(TWO_MODELS);
    const large = steady(inputOf('classes=interactive:1&rps=1.2'));
    const small = steady(
      inputOf('classes=small:1/llama-3.1-8b&model=llama-3.1-8b&rps=0.8&a.prefill=h200-sxmx1'),
    );
    const e = steady(both);
    expect(e.ttftSeconds).toBeCloseTo(0.6 * large.ttftSeconds + 0.4 * small.ttftSeconds, 9);
    expect(e.tpotSeconds).toBeCloseTo(0.6 * large.tpotSeconds + 0.4 * small.tpotSeconds, 9);
    expect(e.powerWatts).toBeCloseTo(large.powerWatts! + small.powerWatts!, 6);
    expect(e.outputTokensPerSecond).toBeCloseTo(large.outputTokensPerSecond + small.outputTokensPerSecond, 9);
    // The first of the two to be full is what the whole can carry.
    const most = Math.min(large.maxRequestsPerSecond / 0.6, small.maxRequestsPerSecond / 0.4);
    expect(e.maxRequestsPerSecond / most).toBeCloseTo(1, 9);
  });

  it('agrees with the run', () => {
    const input = inputOf(`${TWO_MODELS}&n=4000`);
    const { report } = simulate(input);
    const e = estimateReport(input);
    expect(e.tpot_s!.mean / report.tpot_s!.mean).toBeGreaterThan(0.9);
    expect(e.tpot_s!.mean / report.tpot_s!.mean).toBeLessThan(1.1);
    expect(e.ttft_s!.mean / report.ttft_s!.mean).toBeGreaterThan(0.75);
    expect(e.ttft_s!.mean / report.ttft_s!.mean).toBeLessThan(1.15);
    expect(e.power_w! / report.power_w!).toBeGreaterThan(0.9);
    expect(e.power_w! / report.power_w!).toBeLessThan(1.1);
  });

  it('takes classes on one pool as the mixture they are', () => {
    const input = inputOf('classes=interactive:70,batch:30&rps=2&n=4000');
    const { report } = simulate(input);
    const e = estimateReport(input);
    expect(e.tpot_s!.mean / report.tpot_s!.mean).toBeCloseTo(1, 0);
    expect(Math.abs(Math.log(e.output_tokens_per_s! / report.output_tokens_per_s!))).toBeLessThan(0.06);
    expect(e.classes).toEqual([]);
    expect(e.goodput_share).toBeNull();
  });

  it('says nothing where a rule chooses among pools', () => {
    const input = inputOf('rps=1&a.more=mixed:h200-sxmx8&a.route=least');
    expect(estimate(input).kind).toBe('unknown');
    const report = estimateReport(input);
    expect(report).toMatchObject({
      feasible: true,
      ttft_s: null,
      usd_per_million_output_tokens: null,
      energy_j: null,
    });
    expect(report.notes.join()).toContain('several pools');
    expect(curve('load', Float64Array.of(1, 2), input, null).state).toEqual(Uint8Array.of(3, 3));
    expect(frontier(input)).toEqual([]);
  });

  it('keeps curves of a mixture in its proportions', () => {
    const input = inputOf('classes=interactive:70,batch:30&rps=1');
    if (input.workload.kind !== 'synthetic') throw new Error('drawn from distributions');
    const mean = input.workload.promptTokensMean + input.workload.outputTokensMean;
    const { tpotSeconds } = curve('context', Float64Array.of(mean / 2, mean, 4 * mean), input, null);
    expect(tpotSeconds[1]).toBeCloseTo(steady(input).tpotSeconds, 9);
    expect(tpotSeconds[0]).toBeLessThan(tpotSeconds[1]!);
    expect(tpotSeconds[2]).toBeGreaterThan(tpotSeconds[1]!);
  });
});

test('ctx and io stretch all classes alike', () => {
  const of = (link: string) => {
    const { workload } = inputOf(`classes=interactive:70,long:30&${link}`);
    if (workload.kind !== 'synthetic' || workload.classes === undefined) throw new Error('no classes');
    return { ...workload, classes: workload.classes };
  };
  const usual = of('rps=1');
  expect(usual.classes.map((c) => c.promptTokensMean)).toEqual([1155, 12_035]);
  const [ctx, io] = [9000, 3];
  const { classes, promptTokensMean, outputTokensMean } = of(`ctx=${ctx}&io=${io}`);
  expect(promptTokensMean + outputTokensMean).toBeCloseTo(ctx, 6);
  expect(promptTokensMean / outputTokensMean).toBeCloseTo(io, 9);
  const whole = (c: (typeof classes)[number]) => c.promptTokensMean + c.outputTokensMean;
  const ratio = (c: (typeof classes)[number]) => c.promptTokensMean / c.outputTokensMean;
  expect(whole(classes[1]!) / whole(classes[0]!)).toBeCloseTo((12_035 + 343) / (1155 + 211), 9);
  expect(ratio(classes[1]!) / ratio(classes[0]!)).toBeCloseTo(12_035 / 343 / (1155 / 211), 6);
  // So that a curve goes through the point the scenario is at.
  const input = inputOf('classes=interactive:70,long:30&rps=1');
  const here = steady(input).tpotSeconds;
  const at = usual.promptTokensMean / usual.outputTokensMean;
  expect(curve('ratio', Float64Array.of(at), input, null).tpotSeconds[0]).toBeCloseTo(here, 12);
});

describe('what a fleet cannot do is said', () => {
  test.each([
    ['classes=small:1', 'No pool serves llama-3.1-8b, which requests of class Small model ask for.'],
    ['a.more=decode:h100-sxmx8', 'none prefills for it: add a prefill pool'],
    ['a.more=prefill:h100-sxmx8', 'none decodes for it: add a decode pool'],
    ['a=gpu-split&a.more=prefill:groq-lpu-v1x576', 'A pool that only prefills hands its KV over'],
    ['a.more=edge:groq-lpu-v1x576', 'An edge device streams the weights from its memory'],
    ['a.more=mixed:h100-sxmx1', 'Pool mixed 2:'],
    [
      'model=llama-3.1-8b&classes=interactive:9,long:1&a.prefill=rtx-4090x1&kv=bf16',
      'Requests of class Long context have up to',
    ],
  ])('%s', (link, reason) => {
    expect(reasonOf(link)).toContain(reason);
  });
});

test('an edge device with the datacentre behind it: the device first, a network round trip to the rest', () => {
  const link =
    'a=edge&model=llama-3.1-8b&ctx=1000&io=4&rps=1&n=300&a.more=mixed:h100-sxmx2&a.route=class&slo=ttft:1,tpot:0.1';
  const input = inputOf(link);
  expect(input.cluster.pools.map(({ edge, roundTripSeconds }) => [edge, roundTripSeconds])).toEqual([
    [true, undefined],
    [undefined, 0.05],
  ]);
  const { snapshot, report } = simulate(input);
  const at = Array.from(snapshot!.requests.prefillInstance);
  const away = at.flatMap((instance, i) => (instance === 0 ? [] : [i]));
  expect(away.length).toBeGreaterThan(10);
  expect(away.length).toBeLessThan(290);
  const { arrival, prefillStart } = snapshot!.requests;
  for (const i of away) expect(prefillStart[i]! - arrival[i]!).toBeGreaterThanOrEqual(0.05 - 1e-9);
  expect(report.pools.map(({ name }) => name)).toEqual(['mixed 1', 'mixed 2']);
  // Alone the device cannot keep up.
  const alone = simulate(inputOf(link.replace('&a.more=mixed:h100-sxmx2', ''))).report;
  expect(alone.saturated).toBe(true);
  expect(report.goodput_share!).toBeGreaterThan(alone.goodput_share!);
});

test('early rejection keeps the promise for those who stay', () => {
  const link = 'ctx=4096&io=7:1&n=600&rps=12&slo=ttft:1,tpot:0.05&a.route=slo';
  const all = simulate(inputOf(link)).report;
  const fewer = simulate(inputOf(`${link}&a.reject=slo`)).report;
  expect(all.rejected).toBe(0);
  expect(fewer.rejected).toBeGreaterThan(50);
  expect(fewer.completed + fewer.rejected).toBe(600);
  expect(fewer.classes[0]!.rejected).toBe(fewer.rejected);
  expect(fewer.goodput_per_s!).toBeGreaterThan(all.goodput_per_s!);
  expect(fewer.notes.join()).toContain('predicted to miss their SLO');
});
