import { expect, test } from 'vitest';
import { decode, encode } from '../../scenario/codec';
import { DEFAULT_SCENARIO } from '../../scenario/defaults';
import { impossibleReport } from '../../scenario/impossible';
import { readJsonFile } from '../../scenario/read-file';
import { readScenario } from '../../scenario/read';
import type { LoadedTrace, RunOutcome } from '../../worker/api';
import { asPage, questionOf, resultFile } from './export-result';

const report = impossibleReport({ reason: 'no', chips: 8 }, 'simulated');
const outcome: RunOutcome = { run: 1, a: { report, snapshot: null }, b: null };

function saved(link: string) {
  const { scenario, problems } = decode(link);
  expect(problems).toEqual([]);
  const text = resultFile({
    question: { scenario, trace: null },
    link: `https://x.example/#${link}`,
    outcome,
  });
  return { scenario, text };
}

test.each([
  'v=1&n=60&ctx=9000&view=race&embed=1',
  'v=1&size=70b&moe=37b&io=100:1&a=gpu-split&b=none',
  'v=1&a=gpu-sram&b=afd&b.decode=groq-lpu-v1x64&workload=agent',
])('the result of %s opens again, on the page and without one', (link) => {
  const { scenario, text } = saved(link);
  const back = readJsonFile('tokenyard-result.json', text, DEFAULT_SCENARIO);
  if (!back.ok) throw new Error(back.problem.message);
  expect(back.problems).toEqual([]);
  expect(encode(back.scenario)).toBe(encode(asPage(scenario)));
  const read = readScenario(text);
  expect(read.problems).toEqual([]);
  expect(read.scenario && encode(read.scenario)).toBe(encode(asPage(scenario)));
});

test('it holds the reports, and what trace there was', () => {
  const trace = { number: 3, name: 'azure.csv', requests: 4 };
  const question = { scenario: DEFAULT_SCENARIO, trace: trace as LoadedTrace };
  expect(JSON.parse(resultFile({ question, link: 'x', outcome }))).toMatchObject({
    tokenyard: 1,
    link: 'x',
    trace: { name: 'azure.csv', requests: 4 },
    result: { a: { reason: 'no' }, b: null },
  });
});

test('the link of a picture is that of the question whose numbers it shows', () => {
  const of = (link: string) => ({ scenario: decode(link).scenario, trace: null });
  const [now, before] = [of('v=1&ctx=9000'), of('v=1&ctx=4000')];
  const canvas = {} as HTMLCanvasElement;
  const known = { now, run: before, frontier: { question: before } };
  const asked = (name: string, rest: Partial<Parameters<typeof questionOf>[1]> = {}, moves = false) =>
    questionOf({ name, canvas: moves ? canvas : null }, { ...known, ...rest });
  expect(asked('Latency')).toBe(now);
  expect(asked('Waterfall')).toBe(before);
  expect(asked('Token flow', {}, true)).toBe(before);
  expect(asked('Frontier')).toBe(before);
  expect(asked('Frontier', { frontier: null })).toBe(now);
  expect(asked('Waterfall', { run: null })).toBe(now);
  // Dots of the first requests stand on the same curves.
  const first = of('v=1&ctx=9000&n=200');
  expect(asked('Latency', { run: first })).toBe(first);
});
