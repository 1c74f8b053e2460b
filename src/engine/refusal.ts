import { infeasibleReport } from './infeasible-report';
import type { EngineInput } from './input';
import type { Shortfall } from './plan';
import type { SideReport } from './result';

/** What does not fit, each thing said once, and the smallest chip count that would: none while a pool never fits. */
export function refusal(
  input: EngineInput,
  shortfalls: readonly Shortfall[],
  method: SideReport['method'],
): SideReport {
  const first = shortfalls.find((s) => s.chipsNeeded !== null);
  const never = shortfalls.some((s) => s.chipsNeeded === null);
  return infeasibleReport(
    [...new Set(shortfalls.map((s) => s.message))].join(' '),
    input.cluster.pools.reduce((sum, pool) => sum + pool.chips, 0),
    method,
    first === undefined || never ? null : { pool: first.pool, chips: first.chipsNeeded! },
  );
}
