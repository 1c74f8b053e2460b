import { expect, test } from 'vitest';
import type { Requests } from '../workload/requests';
import { toyModel, toyPlan, toyPool } from './fixtures';
import { Simulation } from './simulation';
import { takeSnapshot } from './snapshot';
import { answerParts, firstTokenParts, tokenParts, waterfallOf } from './waterfall';

const LINK = { bytesPerSecond: 1e9, latencySeconds: 0.01, mode: 'layered' } as const;

/** Keys and values of a token: 10 layers, 8 heads of 64, two bytes each. */
const KV_BYTES = 2 * 10 * 8 * 64 * 2;

/** Two requests that come together, to one prefill pool and a decode pool that holds so many at a time. */
function run(places: number) {
  const plan = toyPlan(
    [toyPool({ role: 'prefill', tokenBudget: 512 }), toyPool({ role: 'decode', maxSequences: places })],
    LINK,
  );
  const requests: Requests = {
    count: 2,
    arrival: Float64Array.of(0, 0.001),
    promptTokens: Int32Array.of(512, 512),
    outputTokens: Int32Array.of(200, 50),
    cutRequests: 0,
    cutTokensMean: 0,
  };
  const sim = new Simulation(plan, toyModel(), requests, { seed: 1 });
  sim.run(Infinity, Infinity);
  return sim;
}

test('waiting for room in the decode pool is told apart from KV on its way', () => {
  const [narrow, wide] = [run(1), run(2)];
  const alone = waterfallOf(wide.requests, 1)!;
  const waited = waterfallOf(narrow.requests, 1)!;
  expect(alone.room_s).toBe(0);
  // Until the first one's answer has ended; then its KV takes the time that the link takes for all of it.
  expect(waited.room_s).toBeCloseTo(narrow.requests.end[0]! - narrow.requests.firstToken[1]!, 9);
  expect(waited.transfer_s).toBeCloseTo(LINK.latencySeconds + (512 * KV_BYTES) / LINK.bytesPerSecond, 9);
  expect(waterfallOf(narrow.requests, 0)!.room_s).toBe(0);
  for (const { request, e2e_s, ...parts } of [waited, alone]) {
    const sum = Object.values(parts).reduce((all, part) => all + part, 0);
    expect(sum, `request ${String(request)}`).toBeCloseTo(e2e_s, 9);
  }
});

test('means and the snapshot know it, too', () => {
  const [narrow, wide] = [run(1), run(2)];
  const { requests } = narrow;
  const whole = answerParts(requests, 0, firstTokenParts(requests, 0))!;
  const room = waterfallOf(requests, 1)!.room_s;
  expect(whole.room_s).toBeCloseTo(room / 2, 9);
  expect(tokenParts(requests, 0)!.room).toBeCloseTo(room / 49 / 2, 9);
  expect(takeSnapshot(narrow).requests.roomAt).toEqual(Float64Array.of(NaN, requests.end[0]!));
  expect(takeSnapshot(wide).requests.roomAt).toBeUndefined();
});
