import { expect, test } from 'vitest';
import type { TraceWorkload } from '../engine/input';
import { decode } from '../scenario/codec';
import { resolve } from '../scenario/resolve';
import type { JobInput } from './api';
import { withTrace } from './closed-form';

const workload: TraceWorkload = {
  kind: 'trace',
  name: 'two.csv',
  arrivalSeconds: new Float64Array([0, 1]),
  promptTokens: new Int32Array([10, 20]),
  outputTokens: new Int32Array([1, 2]),
};

function inputOf(link: string): JobInput {
  const { a } = resolve(decode(link).scenario);
  if (a.kind !== 'ready') throw new Error(a.reason);
  return a.input;
}

const onTrace = (trace: number): JobInput => ({ ...inputOf(''), workload: { kind: 'loaded', trace } });

test('a trace stands in the place of its number, and of no other', () => {
  const job = onTrace(2);
  expect(withTrace(job, { number: 2, workload })).toEqual({ ...job, workload });
  expect(() => withTrace(job, { number: 3, workload })).toThrow('no longer loaded');
  expect(() => withTrace(job, null)).toThrow('no longer loaded');
});

test('what was drawn needs no trace', () => {
  const job = inputOf('n=60');
  expect(withTrace(job, null)).toEqual(job);
});
