import { expect, test } from 'vitest';
import { decode } from '../../scenario/codec';
import { resolve } from '../../scenario/resolve';
import { estimateReport } from '../estimate-report';
import { simulate } from '../sim/simulate';

function inputOf(ctx: number) {
  const { a } = resolve(decode(`v=1&a=sram&b=none&n=2000&ctx=${String(ctx)}`).scenario);
  if (a.kind !== 'ready') throw new Error('does not resolve');
  return a.input;
}

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
