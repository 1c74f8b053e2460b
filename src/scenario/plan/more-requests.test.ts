import { expect, test } from 'vitest';
import { simulate } from '../../engine/sim/simulate';
import { decode } from '../codec';
import { resolve } from '../resolve';
import { moreRequests } from './more-requests';

function moreFor(link: string): number | null {
  const { a } = resolve(decode(link).scenario);
  if (a.kind !== 'ready') throw new Error(`${link} does not resolve`);
  return moreRequests(a.input, simulate(a.input).report);
}

test('a run that is long enough for its load asks for no other', () => {
  expect(moreFor('v=1&rps=0.05&n=200')).toBeNull();
});

test('one that is too short asks for as many as settle, within what can be waited for', () => {
  const few = moreFor('v=1&rps=16&a.prefill=h100-sxmx64&n=200');
  expect(few).toBeGreaterThan(1000);
  expect(few).toBeLessThan(20_000);
  expect(moreFor('v=1&rps=400&a.prefill=h100-sxmx1608&n=200')).toBe(20_000);
});

test('long prompts take long: a run of fewer has to do', () => {
  const long = 'v=1&ctx=700000&a.prefill=h100-sxmx8608';
  expect(moreFor(`${long}&n=60`)).toBeLessThan(1000);
  expect(moreFor(`${long}&n=1000`)).toBeNull();
});
