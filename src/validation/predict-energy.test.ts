import { expect, it } from 'vitest';
import { configurationOf } from './configuration';
import { NO_EXTRAS } from './extra-catalog';
import { readMeasured } from './measured-row';
import { poissonMedian, steadyLoad, steadyWork } from './predict-energy';

const HEADER = 'group,system,hardware,tp,model,precision,mode,output_len,batch_or_concurrency,metric,value';

function seconds(batch: number, output: number, task = 'lm-arena-chat'): number {
  const line = `F,vllm,H100-SXM-80GB,1,llama-3.1-8b,bf16,"saturated closed loop, task ${task}",${output},${batch},tok_s_total,1`;
  const read = readMeasured(`${HEADER}\n${line}`);
  if (!read.ok) throw new Error(read.why);
  const c = configurationOf(read.rows[0]!, NO_EXTRAS);
  const load = steadyLoad(read.rows[0]!);
  if (!c.ok || !load.ok) throw new Error('no configuration');
  return steadyWork(c.configuration, load).seconds;
}

it('as many prompts a step as answers end in it, more than one where batches exceed answers', () => {
  const steps = [256, 384, 511, 512, 513, 768, 1024].map((batch) => seconds(batch, 512));
  steps.slice(1).forEach((step, i) => expect(step).toBeGreaterThan(steps[i]!));
  // Nothing jumps where a second prompt begins to ride along.
  expect(steps[4]! / steps[2]!).toBeLessThan(1.02);
  // The same batch with answers half as long has twice the prompts in a step, though less to read.
  expect(seconds(1024, 256)).toBeGreaterThan(seconds(1024, 512));
});

it('code to fill in has longer prompts', () => {
  expect(seconds(256, 256, 'sourcegraph-fim')).toBeGreaterThan(1.2 * seconds(256, 256));
});

it('the median step has no prompt where more than half of the steps have none', () => {
  expect([0, 0.5, 0.69, 0.7, 1, 1.67, 1.69, 5, 30].map(poissonMedian)).toEqual([0, 0, 0, 1, 1, 1, 2, 5, 30]);
});
