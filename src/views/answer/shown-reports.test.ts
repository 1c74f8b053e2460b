import { describe, expect, test } from 'vitest';
import { report, sramReport } from '../fixtures/reports';
import { shownReports } from './shown-reports';

const simulated = { a: report(), b: sramReport() };
const estimate = { a: report({ method: 'closed_form' }), b: sramReport({ method: 'closed_form' }) };
const difference = { requests: 900, warmup_requests: 50, ttft_s: null, tpot_s: null, e2e_s: null };
const outcome = {
  run: 1,
  difference,
  a: { report: simulated.a, snapshot: null },
  b: { report: simulated.b, snapshot: null },
};

describe('shownReports', () => {
  test('nothing, then the closed form, then the simulation', () => {
    expect(shownReports({ outcome: null, estimate: null }, false, true)).toEqual({
      a: null,
      b: null,
      difference: null,
    });
    expect(shownReports({ outcome: null, estimate }, false, true)).toEqual({ ...estimate, difference: null });
    expect(shownReports({ outcome, estimate }, false, true)).toEqual({ ...simulated, difference });
  });

  test('a simulation of an older scenario gives way to the closed form of this one', () => {
    expect(shownReports({ outcome, estimate }, true, true)).toEqual({ ...estimate, difference: null });
    expect(shownReports({ outcome, estimate: null }, true, true)).toEqual({ ...simulated, difference });
  });

  test('a hidden B is undefined, one that is still to come null', () => {
    const alone = shownReports({ outcome, estimate }, false, false);
    expect([alone.b, alone.difference]).toEqual([undefined, null]);
    expect(shownReports({ outcome: { ...outcome, b: null }, estimate }, false, true).b).toBeNull();
  });
});
