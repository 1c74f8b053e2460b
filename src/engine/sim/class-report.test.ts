import { expect, it } from 'vitest';
import type { RequestClass } from '../input';
import { classReports, totalGoodput } from './class-report';
import { requestsOf, toyModel, toyPlan, toyPool } from './fixtures';
import { Simulation } from './simulation';

const CHAT: RequestClass = {
  id: 'chat',
  label: 'Chat',
  kind: 'interactive',
  slo: { ttftSeconds: 0.5, tpotSeconds: 0.02 },
};
const BATCH: RequestClass = { id: 'batch', label: 'Batch', kind: 'batch', slo: null };

/** Six requests whose times are set by hand: the last one was turned away. */
function run(classes: RequestClass[]): Simulation {
  const rows: [number, number, number][] = Array.from({ length: 6 }, (_, i) => [i, 100, i === 3 ? 1 : 11]);
  const requests = { ...requestsOf(rows), classes, classOf: Uint8Array.of(0, 0, 0, 0, 1, 0) };
  const sim = new Simulation(toyPlan([toyPool()]), toyModel(), requests);
  const times: [ttft: number, tpot: number][] = [
    [0.5, 0.02], // Exactly as promised.
    [0.6, 0.01], // The first token is late.
    [0.1, 0.03], // The others are slow.
    [0.1, 9], // One token: nothing to be slow.
    [30, 1], // Batch is promised nothing.
  ];
  times.forEach(([ttft, tpot], i) => {
    sim.requests.firstToken[i] = i + ttft;
    sim.requests.end[i] = i + ttft + (rows[i]![2] - 1) * tpot;
  });
  // Sums of decimals are not exact; what was promised is what came.
  CHAT.slo = {
    ttftSeconds: sim.requests.firstToken[0]!,
    tpotSeconds: (sim.requests.end[0]! - sim.requests.firstToken[0]!) / 10,
  };
  sim.requests.rejection[5] = 3;
  return sim;
}

it('goodput counts who got every promised latency, by hand', () => {
  const sim = run([CHAT, BATCH]);
  const [chat, batch] = classReports(sim, { cut: 0, from: 0, to: 10 });
  // Requests 0 and 3 of five.
  expect(chat).toMatchObject({
    requests: 5,
    completed: 4,
    rejected: 1,
    goodput_per_s: 0.2,
    goodput_share: 0.4,
  });
  expect(chat!.ttft_s!.mean).toBeCloseTo((0.5 + 0.6 + 0.1 + 0.1) / 4, 12);
  expect(batch).toMatchObject({
    requests: 1,
    completed: 1,
    slo: null,
    goodput_per_s: null,
    goodput_share: null,
  });
  // In all batch counts as kept, but its answer ended after the stretch that is reported.
  expect(totalGoodput(sim, { cut: 0, from: 0, to: 10 })).toEqual({ goodput_per_s: 0.2, goodput_share: 0.5 });
  expect(totalGoodput(sim, { cut: 0, from: 0, to: 50 })).toEqual({
    goodput_per_s: 3 / 50,
    goodput_share: 0.5,
  });
});

it('leaves the warm-up out of shares, and says nothing where nothing is promised', () => {
  const sim = run([CHAT, BATCH]);
  expect(totalGoodput(sim, { cut: 3, from: 3, to: 5 })).toEqual({ goodput_per_s: 0.5, goodput_share: 2 / 3 });
  const silent = run([BATCH, BATCH]);
  expect(totalGoodput(silent, { cut: 0, from: 0, to: 5 })).toEqual({
    goodput_per_s: null,
    goodput_share: null,
  });
});
