import { expect, test } from 'vitest';
import type { SideReport } from '../../engine/result';
import { report } from '../fixtures/reports';
import type { SideCurve } from './curve-data';
import { offLine } from './off-line';
import { offLineWords, type OffLineOf } from './off-line-words';

const curve = (mean: number | null): SideCurve => ({
  side: 'A',
  name: 'GPU',
  x: Float64Array.of(1, 10, 100),
  y: Float64Array.of(0.01, 0.01, 0.01),
  state: Uint8Array.of(0, 0, 0),
  load: Float64Array.of(0.1, 0.2, 0.3),
  chipsNeeded: Float64Array.of(0, 0, 0),
  stagesNeeded: Uint8Array.of(0, 0, 0),
  point: mean === null ? null : { mean, interval: null },
});

test('a dot beside its line says how far, one on it nothing', () => {
  expect(offLine(curve(0.03), 10)).toBe('3.0× its line');
  expect(offLine(curve(0.005), 10)).toBe('50% of its line');
  expect(offLine(curve(0.0145), 10)).toBeNull();
  expect(offLine(curve(null), 10)).toBeNull();
  // Nothing to compare with.
  expect(offLine(curve(0.03), 1000)).toBeNull();
});

const spread = (mean: number) => ({ p50: mean, p90: mean, p99: mean, mean });
const words = (own: SideReport, of: OffLineOf = 'tpot', mean = 0.03, load = 0.2) =>
  offLineWords(of, [{ ...curve(mean), load: Float64Array.of(load, load, load) }], 10, { a: own, b: null });

test('what line and dot are is told of every dot off its line, and what the run knows of the gap', () => {
  const parts = { room: 0, transfer: 0, wait: 0, decode: 0.01, stall: 0.02 };
  const stalled = report({ tpot_s: spread(0.03), tpot_parts_s: parts });
  expect(words(stalled)).toBe(
    'Off a line: a dot is of this run of 1,000 requests, a line the steady state that the closed form expects; on A 67% of the dot is prompts of others, which the line spreads evenly over all answers.',
  );
  expect(words(stalled, 'tpot', 0.011)).toBeNull();
  const handed = report({ tpot_s: spread(0.03), tpot_parts_s: { ...parts, transfer: 0.015, stall: 0 } });
  expect(words(handed)).toContain('50% of the dot is waiting for room in the decode pool');
  const queued = { route: 0, fetch: 0, queue: 0.024, prefill: 0.006 };
  expect(words(report({ ttft_s: spread(0.03), ttft_parts_s: queued }), 'ttft')).toContain(
    '80% of the dot is waiting in the queue',
  );
});

test('no reason is made up: what no number explains is said to be so', () => {
  const parts = { room: 0, transfer: 0, wait: 0, decode: 0.03, stall: 0 };
  expect(words(report({ tpot_s: spread(0.03), tpot_parts_s: parts }))).toContain(
    '; on A no part that the run counts explains the gap.',
  );
  // What lifts a dot is no reason for one that lies below.
  const stalled = report({ tpot_s: spread(0.03), tpot_parts_s: { ...parts, stall: 0.03 } });
  expect(words(stalled, 'tpot', 0.003)).toContain('no part that the run counts');
});

test('chance, a line that is a hint only, and a run that counts its ends are told from the numbers', () => {
  expect(words(report({ tpot_ci95_s: 0.025 }))).toContain(
    'the run’s mean is 30 ± 25\u202fms, so it may be chance',
  );
  expect(words(report({ tpot_ci95_s: 0.015 }))).not.toContain('chance');
  expect(words(report(), 'e2e', 0.03, 0.85)).toContain('at 85% load the line only points the way');
  expect(words(report(), 'energy')).toContain('the dot counts filling up and running empty');
  expect(words(report(), 'e2e')).not.toContain('running empty');
});
