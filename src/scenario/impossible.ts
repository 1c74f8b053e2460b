import { infeasibleReport } from '../engine/infeasible-report';
import type { SideReport } from '../engine/result';

/** Report of a side that never reached the engine: it has a reason and no numbers. */
export function impossibleReport(
  side: { reason: string; chips: number },
  method: SideReport['method'],
): SideReport {
  return infeasibleReport(side.reason, side.chips, method, null);
}
