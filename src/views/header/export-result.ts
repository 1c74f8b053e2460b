import type { SideReport } from '../../engine/result';
import type { Scenario } from '../../scenario/scenario';
import type { RunOutcome } from '../../worker/api';

/** The result as a file: the question, the link that asks it again, and both answers. */
export function resultFile(scenario: Scenario, link: string, outcome: RunOutcome): string {
  const result: { a: SideReport; b: SideReport | null } = {
    a: outcome.a.report,
    b: outcome.b?.report ?? null,
  };
  return `${JSON.stringify({ tokenyard: 1, link, scenario, result }, null, 2)}\n`;
}
