import { describe, expect, test } from 'vitest';
import { report, sramReport } from '../fixtures/reports';
import { shownReports } from './shown-reports';

const simulated = { a: report(), b: sramReport() };
const estimate = { a: report({ method: 'closed_form' }), b: sramReport({ method: 'closed_form' }) };
const outcome = {
  run: 1,
  a: { report: simulated.a, snapshot: null },
  b: { report: simulated.b, snapshot: null },
};

describe('shownReports', () => {
  test('nothing, then the closed form, then the simulation', () => {
    expect(shownReports({ outcome: null, estimate: null }, false, true)).toEqual({ a: null, b: null });
    expect(shownReports({ outcome: null, estimate }, false, true)).toEqual(estimate);
    expect(shownReports({ outcome, estimate }, false, true)).toEqual(simulated);
  });

  test('a simulation of an older scenario gives way to the closed form of this one', () => {
    expect(shownReports({ outcome, estimate }, true, true)).toEqual(estimate);
    expect(shownReports({ outcome, estimate: null }, true, true)).toEqual(simulated);
  });

  test('a hidden B is undefined, one that is still to come null', () => {
    expect(shownReports({ outcome, estimate }, false, false).b).toBeUndefined();
    expect(shownReports({ outcome: { ...outcome, b: null }, estimate }, false, true).b).toBeNull();
  });
});
