import type { SideReport } from '../../engine/result';
import type { Scenario } from '../../scenario/scenario';
import type { RunOutcome } from '../../worker/api';

interface Saved {
  scenario: Scenario;
  link: string;
  /** Which requests they were, where a trace sent them: no link has it. */
  trace: { name: string; requests: number } | null;
  outcome: RunOutcome;
}

/** The result as a file: the question, the link that asks it again, and both answers. */
export function resultFile({ scenario, link, trace, outcome }: Saved): string {
  const result: { a: SideReport; b: SideReport | null } = {
    a: outcome.a.report,
    b: outcome.b?.report ?? null,
  };
  return `${JSON.stringify({ tokenyard: 1, link, scenario, trace: trace && { name: trace.name, requests: trace.requests }, result }, null, 2)}\n`;
}
