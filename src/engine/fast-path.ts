import type { Fraction, RequestsPerSecond, Seconds } from '../units/units';
import type { EngineInput } from './input';
import type { Shortfall } from './plan';
import type { BoundBy } from './cost/step-cost';

/** Closed form of one side (model.md §9.1), means only. */
export type Estimate =
  | { kind: 'infeasible'; shortfalls: Shortfall[] }
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
      /** Null when a chip's power is unknown. Parts sum to it; keys as in SideReport.energy_parts_j. */
      joulesPerOutputToken: number | null;
      energyParts: Record<string, number> | null;
      powerWatts: number | null;
      usdPerMillionOutputTokens: number | null;
      boundBy: BoundBy;
    };

export type Estimator = (input: EngineInput) => Estimate;
