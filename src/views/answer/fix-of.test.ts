import { expect, test } from 'vitest';
import { simulate } from '../../engine/sim/simulate';
import { decode } from '../../scenario/codec';
import { patchScenario, patchSide } from '../../scenario/patch';
import { resolve } from '../../scenario/resolve';
import type { Scenario } from '../../scenario/scenario';
import { poolFixes } from './fix-of';

const inputOf = (scenario: Scenario) => {
  const { a } = resolve(scenario);
  if (a.kind !== 'ready') throw new Error(a.reason);
  return a.input;
};

const LINKS = [
  'v=1&a=gpu',
  'v=1&a=gpu-split',
  'v=1&a=gpu-sram&a.more=mixed:h200-sxmx8,mixed:b200-sxmx4/llama-3.1-8b',
  'v=1&a=afd',
  'v=1&a=afd&a.spec=4:0.7:llama-3.2-1b:h100-sxmx2',
  'v=1&a=edge&a.more=mixed:h100-sxmx8&a.spec=4:0.7:llama-3.2-1b:h100-sxmx2',
];

test.each(LINKS)('each pool of the engine has its place in the scenario: %s', (link) => {
  const { scenario } = decode(link);
  const { pools } = inputOf(scenario).cluster;
  const fixes = poolFixes(scenario.a, 640);
  expect(fixes.map(({ choice }) => choice.chip)).toEqual(pools.map(({ chip }) => chip.id));
  fixes.forEach(({ patch }, at) => {
    const next = inputOf(patchScenario(scenario, { a: patchSide(scenario.a, patch) })).cluster.pools;
    expect(next.map(({ chips }) => chips)).toEqual(pools.map(({ chips }, i) => (i === at ? 640 : chips)));
  });
});

const TOO_SMALL = [
  'v=1&n=20&a.prefill=h100-sxmx1',
  'v=1&n=20&model=llama-3.1-405b&fmt=bf16',
  'v=1&n=20&model=llama-3.1-405b&fmt=bf16&a.tp=4&a.pp=2&a=gpu-split',
  'v=1&n=20&model=gpt-oss-120b&a.ep=16&a.pp=3',
  'v=1&n=20&a=gpu-sram&a.decode=groq-lpu-v1x64',
  'v=1&n=20&a=afd&a.ffn=groq-lpu-v1x64',
  'v=1&n=20&a.spec=4:0.7:llama-3.1-70b:h100-sxmx1',
  'v=1&n=20&a.more=mixed:h100-sxmx1/llama-3.1-70b&a.prefill=h100-sxmx1',
];

test.each(TOO_SMALL)('the smallest fix makes the side run: %s', (link) => {
  let { scenario } = decode(link);
  const reports = [];
  // Several pools may be too small; each refusal names one.
  for (let i = 0; i < 3; i++) {
    const report = simulate(inputOf(scenario)).report;
    reports.push(report);
    if (report.fix === null) break;
    const { pool, chips, stages } = report.fix;
    const { patch } = poolFixes(scenario.a, chips, stages)[pool]!;
    scenario = patchScenario(scenario, { a: patchSide(scenario.a, patch) });
  }
  expect(reports[0]!.feasible).toBe(false);
  expect(reports.at(-1)!.feasible).toBe(true);
});
