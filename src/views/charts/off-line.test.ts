import { expect, test } from 'vitest';
import { report } from '../fixtures/reports';
import type { SideCurve } from './curve-data';
import { offLine, whyAboveLine } from './off-line';

const curve = (mean: number | null): SideCurve => ({
  side: 'A',
  name: 'GPU',
  x: Float64Array.of(1, 10, 100),
  y: Float64Array.of(0.01, 0.01, 0.01),
  state: Uint8Array.of(0, 0, 0),
  load: Float64Array.of(0.1, 0.2, 0.3),
  chipsNeeded: Float64Array.of(0, 0, 0),
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

test('the reason is told where the run has it', () => {
  const parts = { transfer: 0, wait: 0, decode: 0.01, stall: 0.02 };
  const stalled = report({ tpot_s: { p50: 0.01, p90: 0.1, p99: 0.7, mean: 0.03 }, tpot_parts_s: parts });
  const why = (mean: number, a = stalled) => whyAboveLine([curve(mean)], 10, { a, b: null });
  expect(why(0.03)).toContain('prompts of others are 67% on A, which');
  expect(why(0.011)).toBeNull();
  expect(why(0.003)).toBeNull();
  expect(why(0.03, report({ tpot_parts_s: { ...parts, stall: 0 } }))).toBeNull();
  expect(why(0.03, report())).toBeNull();
  const handed = report({ tpot_s: stalled.tpot_s, tpot_parts_s: { ...parts, transfer: 0.015, stall: 0 } });
  expect(why(0.03, handed)).toContain('waiting for room in the decode pool and moving KV there are 50% on A');
});
