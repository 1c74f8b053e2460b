import { infeasibleReport } from './infeasible-report';
import type { EngineInput } from './input';
import type { Shortfall } from './plan';
import type { SideReport } from './result';

/**
 * What does not fit, each thing said once, and the smallest chip count that would, in more pipeline stages where it
 * takes those: none while a pool never fits.
 */
export function refusal(
  input: EngineInput,
  shortfalls: readonly Shortfall[],
  method: SideReport['method'],
): SideReport {
  const fixes = shortfalls.map(fixOf);
  return infeasibleReport(
    [...new Set(shortfalls.map((s) => s.message))].join(' '),
    input.cluster.pools.reduce((sum, pool) => sum + pool.chips, 0),
    method,
    fixes.includes(null) ? null : fixes[0]!,
  );
}

function fixOf({ pool, chipsNeeded, staged }: Shortfall): SideReport['fix'] {
  if (chipsNeeded !== null) return { pool, chips: chipsNeeded };
  return staged === undefined ? null : { pool, ...staged };
}
