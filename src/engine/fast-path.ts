import type { Fraction, RequestsPerSecond, Seconds } from '../units/units';
import type { BoundBy } from './cost/step-cost';
import { fleetState } from './closed-form/fleet-state';
import { boundByOf, sideEnergy } from './closed-form/side-figures';
import { usdPerHour, usdPerMillionTokens } from './economics';
import type { EngineInput } from './input';
import type { Plan, Shortfall } from './layout/pool-plan';
import { Planner } from './plan';
import { workloadStatistics } from './workload-statistics';

/** Closed form of one side (model.md §9.1), means only. */
export type Estimate =
  | { kind: 'infeasible'; shortfalls: Shortfall[] }
  /** Only a run can tell, and why. */
  | { kind: 'unknown'; why: string }
  | {
      kind: 'saturated' | 'steady';
      /** NaN when saturated. */
      ttftSeconds: Seconds;
      tpotSeconds: Seconds;
      e2eSeconds: Seconds;
      /** Sequences decoding at once over the whole side. */
      decodingSequences: number;
      maxRequestsPerSecond: RequestsPerSecond;
      load: Fraction;
      outputTokensPerSecond: number;
      /** Accelerators and link. Null when a chip's power is unknown or nothing arrives. */
      joulesPerOutputToken: number | null;
      /** Joules per output token, keys as in SideReport; with `node` and `cooling` they sum to the facility's. */
      energyParts: Record<string, number> | null;
      powerWatts: number | null;
      usdPerMillionOutputTokens: number | null;
      boundBy: BoundBy;
    };

export type Estimator = (input: EngineInput) => Estimate;

/** Means of one side without simulating it: in a fraction of a millisecond, trusted below a load of 0.6. */
export const estimate: Estimator = (input) => {
  const planned = new Planner(input.model, input.cluster).plan(workloadStatistics(input.workload));
  if (!planned.feasible) return { kind: 'infeasible', shortfalls: planned.shortfalls };
  return estimateOf(planned.plan, input);
};

/** Where the cluster is laid out already. */
export function estimateOf(plan: Plan, input: EngineInput): Exclude<Estimate, { kind: 'infeasible' }> {
  const w = workloadStatistics(input.workload);
  const fleet = fleetState(plan, input.model, w);
  if (!fleet.known) return { kind: 'unknown', why: fleet.why };
  const { state, main } = fleet;
  const { decode } = state;
  const tokens = state.rate * w.outputMean;
  const bill = sideEnergy(state, input.cluster);
  const perToken = bill === null || tokens === 0 ? null : bill;
  return {
    kind: state.saturated ? 'saturated' : 'steady',
    ttftSeconds: state.ttft,
    tpotSeconds: state.tpot,
    e2eSeconds: state.e2e,
    decodingSequences: decode.decoding,
    maxRequestsPerSecond: state.maxRate,
    load: state.load,
    outputTokensPerSecond: tokens,
    joulesPerOutputToken: perToken === null ? null : perToken.total / tokens,
    energyParts: perToken === null ? null : scaled(perToken.parts, 1 / tokens),
    powerWatts: bill?.total ?? null,
    usdPerMillionOutputTokens: usdPerMillionTokens(usdPerHour(input.cluster.pools), tokens),
    boundBy: boundByOf(main.plan, main.model, main.state),
  };
}

function scaled(parts: Record<string, number>, factor: number): Record<string, number> {
  return Object.fromEntries(Object.entries(parts).map(([key, joules]) => [key, joules * factor]));
}
