import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cards } from '../engine/derive/cards';
import { checkCards } from '../engine/derive/fixtures';
import { estimateReport } from '../engine/estimate-report';
import type { EngineInput, TraceWorkload } from '../engine/input';
import { simulate } from '../engine/sim/simulate';
import { anyScenario } from './fixtures/any-scenario';
import { resolve } from './resolve';

/** `TOKENYARD_RUNS=5000` for a longer look. */
const RUNS = Number(process.env['TOKENYARD_RUNS'] ?? 300);

/** The requests of a file instead of drawn ones, as lengthy as those were meant to be. */
function asTrace({ workload: w }: EngineInput): TraceWorkload | null {
  if (w.kind !== 'synthetic' || w.sessions !== undefined || w.classes !== undefined) return null;
  const numbers = Array.from({ length: w.requests }, (_, i) => i);
  return {
    kind: 'trace',
    name: 'file.csv',
    arrivalSeconds: Float64Array.from(numbers, (i) => (i - (i % 3) / 2) / w.requestsPerSecond),
    promptTokens: Int32Array.from(numbers, (i) => Math.ceil(w.promptTokensMean * (0.5 + (i % 5) / 4))),
    outputTokens: Int32Array.from(numbers, (i) => Math.ceil(w.outputTokensMean * (0.5 + (i % 4) / 3))),
  };
}

describe('number cards of any scenario', () => {
  it('stand behind every number shown and give it to four digits, simulated or not, overloaded or not', () => {
    const seen = { feasible: 0, saturated: 0, infeasible: 0 };
    fc.assert(
      fc.property(anyScenario, fc.boolean(), (scenario, fromFile) => {
        const resolved = resolve(scenario).a;
        if (resolved.kind === 'impossible') return;
        const trace = fromFile ? asTrace(resolved.input) : null;
        const input = trace === null ? resolved.input : { ...resolved.input, workload: trace };
        const simulated = simulate(input).report;
        const estimated = estimateReport(input);
        if (!simulated.feasible) {
          seen.infeasible++;
          expect(cards(input, simulated)).toEqual([]);
          return;
        }
        seen[simulated.saturated ? 'saturated' : 'feasible']++;
        checkCards(cards(input, simulated), simulated, 'run');
        checkCards(cards(input, estimated), estimated, 'closedForm');
      }),
      { numRuns: RUNS },
    );
    // The arbitrary must not have drifted to where one of them never happens.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 50);
  });
});
