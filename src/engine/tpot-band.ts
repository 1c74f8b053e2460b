import type { Seconds } from '../units/units';
import { decodeShape } from './cost/step-shapes';
import { decoderOf, type Plan } from './layout/pool-plan';
import type { SideReport } from './result';

/**
 * Between which times per token the truth may lie, where the chip's residual is known within a band only. Everything
 * else of a step stays as it is: the residual does not depend on load. Null where no band was stated.
 */
export function tpotBand(plan: Plan, tpot: Seconds | null): SideReport['band'] {
  const pool = decoderOf(plan.pools);
  const band = pool.input.chip.sram?.residualBand;
  if (band === undefined || tpot === null || !Number.isFinite(tpot)) return null;
  const residual = pool.cost
    .explain(decodeShape(1, 1, Infinity))
    .reduce((sum, part) => (part.name === 'residual' ? sum + part.seconds : sum), 0);
  return { tpot_s: [tpot - (1 - band[0]) * residual, tpot + (band[1] - 1) * residual] };
}
