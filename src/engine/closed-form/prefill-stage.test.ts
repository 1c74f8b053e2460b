import { expect, test } from 'vitest';
import { decode } from '../../scenario/codec';
import { resolve } from '../../scenario/resolve';
import { estimateReport } from '../estimate-report';
import { estimate } from '../fast-path';
import type { EngineInput, SyntheticWorkload } from '../input';
import { simulate } from '../sim/simulate';

function inputAt(link: string): EngineInput {
  const { a } = resolve(decode(`v=1&b=none&${link}`).scenario);
  if (a.kind !== 'ready') throw new Error('does not resolve');
  return a.input;
}

const inputOf = (ctx: number) => inputAt(`a=sram&n=2000&ctx=${String(ctx)}`);

test('a first token through an SRAM pipeline does not jump with the size of last chunks', () => {
  const times = Array.from(
    { length: 40 },
    (_, i) => estimateReport(inputOf(Math.round(1000 * 1.03 ** i))).ttft_s!.mean,
  );
  times.slice(1).forEach((time, i) => {
    expect(time / times[i]!).toBeGreaterThan(0.95);
    expect(time / times[i]!).toBeLessThan(1.05);
  });
});

test.each([1246, 1280, 1429, 2615, 6000])('and is what a run finds, at %d tokens', (ctx) => {
  const input = inputOf(ctx);
  const run = simulate(input).report.ttft_s!.mean;
  expect(estimateReport(input).ttft_s!.mean / run).toBeGreaterThan(0.9);
  expect(estimateReport(input).ttft_s!.mean / run).toBeLessThan(1.1);
});

/** GPUs whose prompts of up to 512 tokens are replayed from graphs, while more are launched kernel by kernel. */
function launching(link: string, work: Partial<SyntheticWorkload>): EngineInput {
  const input = inputAt(`${link}&workload=fixed&n=5000`);
  if (input.workload.kind !== 'synthetic') throw new Error(input.workload.kind);
  return { ...input, workload: { ...input.workload, outputTokensMean: 20, outputTokensCv: 0, ...work } };
}

function capacityOf(input: EngineInput): number {
  const e = estimate(input);
  if (e.kind !== 'steady') throw new Error(e.kind);
  return e.maxRequestsPerSecond;
}

const SIDES = ['a=gpu-split', 'a=gpu-sram', 'a=gpu-split&model=llama-3.1-8b'];

test.each(SIDES)('first tokens of prompts around the limit of graphs are what runs find: %s', (link) => {
  for (const promptTokensCv of [0, 1]) {
    for (const promptTokensMean of [100, 267, 400, 512, 700, 2000]) {
      const lengths = { promptTokensMean, promptTokensCv };
      const most = capacityOf(launching(link, { ...lengths, requestsPerSecond: 1e-9 }));
      for (const load of [0.1, 0.3, 0.5, 0.7]) {
        const input = launching(link, { ...lengths, requestsPerSecond: load * most });
        const ratio = estimateReport(input).ttft_s!.mean / simulate(input).report.ttft_s!.mean;
        const what = `${String(promptTokensMean)} tokens, CV ${String(promptTokensCv)}, load ${String(load)}`;
        expect(ratio, what).toBeGreaterThan(0.9);
        expect(ratio, what).toBeLessThan(1.15);
      }
    }
  }
});

test.each(SIDES)('and grow with the load, also of gaps that are even or in bursts: %s', (link) => {
  for (const gapCv of [0, 0.5, 1, 3]) {
    for (const promptTokensMean of [60, 267, 500, 700]) {
      const at = (requestsPerSecond: number) =>
        launching(link, { promptTokensMean, gapCv, requestsPerSecond });
      const most = capacityOf(at(1e-9));
      let before = 0;
      for (let load = 0.01; load < 0.95; load += 0.01) {
        const ttft = estimateReport(at(load * most)).ttft_s?.mean ?? Infinity;
        expect(ttft).toBeGreaterThanOrEqual(before * (1 - 1e-9));
        if (gapCv === 1 && load < 0.7) expect(ttft).toBeLessThan(0.2);
        before = ttft;
      }
    }
  }
});

test('nor do they jump with the mean of lengths that vary', () => {
  const at = (promptTokensMean: number) =>
    launching('a=gpu-split&a.tp=8', { promptTokensMean, promptTokensCv: 1, requestsPerSecond: 20 });
  let before = estimateReport(at(100)).ttft_s!.mean;
  for (let tokens = 101; tokens < 800; tokens++) {
    const ttft = estimateReport(at(tokens)).ttft_s!.mean;
    expect(Math.abs(ttft / before - 1)).toBeLessThan(0.02);
    before = ttft;
  }
});

test('users of short prompts come to the rate that a run finds', () => {
  for (const users of [1, 8, 32, 128]) {
    const input = inputAt(`a=gpu-split&n=3000&ctx=307&conc=${String(users)}`);
    const run = simulate(input).report.output_tokens_per_s!;
    expect(Math.abs(estimateReport(input).output_tokens_per_s! / run - 1)).toBeLessThan(0.05);
  }
});

test.each([
  ['a prefill pool', 'a=gpu-split&rps=1', 0.9],
  ['a prefill pool of long prompts', 'a=gpu-split&rps=0.5&ctx=16384', 0.86],
  ['one pool', 'rps=1', 0.85],
  ['lengths that the context cuts', 'a=gpu-split&rps=0.07&ctx=65536&io=30:1', 0.9],
])('chunks beyond the token budget, of %s: first tokens are near a long run’s', (_, link, least) => {
  const runs = [11, 12, 13].map((seed) => simulate(inputAt(`${link}&n=20000&seed=${String(seed)}`)).report);
  const mean = runs.reduce((sum, { ttft_s: ttft }) => sum + ttft!.mean / runs.length, 0);
  const found = estimate(inputAt(link));
  if (found.kind !== 'steady') throw new Error(found.kind);
  expect(found.ttftSeconds / mean).toBeGreaterThan(least);
  expect(found.ttftSeconds / mean).toBeLessThan(1.05);
});
