import { expect, test } from 'vitest';
import { estimateReport } from '../../engine/estimate-report';
import { simulate } from '../../engine/sim/simulate';
import { decode } from '../../scenario/codec';
import { patchScenario } from '../../scenario/patch';
import { resolve } from '../../scenario/resolve';
import type { Scenario } from '../../scenario/scenario';
import { adviceAtHand } from '../../store/fixtures';
import { architectureFor, changeOf, takenBack } from './change-of';

const advice = adviceAtHand(estimateReport, simulate);
const fits = (scenario: Scenario, id: 'a' | 'b') => {
  const side = resolve(scenario)[id];
  return side?.kind === 'ready' && estimateReport(side.input).feasible;
};

test.each([
  ['v=1&a.tp=16', 'a', 'Use parallelism auto in A'],
  ['v=1&b.tp=16', 'b', 'Use parallelism auto in B'],
  ['v=1&a=gpu-split&a.tp=32', 'a', 'Use parallelism auto in A'],
  ['v=1&a.pp=64&model=llama-3.2-1b', 'a', 'Use 1 pipeline stage in A'],
  ['v=1&a.ep=4', 'a', 'Use 1 expert rank in A'],
  ['v=1&ctx=850000&b=none', 'a', 'Use KV format int4'],
  ['v=1&ctx=850000&b=none&kv=bf16', 'a', 'Use KV format int4'],
  ['v=1&ctx=500000&b=none&kv=bf16', 'a', 'Use KV format fp8'],
  ['v=1&ctx=1080000&b=none', 'a', 'Use KV format int4'],
  ['v=1&ctx=4m&b=none', 'a', 'Shorten the context to 700k tokens'],
] as const)('%s: one field set otherwise makes side %s fit: %s', async (link, id, words) => {
  const { scenario } = decode(link);
  expect(fits(scenario, id)).toBe(false);
  const change = (await changeOf(advice, scenario, id))!;
  expect(change.words).toBe(words);
  expect(fits(patchScenario(scenario, change.patch), id)).toBe(true);
});

test('a context a step longer than the offered one does not fit', async () => {
  const { scenario } = decode('v=1&ctx=4m&b=none');
  const { ctx = 0 } = (await changeOf(advice, scenario, 'a'))!.patch;
  expect(fits(patchScenario(scenario, { ctx }), 'a')).toBe(true);
  expect(fits(patchScenario(scenario, { ctx: ctx + 10_000 }), 'a')).toBe(false);
});

test('what no one field mends is offered no change', async () => {
  expect(await changeOf(advice, decode('v=1&ctx=4m&size=2t').scenario, 'a')).toBeNull();
});

test('a change that makes it fit and drown says so', async () => {
  const { scenario } = decode('v=1&a.tp=16&rps=100000');
  expect(await changeOf(advice, scenario, 'a')).toMatchObject({ overloaded: true, ofSide: true });
});

test.each([
  ['v=1&a.prefill=groq-lpu-v1x576', 'a', 'Make A SRAM'],
  ['v=1&b=sram&b.decode=h100-sxmx8', 'b', 'Make B GPU'],
  ['v=1&b=gpu-split&b.decode=groq-lpu-v1x576', 'b', 'Make B GPU + SRAM'],
  ['v=1&b.decode=h100-sxmx8', 'b', 'Make B GPU + GPU'],
] as const)(
  '%s: chips of the other kind have an architecture of their own: %s, %s',
  async (link, id, words) => {
    const { scenario } = decode(link);
    expect(await advice.estimate(scenario, id)).toBeNull();
    const change = (await architectureFor(advice, scenario, id))!;
    expect(change.words).toBe(words);
    expect(fits(patchScenario(scenario, change.patch), id)).toBe(true);
  },
);

test('one device is offered no pipeline, which nobody could set', async () => {
  const report = await advice.estimate(decode('v=1&a=edge&model=kimi-k2&b=none').scenario, 'a');
  expect(report).toMatchObject({ feasible: false, fix: null });
  expect(report!.reason).not.toContain('stages');
});

test.each([
  ['v=1&turns=4&conc=8', 'Take Concurrency back'],
  ['v=1&sys=2000&conc=8', 'Take Concurrency back'],
  ['v=1&slo=ttft:1&a.reject=slo&conc=8', 'Take Concurrency back'],
  ['v=1&turns=9&io=1:1', 'Take the sessions back'],
])('%s: %s', async (link, words) => {
  const { scenario } = decode(link);
  expect(resolve(scenario).a.kind).toBe('impossible');
  const change = (await takenBack(advice, scenario, 'a'))!;
  expect(change.words).toBe(words);
  expect(resolve(patchScenario(scenario, change.patch)).a.kind).toBe('ready');
});

test('where it is the chips that cannot be, nothing is taken back', async () => {
  const { scenario } = decode('v=1&a.prefill=groq-lpu-v1x576&conc=8');
  expect(await takenBack(advice, scenario, 'a')).toBeNull();
});
