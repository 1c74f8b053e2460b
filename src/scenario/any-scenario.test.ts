import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateReport } from '../engine/estimate-report';
import type { SideReport } from '../engine/result';
import { simulate } from '../engine/sim/simulate';
import { anyScenario } from './fixtures/any-scenario';
import { resolve } from './resolve';

/** `TOKENYARD_RUNS=5000` for a longer look. */
const RUNS = Number(process.env['TOKENYARD_RUNS'] ?? 500);

/** Paths of numbers that are no numbers. */
function broken(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${String(value)}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => broken(part, `${path}.${key}`));
}

function check(report: SideReport): void {
  expect(broken(report)).toEqual([]);
  if (!report.feasible) {
    expect(report.reason).toMatch(/\w.*\.$/);
    return;
  }
  if (report.energy_parts_j !== null) {
    const parts = Object.values(report.energy_parts_j).reduce((sum, joules) => sum + joules, 0);
    expect(parts / report.facility_energy_j!).toBeCloseTo(1, 9);
    for (const joules of Object.values(report.energy_parts_j)) expect(joules).toBeGreaterThanOrEqual(0);
  }
  expect(report.chips).toBeGreaterThan(0);
}

describe('any scenario that a link can state', () => {
  it('runs to the end, or says why not, without a number that is none', () => {
    let feasible = 0;
    fc.assert(
      fc.property(anyScenario, (s) => {
        const resolved = resolve(s).a;
        if (resolved.kind === 'impossible') {
          expect(resolved.reason).toMatch(/\w.*\.$/);
          return;
        }
        const { report } = simulate(resolved.input);
        check(report);
        check(estimateReport(resolved.input));
        if (!report.feasible) return;
        feasible++;
        expect(report.completed + report.rejected).toBe(25);
        if (report.completed > 0 && report.rejected === 0) expect(report.ttft_s!.mean).toBeGreaterThan(0);
      }),
      { numRuns: RUNS },
    );
    // The arbitrary must not have drifted to where nothing fits.
    expect(feasible).toBeGreaterThan(RUNS / 20);
  });
});
