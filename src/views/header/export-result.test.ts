import { expect, test } from 'vitest';
import { decode, encode } from '../../scenario/codec';
import { DEFAULT_SCENARIO } from '../../scenario/defaults';
import { impossibleReport } from '../../scenario/impossible';
import { readJsonFile } from '../../scenario/read-file';
import { readScenario } from '../../scenario/read';
import type { LoadedTrace, RunOutcome } from '../../worker/api';
import { asPage, resultFile } from './export-result';

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
